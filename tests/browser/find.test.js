import assert from "node:assert/strict";
import { test } from "node:test";

import { makeFinder } from "../../browser/map/find.js";
import { namesWithBrackets } from "../../browser/search/brackets.js";
import { find, GUESS } from "../../browser/search/find.js";
import { makeNear } from "../../browser/search/near.js";
import { slips } from "../../browser/search/slips.js";
import { makeIndex } from "./index.js";

const TERMS = [
  "勾配|Gradient",
  "勾配降下法|Gradient Descent",
  "確率的勾配降下法|Stochastic Gradient Descent",
  "データベース|Database",
  "サーバー|Server",
  "正則化|Regularization",
  "Belting and covers",
  "Beltings",
];

/**
 * The first names of what is found.
 *
 * @param {string} query
 */
function names(query) {
  const index = makeIndex(TERMS);
  return find(index, query, makeNear(index), true).map(([entry]) => index.entries[entry].names[0]);
}

test("whole names come before beginnings before what is inside", () => {
  assert.deepEqual(names("勾配"), ["勾配", "勾配降下法", "確率的勾配降下法"]);
});

for (const [query, first, why] of [
  ["サーバ", "サーバー", "without the long vowel"],
  ["さーばー", "サーバー", "in hiragana"],
  ["ｻｰﾊﾞｰ", "サーバー", "at half width"],
  ["gradient-descent", "勾配降下法", "another name, with a hyphen"],
  ["deetabeesu", "データベース", "in Latin letters"],
  ["SGD", "確率的勾配降下法", "initials"],
  ["descent stochastic", "確率的勾配降下法", "words in another order"],
  ["regularizaton", "正則化", "a letter is missing"],
  ["regualrization", "正則化", "two letters are swapped"],
  ["beltng", "Beltings", "a letter is missing, and longer names begin alike"],
  ["勾配降下法とは何か", "勾配降下法", "a name inside of the query"],
]) {
  test(`${query} finds ${first}: ${why}`, () => assert.equal(names(query)[0], first));
}

const BRACKETS = [
  "API連携",
  "アプリケーションプログラミングインタフェース（API）",
  "Temperature (LLM)",
  "大規模言語モデル（だいきぼげんごモデル/LLM）",
  "Large Language Models (LLMs)",
  "Decision Tree",
  "Load Balancer",
];
for (const [query, first, why] of [
  ["API", "アプリケーションプログラミングインタフェース（API）", "the name in the brackets is whole"],
  ["大規模言語モデル", "大規模言語モデル（だいきぼげんごモデル/LLM）", "the name before them is"],
  [
    "llm",
    "大規模言語モデル（だいきぼげんごモデル/LLM）",
    "in the brackets of another name it only qualifies",
  ],
  ["What is an API?", "アプリケーションプログラミングインタフェース（API）", "a question"],
  [
    "決まった API とは何ですか",
    "アプリケーションプログラミングインタフェース（API）",
    "a question with more words",
  ],
  ["load balancing", "Load Balancer", "another ending"],
]) {
  test(`${query} finds ${first}: ${why}`, () => {
    const index = makeIndex(BRACKETS);
    index.names = namesWithBrackets(index);
    const [[entry]] = find(index, query, makeNear(index), true);
    assert.equal(index.entries[entry].names[0], first);
  });
}

test("a few Latin letters inside of a name are a guess", () => {
  const index = makeIndex(BRACKETS);
  index.names = namesWithBrackets(index);
  const [[entry, score]] = find(index, "ci", makeNear(index), true);
  assert.equal(index.entries[entry].names[0], "Decision Tree");
  assert.ok(score >= GUESS);
});

test("nothing is found of signs that search does not see", () => assert.deepEqual(names("・ー"), []));

test("guesses come behind all else", () => {
  const index = makeIndex(TERMS);
  const near = makeNear(index);
  assert.ok(find(index, "勾配", near, true).some(([, score]) => score >= GUESS) === false);
  const [[, score]] = find(index, "regularizaton", near, true);
  assert.ok(score >= GUESS);
  assert.deepEqual(find(index, "regularizaton", near, false), []);
});

test("often used terms come first among equals", () => {
  const index = makeIndex(["学習A", "学習B"], { uses: "02" });
  assert.deepEqual(
    find(index, "学習").map(([entry]) => entry),
    [1, 0],
  );
});

test("without near.js, names alone are found", () => {
  assert.deepEqual(find(makeIndex(TERMS), "deetabeesu"), []);
});

/**
 * The distance by its definition.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function distance(a, b) {
  if (!a || !b) return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const ways = [distance(shortA, b) + 1, distance(a, shortB) + 1, distance(shortA, shortB) + same];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    ways.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...ways);
}

test("slips are the distance to a string, or to a beginning of it", () => {
  const words = ["abc", "acb", "ab", "abcd", "xbc", "bca", "cab", "aabc", "b", "abxcd"];
  for (const wanted of words) {
    for (const string of words) {
      const beginnings = [...string]
        .map((_, place) => distance(wanted, string.slice(0, place)))
        .concat(distance(wanted, string));
      const expected = Math.min(distance(wanted, string), Math.min(...beginnings) + 0.5);
      const found = slips(wanted, string, 2);
      assert.equal(Math.min(found, 3), Math.min(expected, 3), `${wanted} ${string}`);
    }
  }
});

test("the map finds names as search does", () => {
  const finder = makeFinder(["サーバー", "データベース", "サーバーサイド"]);
  assert.deepEqual(finder("サーバ"), [0, 2]);
  assert.deepEqual(finder("ﾃﾞｰﾀ"), [1]);
  assert.deepEqual(finder(" "), []);
  assert.deepEqual(finder("・"), []);
});
