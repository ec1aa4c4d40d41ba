// The entries that a query means, by their names. A lower score is better.

import { fold } from "../text/fold.js";
import { INSIDE, scan } from "./column.js";

/** @typedef {import("./entries.js").Index} Index */

/**
 * The best score of each entry that was found, by its number.
 *
 * @typedef {Map<number, number>} Scores
 */

/**
 * What names that only come near add to a search: see near.js, which comes after the first query.
 *
 * @typedef {object} Near
 * @property {(word: string, scores: Scores) => void} hear  names that sound alike, and initials
 * @property {(query: string, scores: Scores) => void} findAsked  what a question asks for, its words apart too
 * @property {(query: string, scores: Scores) => void} guess  misspelt names, and names inside of the query
 */

/** Scores from here on are guesses. */
export const GUESS = 400;
const MOST_FOUND = 50;
const FEW = 5;

/**
 * The entries that a query means, best first, as [number, score].
 *
 * @param {Index} index
 * @param {string} query
 * @param {Near} [near]
 * @param {boolean} [guessing]  whether to guess where few names fit
 * @returns {[number, number][]}
 */
export function find(index, query, near, guessing = false) {
  /** @type {Scores} */
  const scores = new Map();
  if (fold(query)) lookUp(index, query, scores, near);
  near?.findAsked(query, scores);
  if (guessing && scores.size < FEW) near?.guess(query, scores);
  return [...scores].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, MOST_FOUND);
}

/**
 * Score the entries that have a word, or a phrase, in a name or a reading.
 *
 * @param {Index} index
 * @param {string} word
 * @param {Scores} scores
 * @param {Near} [near]
 */
export function lookUp(index, word, scores, near) {
  rank(index, index.names, fold(word), 1, scores);
  near?.hear(word, scores);
}

/**
 * Score the entries of a column: whole before beginning before inside, little left before much, first names
 * before others, often used before seldom used ones. Two or three Latin letters inside of a name are a guess.
 *
 * @param {Index} index
 * @param {import("./column.js").Column} column
 * @param {string} wanted
 * @param {number} base  the score of the best match
 * @param {Scores} scores
 */
export function rank(index, column, wanted, base, scores) {
  const guessed = /^[a-z]{1,3}$/.test(wanted) ? GUESS / 2 : 0;
  scan(column, wanted, (row, match, rest) => {
    const entry = column.entry[row];
    const { uses } = index.entries[entry];
    const inside = match === INSIDE ? guessed : 0;
    offer(
      scores,
      entry,
      base + 2 + match * 100 + inside + Math.min(rest, 40) + column.behind[row] * 2 - uses / 2,
    );
  });
}

/**
 * Keep the score of an entry if it is the best so far.
 *
 * @param {Scores} scores
 * @param {number} entry
 * @param {number} score
 */
export function offer(scores, entry, score) {
  const best = scores.get(entry);
  if (best === undefined || score < best) scores.set(entry, score);
}
