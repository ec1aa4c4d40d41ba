// What a query finds in all: names, then texts, then guesses.

import { GUESS } from "./find.js";

/** @typedef {import("./search.js").Hit} Hit */

/** Names that get a snippet where each text may need a file of its own. */
const NAMES_WITH_SNIPPET = 10;

/**
 * @param {import("./entries.js").Index} index
 * @param {(query: string) => [number, number][]} find  entries by their names, with guesses
 * @param {ReturnType<typeof import("./texts.js").makeTexts>} texts
 */
export function makeEverything(index, find, texts) {
  /**
   * @param {string} query
   * @param {number} mostNames
   * @param {number} mostTexts
   * @param {boolean} [withSnippets]  whether names, too, get a sentence of their text
   * @returns {Promise<Hit[]>}
   */
  return async function everything(query, mostNames, mostTexts, withSnippets = false) {
    const named = find(query);
    const sure = named.filter(([, score]) => score < GUESS).map(([entry]) => entry);
    const guessed = named.slice(sure.length).map(([entry]) => entry);
    const inTexts = await texts.findInTexts(query, sure, mostTexts);
    const known = new Set([...sure, ...inTexts]);
    const names = sure.slice(0, mostNames);
    const guesses = guessed.filter((entry) => !known.has(entry)).slice(0, mostNames);
    const quoted = index.file.textsPerFile ? names.slice(0, NAMES_WITH_SNIPPET) : names;
    return [
      ...(await hits(withSnippets ? quoted : [])),
      ...names.slice(withSnippets ? quoted.length : 0).map((entry) => ({ entry })),
      ...(await hits(inTexts)),
      ...guesses.map((entry) => ({ entry })),
    ];

    /** @param {number[]} entries */
    async function hits(entries) {
      const snippets = await texts.snippetsOf(entries, query);
      return entries.map((entry, place) => ({ entry, snippet: snippets[place] }));
    }
  };
}
