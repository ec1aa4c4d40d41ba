import assert from "node:assert/strict";
import { test } from "node:test";

import { asked, stem, wordsOf } from "../../browser/text/questions.js";
import { readTable } from "./tables.js";

for (const [query, wanted, why] of readTable("questions.tsv")) {
  test(`asked ${query}: ${why}`, () => assert.equal(wordsOf(asked(query)).join("|"), wanted));
}

for (const [word, wanted] of [
  ["balancing", "balanc"],
  ["balancer", "balanc"],
  ["idempotent", "idempot"],
  ["idempotence", "idempot"],
  ["pods", "pods"],
  ["学習ing", "学習ing"],
]) {
  test(`stem of ${word}`, () => assert.equal(stem(word), wanted));
}
