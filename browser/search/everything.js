// What a query finds in all: names; texts that have all its words; guesses; texts that have some of them.

import { GUESS } from "./find.js";

/** @typedef {import("./search.js").Hit} Hit */

/** Names that get a snippet where each text may need a file of its own. */
const NAMES_WITH_SNIPPET = 10;

/**
 * What is wanted of a search.
 *
 * @typedef {object} Most
 * @property {number} names
 * @property {number} texts
 * @property {boolean} [withSnippets]  whether every name gets its definition, and not the best alone
 * @property {(entry: number) => boolean} [only]  which entries count
 */

/**
 * @param {import("./entries.js").Index} index
 * @param {(query: string) => [number, number][]} find  entries by their names, with guesses
 * @param {ReturnType<typeof import("./texts.js").makeTexts>} texts
 */
export function makeEverything(index, find, texts) {
  /** @type {typeof texts.findInTexts} */
  async function inTexts(query, known, most, only) {
    return most > 0 ? texts.findInTexts(query, known, most, only) : { all: [], some: [] };
  }

  /**
   * @param {string} query
   * @param {Most} most
   * @returns {Promise<Hit[]>}
   */
  return async function everything(
    query,
    { names: mostNames, texts: mostTexts, withSnippets, only = () => true },
  ) {
    const named = find(query).filter(([entry]) => only(entry));
    const sure = named.filter(([, score]) => score < GUESS).map(([entry]) => entry);
    const { all, some } = await inTexts(query, sure, mostTexts, only);
    const guesses = named
      .map(([entry]) => entry)
      .filter((entry) => !sure.includes(entry) && !all.includes(entry));
    const few = sure.length + all.length > 0 ? [] : some.filter((entry) => !guesses.includes(entry));
    const quoted = index.file.textsPerFile ? NAMES_WITH_SNIPPET : mostNames;
    return [
      ...(await namesOf(sure, true)),
      ...(await textHits(all)),
      ...(await namesOf(guesses, sure.length + all.length === 0)),
      ...(await textHits(few)),
    ];

    /**
     * @param {number[]} entries
     * @param {boolean} isFirst  whether the best of them is the best of all, and gets its definition
     */
    async function namesOf(entries, isFirst) {
      const shown = entries.slice(0, mostNames);
      const some = shown.slice(0, withSnippets ? quoted : Number(isFirst));
      const snippets = await texts.definitionsOf(some);
      return shown.map((entry, place) => ({ entry, snippet: snippets[place] }));
    }

    /** @param {number[]} entries */
    async function textHits(entries) {
      const snippets = await texts.snippetsOf(entries, query);
      return entries.map((entry, place) => ({ entry, snippet: snippets[place], inText: true }));
    }
  };
}
