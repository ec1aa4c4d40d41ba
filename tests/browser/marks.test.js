import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../browser/text/fold.js";
import { marked, snippet } from "../../browser/text/marks.js";

/**
 * A text with brackets around what is marked.
 *
 * @param {string[]} pieces
 */
function shown(pieces) {
  return pieces.map((piece, place) => (place % 2 ? `[${piece}]` : piece)).join("");
}

for (const [text, word, expected] of [
  ["サーバーの設定", "サーバ", "[サーバ]ーの設定"],
  ["ﾃﾞｰﾀの量", "データ", "[ﾃﾞｰﾀ]の量"],
  ["Café au lait", "cafe", "[Café] au lait"],
  ["㍍で測る", "めーとる", "[㍍]で測る"],
  ["勾配と勾配", "勾配", "[勾配]と[勾配]"],
  ["勾配", "損失", "勾配"],
  ["𠮷野家", "野", "𠮷[野]家"],
]) {
  test(`${word} in ${text}`, () => {
    const pieces = marked(text, [fold(word)]);
    assert.equal(shown(pieces), expected);
    assert.equal(pieces.join(""), text);
  });
}

test("an empty word marks nothing", () => assert.deepEqual(marked("勾配", [""]), ["勾配"]));

test("the snippet is the sentence with the phrase, and the next one when it is short", () => {
  const text = "はじめに述べる。勾配は傾きである。次の文。おわり。";
  assert.equal(shown(snippet(text, "傾き", ["傾き"])), "勾配は[傾き]である。次の文。");
});

test("words that stand apart are marked each", () => {
  assert.equal(
    shown(snippet("勾配は損失を下げる。", "勾配損失", ["勾配", "損失"])),
    "[勾配]は[損失]を下げる。",
  );
});

test("a long sentence is cut before and behind the match", () => {
  const pieces = snippet(`${"あ".repeat(100)}勾配${"い".repeat(200)}`, "勾配", ["勾配"]);
  assert.equal(pieces[0], `…${"あ".repeat(40)}`);
  assert.equal(pieces[1], "勾配");
  assert.ok(pieces[2].endsWith("い…"));
  assert.ok(pieces.join("").length < 115);
});

test("no snippet begins in the block before", () => {
  assert.equal(shown(snippet("見出し\u2029勾配は傾き", "傾き", ["傾き"])), "勾配は[傾き]");
});

test("a short heading is apart from the sentence behind it", () => {
  assert.equal(
    shown(snippet("Part 1 of Cache\u2029Most of it.", "cache", ["cache"])),
    "Part 1 of [Cache] Most of it.",
  );
  assert.equal(shown(snippet("見出し\u2029勾配は傾き。", "", [])), "見出し 勾配は傾き。");
});
