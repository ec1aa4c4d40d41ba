// The texts of the entries: all of them in one file, or in files of `textsPerFile` entries of a segment with
// lists of bigrams that tell which of them to look into. See glossgen/output/search/format.py.

import { fold, foldedWords } from "../text/fold.js";
import { snippet } from "../text/marks.js";
import { asked, wordsOf } from "../text/questions.js";
import { BREAK, LEAD } from "../text/tables.js";
import { decodeEntries, fileOf } from "./grams.js";
import { makeWanted, weigh } from "./weigh.js";

/** @typedef {import("./entries.js").Index} Index */
/** @typedef {import("./weigh.js").Wanted} Wanted */

/**
 * Entries by their texts, best first: those with all words, and those with some of them.
 *
 * @typedef {{ all: number[], some: number[] }} InTexts
 */

/** Texts that are looked at before a search gives up, where each may need a file of its own. */
const MOST_CHECKED = 60;
const CHECKED_AT_ONCE = 10;
/** Bigrams of a word that are looked up; more of them leave hardly any entry out. */
const MOST_BIGRAMS = 10;

/**
 * @param {Index} index
 * @param {(name: string, version: string) => Promise<unknown>} load  gives the value of a file of the index
 */
export function makeTexts(index, load) {
  const { entries } = index;
  const { segments, textsPerFile, gramFiles, version } = index.file;
  const inFiles = textsPerFile > 0;
  /** The entries by their places in the columns. @type {number[]} */
  const byPlace = [];
  entries.forEach(({ place }, number) => {
    byPlace[place] = number;
  });
  /** Where each segment begins. */
  const starts = segments.map((_, segment) =>
    segments.slice(0, segment).reduce((sum, size) => sum + size, 0),
  );
  /** @type {string[]} */
  const texts = [];
  /** The same, folded, and folded word by word. @type {string[]} */
  const folded = [];
  /** @type {string[]} */
  const spaced = [];

  /** @param {string} name */
  async function linesOf(name) {
    return String(await load(name, version)).split("\n");
  }

  /**
   * @param {string} file
   * @param {number} start  the place of its first text
   */
  async function loadFile(file, start) {
    (await linesOf(file)).forEach((text, number) => {
      texts[byPlace[start + number]] = text;
    });
  }

  /**
   * The file that has the text of an entry, and the place of its first text.
   *
   * @param {number} number
   * @returns {[file: string, start: number]}
   */
  function fileWith(number) {
    if (!inFiles) return ["text", 0];
    const { place } = entries[number];
    let segment = 0;
    while (starts[segment + 1] <= place) segment++;
    const file = Math.floor((place - starts[segment]) / textsPerFile);
    return [`text-${segment}-${file}`, starts[segment] + file * textsPerFile];
  }

  /**
   * The texts of some entries.
   *
   * @param {number[]} numbers
   */
  async function textsOf(numbers) {
    await Promise.all([...new Map(numbers.map(fileWith))].map(([file, start]) => loadFile(file, start)));
    return numbers.map((number) => texts[number] ?? "");
  }

  /** @param {number} number */
  function foldedText(number) {
    folded[number] ??= fold(texts[number] ?? "");
    return folded[number];
  }

  /** @param {number} number */
  function spacedText(number) {
    spaced[number] ??= (texts[number] ?? "")
      .split(/[\s\u2029]+/)
      .map(fold)
      .join(" ");
    return spaced[number];
  }

  /** All texts, folded a little at a time so that typing is not held up. */
  async function foldAll() {
    await loadFile("text", 0);
    for (let number = 0; number < entries.length; number++) {
      foldedText(number);
      if (number % 100 === 99) await new Promise((done) => setTimeout(done));
    }
  }

  /**
   * The entries whose texts have a word, those first that begin with it.
   *
   * @param {string} word
   * @returns {Promise<number[]>}
   */
  async function lookThrough(word) {
    await foldAll();
    return entries.flatMap((_, number) => (foldedText(number).includes(word) ? [number] : []));
  }

  /**
   * The entries that have a bigram, and those that have it in their first letters.
   *
   * @param {string} bigram
   */
  async function entriesWith(bigram) {
    const lists = String(await load(`grams-${fileOf(bigram, gramFiles)}`, version)).split(BREAK);
    const found = lists.map((lines, segment) => listsOf(lines, bigram, starts[segment]));
    return [0, 1].map((which) => found.flatMap((both) => both[which]));
  }

  /**
   * The same in one segment, of its lists.
   *
   * @param {string} lines
   * @param {string} bigram
   * @param {number} start  the place of its first entry
   */
  function listsOf(lines, bigram, start) {
    const all = `\n${lines}\n`;
    const at = all.indexOf(`\n${bigram}`);
    if (at < 0) return [[], []];
    const first = at + 1 + bigram.length;
    const [list, lead = ""] = all.slice(first, all.indexOf("\n", first)).split(LEAD);
    return [list, lead].map((code) => decodeEntries(code).map((number) => byPlace[start + number]));
  }

  /**
   * The entries that have all pairs of neighbouring letters of a word: most of them have the word. Those come
   * first that have the pairs in their first letters, then those that are used more.
   *
   * @param {string} word
   * @returns {Promise<number[]>}
   */
  async function lookUp(word) {
    const characters = [...word];
    const pairs = characters.slice(1).map((character, place) => characters[place] + character);
    const bigrams = new Set([...new Set(pairs)].slice(0, MOST_BIGRAMS));
    const last = pairs.at(-1);
    if (last) bigrams.add(last);
    const lists = await Promise.all([...bigrams].map(entriesWith));
    const [everywhere, first] = [0, 1].map((place) => inAll(lists.map((pair) => pair[place])));
    const leading = new Set(first);
    return everywhere.sort(
      (a, b) => Number(leading.has(b)) - Number(leading.has(a)) || entries[b].uses - entries[a].uses || a - b,
    );
  }

  const look = inFiles ? lookUp : lookThrough;

  /**
   * The entries that have a word in a name.
   *
   * @param {string} word
   */
  function inNames(word) {
    return entries.flatMap(({ names }, number) =>
      names.some((name) => fold(name).includes(word)) ? [number] : [],
    );
  }

  /**
   * Which entries to look at, in the order in which to do so: what has all words before what has some.
   *
   * @param {string[]} words
   * @param {string} phrase
   */
  async function candidates(words, phrase) {
    const [together, ...apart] = await Promise.all([phrase, ...words].map(look));
    const each = apart.map((found, place) => [...new Set([...inNames(words[place]), ...found])]);
    const all = inAll(each);
    const some = each.sort((a, b) => a.length - b.length).flat();
    const counts = apart.map((found) => found.length);
    return { numbers: [...new Set([...together, ...all, ...some])], counts, together: together.length };
  }

  /**
   * How well an entry answers, whose text is there.
   *
   * @param {number} number
   * @param {Wanted[]} words
   * @param {Wanted} phrase
   */
  function weighEntry(number, words, phrase) {
    const { names, uses } = entries[number];
    const spaced = () => spacedText(number);
    const entry = { text: foldedText(number), names: names.map(fold), spaced, uses };
    return { number, ...weigh(entry, words, phrase) };
  }

  /**
   * How well some entries answer, until so many have all the words.
   *
   * @param {number[]} numbers
   * @param {Wanted[]} words
   * @param {Wanted} phrase
   * @param {number} wanted
   */
  async function weighed(numbers, words, phrase, wanted) {
    const [most, atOnce] = inFiles ? [MOST_CHECKED, CHECKED_AT_ONCE] : [numbers.length, numbers.length];
    const found = [];
    let whole = 0;
    for (let at = 0; at < Math.min(numbers.length, most) && whole < wanted; at += atOnce) {
      const some = numbers.slice(at, at + atOnce);
      await textsOf(some);
      found.push(...some.map((number) => weighEntry(number, words, phrase)));
      whole = found.filter(({ hasAll }) => hasAll).length;
    }
    return found.filter(({ hasSome }) => hasSome).sort((a, b) => b.worth - a.worth || a.number - b.number);
  }

  /**
   * The entries whose texts and names have the words of a query, without those that are known already.
   *
   * @param {string} query
   * @param {number[]} known
   * @param {number} most  how many at most
   * @param {(number: number) => boolean} [only]  which entries count
   * @returns {Promise<InTexts>}
   */
  async function findInTexts(query, known, most, only = () => true) {
    const words = [...new Set(wordsOf(asked(query)).map(fold).filter(Boolean))];
    const phrase = fold(asked(query));
    const { numbers, counts, together } = await candidates(words, phrase);
    const wanted = words.map((word, place) => makeWanted(word, counts[place], entries.length));
    const others = numbers.filter((number) => !known.includes(number) && only(number));
    const found = await weighed(others, wanted, makeWanted(phrase, together, entries.length), most);
    const [all, some] = [true, false].map((whole) =>
      found.filter(({ hasAll }) => hasAll === whole).map(({ number }) => number),
    );
    return { all: all.slice(0, most), some: some.slice(0, most) };
  }

  /**
   * A snippet for each of some entries, in their order.
   *
   * @param {number[]} numbers
   * @param {string} query
   */
  async function snippetsOf(numbers, query) {
    const given = await textsOf(numbers);
    const words = foldedWords(wordsOf(asked(query)).join(" "));
    const phrase = fold(asked(query));
    return given.map((text) => snippet(text, phrase, words));
  }

  /**
   * The sentence that each of some entries begins with.
   *
   * @param {number[]} numbers
   */
  async function definitionsOf(numbers) {
    return (await textsOf(numbers)).map((text) => snippet(text, "", []));
  }

  return { findInTexts, snippetsOf, definitionsOf };
}

/**
 * What is in all of some lists, in the order of the shortest.
 *
 * @param {number[][]} lists
 */
function inAll(lists) {
  const [shortest = [], ...others] = [...lists].sort((a, b) => a.length - b.length);
  const sets = others.map((list) => new Set(list));
  return shortest.filter((entry) => sets.every((set) => set.has(entry)));
}
