import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, foldedWords } from "../../browser/text/fold.js";
import { sound } from "../../browser/text/sound.js";
import { readTable } from "./tables.js";

for (const [written, folded, why] of readTable("folding.tsv")) {
  test(`folding: ${why}`, () => {
    assert.equal(fold(written), folded);
    assert.equal(fold(folded), folded);
  });
}

for (const [written, heard] of readTable("sounds.tsv")) {
  test(`sound of ${written}`, () => assert.equal(sound(written), heard));
}

test("words of a query", () => {
  assert.deepEqual(foldedWords("  勾配　ベクトル - Ｌｏｓｓ "), ["勾配", "べくとる", "loss"]);
});
