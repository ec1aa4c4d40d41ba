import assert from "node:assert/strict";
import { test } from "node:test";

import { makeEverything } from "../../browser/search/everything.js";
import { find } from "../../browser/search/find.js";
import { fileOf } from "../../browser/search/grams.js";
import { makeNear } from "../../browser/search/near.js";
import { makeTexts } from "../../browser/search/texts.js";
import { fold } from "../../browser/text/fold.js";
import { BREAK, DIGITS } from "../../browser/text/tables.js";
import { makeIndex } from "./index.js";

/** In the order of an index, so that the numbers of entries are their places here. */
const TERMS = ["1 勾配", "2 損失関数", "3 学習率", "4 平均", "5 分散"];
const TEXTS = [
  "損失の傾きである。",
  "予測の誤りを測る関数。",
  "損失の傾きに掛ける歩幅。損失の傾きの大きさにもよる。",
  "値の和を数で割る。",
  "傾きとは別に、損失を見る。",
];
const GRAM_FILES = 2;

/**
 * What is loaded of a site whose texts are one file.
 *
 * @param {string} name
 */
function loadOne(name) {
  assert.equal(name, "text");
  return Promise.resolve(TEXTS.join("\n"));
}

/** The entries of each segment of the same site. */
const SEGMENTS = [
  [1, 2, 4],
  [0, 3],
];

/**
 * What is loaded of it with segments, and two texts to a file.
 *
 * @param {string} name
 */
function loadMany(name) {
  const [kind, number, file] = name.split("-");
  if (kind === "grams")
    return Promise.resolve(SEGMENTS.map((entries) => lists(entries, Number(number))).join(BREAK));
  const start = 2 * Number(file);
  const some = SEGMENTS[Number(number)].slice(start, start + 2);
  return Promise.resolve(some.map((entry) => TEXTS[entry]).join("\n"));
}

/**
 * The lists of bigrams of a segment that are in a file.
 *
 * @param {number[]} entries
 * @param {number} file
 */
function lists(entries, file) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @type {Map<string, number>} */
  const last = new Map();
  entries.forEach((entry, number) => {
    const letters = [...fold(TEXTS[entry])];
    for (const bigram of new Set(letters.slice(1).map((second, place) => letters[place] + second))) {
      if (fileOf(bigram, GRAM_FILES) !== file) continue;
      found.set(bigram, (found.get(bigram) ?? "") + DIGITS[number - (last.get(bigram) ?? -1)]);
      last.set(bigram, number);
    }
  });
  return [...found].map(([bigram, list]) => bigram + list).join("\n");
}

/** @param {string[]} names */
function inSegments(names) {
  return SEGMENTS.flat()
    .map((entry) => names[entry])
    .join("\n");
}

for (const [layout, load, changes] of /** @type {const} */ ([
  ["one file", loadOne, {}],
  [
    "many files",
    loadMany,
    {
      textsPerFile: 2,
      gramFiles: GRAM_FILES,
      segments: SEGMENTS.map((entries) => entries.length),
      names: inSegments(TERMS),
      addresses: inSegments(TERMS.map((name) => `/terms/${name}/`)),
    },
  ],
])) {
  const index = makeIndex(TERMS, changes);

  test(`${layout}: the words one after the other come before the words apart`, async () => {
    const texts = makeTexts(index, load);
    assert.deepEqual((await texts.findInTexts("損失の傾き", [], 9)).all, [2, 0, 4]);
    const apart = (await texts.findInTexts("傾き 損失", [], 9)).all;
    assert.deepEqual(new Set(apart), new Set([0, 2, 4]));
  });

  test(`${layout}: a word in the name counts with those in the text`, async () => {
    assert.deepEqual((await makeTexts(index, load).findInTexts("学習率 歩幅", [], 9)).all, [2]);
  });

  test(`${layout}: what has only some of the words comes apart`, async () => {
    const found = await makeTexts(index, load).findInTexts("歩幅 行列", [], 9);
    assert.deepEqual(found, { all: [], some: [2] });
  });

  test(`${layout}: what is known already is left out, and what is not there is not found`, async () => {
    const texts = makeTexts(index, load);
    assert.deepEqual((await texts.findInTexts("傾き", [2, 0], 9)).all, [4]);
    assert.deepEqual(await texts.findInTexts("行列", [], 9), { all: [], some: [] });
    assert.equal((await texts.findInTexts("傾き", [], 1)).all.length, 1);
    assert.deepEqual((await texts.findInTexts("傾き", [], 9, (entry) => entry === 4)).all, [4]);
  });

  test(`${layout}: names first, then texts, then guesses`, async () => {
    const near = makeNear(index);
    /** @param {string} query */
    const named = (query) => find(index, query, near, true);
    const everything = makeEverything(index, named, makeTexts(index, load));
    const hits = await everything("損失", { names: 6, texts: 4, withSnippets: true });
    assert.equal(hits[0].entry, 1);
    assert.deepEqual(hits[0].snippet, ["予測の誤りを測る関数。"]);
    assert.deepEqual(new Set(hits.slice(1).map(({ entry }) => entry)), new Set([0, 2, 4]));
    assert.ok(hits.slice(1).every(({ snippet, inText }) => inText && snippet?.[1] === "損失"));
  });

  test(`${layout}: the best name comes with its definition, and without texts where none are wanted`, async () => {
    const everything = makeEverything(index, (query) => find(index, query), makeTexts(index, load));
    const [hit, ...others] = await everything("学習率", { names: 6, texts: 0 });
    assert.deepEqual(hit, { entry: 2, snippet: ["損失の傾きに掛ける歩幅。損失の傾きの大きさにもよる。"] });
    assert.deepEqual(others, []);
  });
}

test("what a text says first counts more than what it says often", async () => {
  const index = makeIndex(["1 甲", "2 乙"]);
  const texts = [`${"前置きがある。".repeat(30)}幻覚と幻覚と幻覚。`, "幻覚とは、事実でない答えである。"];
  const found = await makeTexts(index, () => Promise.resolve(texts.join("\n"))).findInTexts(
    "幻覚とは",
    [],
    9,
  );
  assert.deepEqual(found.all, [1, 0]);
});

test("a Latin word is one from its beginning", async () => {
  const index = makeIndex(["1 甲", "2 乙"]);
  const texts = ["a block inside", "much later in the text, vendor lock-in"];
  const found = await makeTexts(index, () => Promise.resolve(texts.join("\n"))).findInTexts("lock-in", [], 9);
  assert.deepEqual(found.all, [1, 0]);
});
