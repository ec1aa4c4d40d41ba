// The texts of the entries: all of them in one file, or in files of `textsPerFile` entries with lists of
// bigrams that tell which of them to look into.

import { fold, foldedWords } from "../text/fold.js";
import { snippet } from "../text/marks.js";
import { BREAK } from "../text/tables.js";
import { decodeEntries, fileOf } from "./grams.js";

/** @typedef {import("./entries.js").Index} Index */

/**
 * How often a word was found, by the number of the entry.
 *
 * @typedef {Map<number, number>} Counts
 */

/** Texts that are looked at before a search gives up. */
const MOST_CHECKED = 80;
const CHECKED_AT_ONCE = 10;
/** Bigrams of a word that are looked up; more of them leave hardly any entry out. */
const MOST_BIGRAMS = 10;
/** What entries with the words one after the other have before all others. */
const TOGETHER = 100;

/**
 * The entries that were found each time, with the least of their numbers.
 *
 * @param {Counts[]} found
 */
function inAll([first = new Map(), ...others]) {
  /** @type {Counts} */
  const counts = new Map();
  for (const [entry, times] of first) {
    const all = others.map((other) => other.get(entry) ?? 0);
    if (!all.includes(0)) counts.set(entry, Math.min(times, ...all));
  }
  return counts;
}

/**
 * @param {Index} index
 * @param {(name: string, version: string) => Promise<unknown>} load  gives the value of a file of the index
 */
export function makeTexts(index, load) {
  const { entries } = index;
  const { textsPerFile, gramFiles, version } = index.file;
  const inFiles = textsPerFile > 0;
  /** @type {string[]} */
  const texts = [];
  /** @type {Promise<string> | undefined} */
  let allFolded;

  /** @param {string} name */
  async function linesOf(name) {
    return String(await load(name, version)).split("\n");
  }

  async function loadAll() {
    const lines = await linesOf("text");
    if (texts.length === 0) texts.push(...lines);
  }

  /** @param {number} file */
  async function loadFile(file) {
    const lines = await linesOf(`text-${file}`);
    lines.forEach((text, place) => {
      texts[file * textsPerFile + place] = text;
    });
  }

  /**
   * The texts of some entries.
   *
   * @param {number[]} numbers
   */
  async function textsOf(numbers) {
    if (inFiles) {
      const files = new Set(numbers.map((number) => Math.floor(number / textsPerFile)));
      await Promise.all([...files].map(loadFile));
    } else {
      await loadAll();
    }
    return numbers.map((number) => texts[number]);
  }

  /** All texts, folded a little at a time so that typing is not held up. */
  async function foldAll() {
    await loadAll();
    const parts = [];
    for (let i = 0; i < texts.length; i += 20) {
      parts.push(
        texts
          .slice(i, i + 20)
          .map(fold)
          .join("\n"),
      );
      if (i % 100 === 80) await new Promise((done) => setTimeout(done));
    }
    return parts.join("\n");
  }

  /**
   * Look for a word in all texts.
   *
   * @param {string} word
   * @returns {Promise<Counts>}
   */
  async function lookThrough(word) {
    allFolded ??= foldAll();
    const text = await allFolded;
    /** @type {Counts} */
    const found = new Map();
    let entry = 0;
    let start = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (let end = text.indexOf("\n", start); end >= 0 && end < at; end = text.indexOf("\n", start)) {
        entry++;
        start = end + 1;
      }
      found.set(entry, (found.get(entry) ?? 0) + 1);
    }
    return found;
  }

  /** @param {string} bigram */
  async function entriesWith(bigram) {
    const lists = `\n${await load(`grams-${fileOf(bigram, gramFiles)}`, version)}\n`;
    const at = lists.indexOf(`\n${bigram}`);
    if (at < 0) return [];
    const start = at + 1 + bigram.length;
    return decodeEntries(lists.slice(start, lists.indexOf("\n", start)));
  }

  /**
   * The entries that have all pairs of neighbouring letters of a word: most of them have the word.
   *
   * @param {string} word
   * @returns {Promise<Counts>}
   */
  async function lookUp(word) {
    const characters = [...word];
    const pairs = characters.slice(1).map((character, place) => characters[place] + character);
    const bigrams = new Set([...new Set(pairs)].slice(0, MOST_BIGRAMS));
    const last = pairs.at(-1);
    if (last) bigrams.add(last);
    const lists = await Promise.all([...bigrams].map(entriesWith));
    lists.sort((a, b) => a.length - b.length);
    const [shortest = [], ...others] = lists;
    const sets = others.map((list) => new Set(list));
    const inSets = shortest.filter((entry) => sets.every((set) => set.has(entry)));
    return new Map(inSets.map((entry) => [entry, 1]));
  }

  /**
   * The first of the candidates whose text or names really have all words.
   *
   * @param {number[]} candidates
   * @param {string[]} words
   * @param {number} wanted
   */
  async function checked(candidates, words, wanted) {
    /** @type {number[]} */
    const found = [];
    const most = Math.min(candidates.length, MOST_CHECKED);
    for (let i = 0; i < most && found.length < wanted; i += CHECKED_AT_ONCE) {
      const some = candidates.slice(i, i + CHECKED_AT_ONCE);
      const given = await textsOf(some);
      some.forEach((entry, place) => {
        const whole = fold(given[place]) + BREAK + entries[entry].names.map(fold);
        if (words.every((word) => whole.includes(word))) found.push(entry);
      });
    }
    return found.slice(0, wanted);
  }

  /**
   * How often each entry has the words: those with the words one after the other before all others.
   *
   * @param {string} phrase
   * @param {string[]} words
   */
  async function count(phrase, words) {
    const look = inFiles ? lookUp : lookThrough;
    const [together, ...apart] = await Promise.all([phrase, ...(words.length > 1 ? words : [])].map(look));
    const inTextOrName = apart.map((found, place) => new Map([...found, ...inNames(words[place])]));
    const counts = inAll(inTextOrName);
    for (const [entry, times] of together) counts.set(entry, TOGETHER + times);
    return counts;
  }

  /**
   * The entries that have a word in a name.
   *
   * @param {string} word
   * @returns {[number, number][]}
   */
  function inNames(word) {
    return entries.flatMap(({ names }, number) =>
      names.some((name) => fold(name).includes(word)) ? [[number, 1]] : [],
    );
  }

  /**
   * The entries whose texts and names have all words of a query, without those that are known already: the
   * more often they have them before others, then the more an entry is used.
   *
   * @param {string} query
   * @param {number[]} known
   * @param {number} wanted  how many at most
   */
  async function findInTexts(query, known, wanted) {
    const words = foldedWords(query);
    const counts = await count(fold(query), words);
    for (const entry of known) counts.delete(entry);
    const ranked = [...counts].sort(
      ([a, timesOfA], [b, timesOfB]) => timesOfB - timesOfA || entries[b].uses - entries[a].uses || a - b,
    );
    const candidates = ranked.map(([entry]) => entry);
    return inFiles ? checked(candidates, words, wanted) : candidates.slice(0, wanted);
  }

  /**
   * A snippet for each of some entries, in their order.
   *
   * @param {number[]} numbers
   * @param {string} query
   */
  async function snippetsOf(numbers, query) {
    const given = await textsOf(numbers);
    const words = foldedWords(query);
    const phrase = fold(query);
    return given.map((text) => snippet(text, phrase, words));
  }

  return { findInTexts, snippetsOf };
}
