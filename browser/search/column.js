// Many short strings in one long one: a single `indexOf` looks through all of them.

import { BREAK } from "../text/tables.js";

/**
 * A string to look for, the number of its entry, and how much worse than a first name it is (0 or 1).
 *
 * @typedef {[text: string, entry: number, behind: number]} Row
 */

/**
 * Rows by columns.
 *
 * @typedef {object} Column
 * @property {string} text  the strings of all rows, each ended by BREAK
 * @property {number[]} starts  where each string begins; the last is the length of the text
 * @property {number[]} entry  the number of the entry of each row
 * @property {number[]} behind  how much worse than a first name each row is
 */

/** How a string has what was looked for, from best to worst: it is that, begins with it, or has it inside. */
export const WHOLE = 0;
export const BEGINNING = 1;
export const INSIDE = 2;

/**
 * @param {Row[]} rows
 * @param {(text: string) => string} change  folds all strings at once; keeps BREAK
 * @returns {Column}
 */
export function makeColumn(rows, change) {
  const text = change(rows.map(([string]) => string).join(BREAK)) + BREAK;
  const starts = [0];
  for (let at = text.indexOf(BREAK); at >= 0; at = text.indexOf(BREAK, at + 1)) starts.push(at + 1);
  return { text, starts, entry: rows.map(([, entry]) => entry), behind: rows.map(([, , behind]) => behind) };
}

/**
 * The string of a row, as it was changed.
 *
 * @param {Column} column
 * @param {number} row
 */
export function stringAt({ text, starts }, row) {
  return text.slice(starts[row], starts[row + 1] - 1);
}

/**
 * Report each row that has a string in it: its number, how it has it, and how many characters are left.
 *
 * @param {Column} column
 * @param {string} wanted
 * @param {(row: number, match: number, rest: number) => void} report
 */
export function scan({ text, starts }, wanted, report) {
  let row = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[row + 1])) {
    while (starts[row + 1] <= at) row++;
    const rest = starts[row + 1] - 1 - starts[row] - wanted.length;
    report(row, at > starts[row] ? INSIDE : rest ? BEGINNING : WHOLE, rest);
  }
}
