// Typing errors.

import { stringAt } from "./column.js";

/** A query that is longer is not looked for with errors. */
const LONGEST = 50;
/** What the beginning of a string costs against all of it. */
const BEGINNING = 0.5;

/** The slips for every beginning of a string, and a row of them for each letter of what is wanted; see `slips`. */
let before = new Float64Array(64);
let last = new Float64Array(64);
let now = new Float64Array(64);

/**
 * The fewest slips from `wanted` to a string, or to its beginning (half a slip more): a letter too much,
 * missing, wrong, or two in the wrong order (optimal string alignment). More than `most` is `most + 1`.
 *
 * @param {string} wanted
 * @param {string} string
 * @param {number} most
 */
export function slips(wanted, string, most) {
  const width = Math.min(string.length, wanted.length + most);
  for (let j = 0; j <= width; j++) last[j] = j;
  for (let i = 1; i <= wanted.length; i++) {
    if (fillRow(wanted, string, i, width) > most) return most + 1;
    [before, last, now] = [last, now, before];
  }
  const beginning = Math.min(...last.subarray(0, width + 1)) + BEGINNING;
  return width === string.length ? Math.min(last[width], beginning) : beginning;
}

/**
 * Fill the row of the letter before `i`, and give its smallest number.
 *
 * @param {string} wanted
 * @param {string} string
 * @param {number} i
 * @param {number} width
 */
function fillRow(wanted, string, i, width) {
  const letter = wanted[i - 1];
  const letterBefore = wanted[i - 2];
  let least = i;
  now[0] = i;
  for (let j = 1; j <= width; j++) {
    let fewest = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter === string[j - 1] ? 0 : 1));
    const swapped = i > 1 && j > 1 && letter === string[j - 2] && letterBefore === string[j - 1];
    if (swapped) fewest = Math.min(fewest, before[j - 2] + 1);
    now[j] = fewest;
    if (fewest < least) least = fewest;
  }
  return least;
}

/**
 * Which letters a string has, as bits: strings that differ in many bits need no closer look.
 *
 * @param {string} string
 */
function letters(string) {
  let bits = 0;
  for (let i = 0; i < string.length; i++) bits |= 1 << string.charCodeAt(i);
  return bits;
}

/** @param {number} bits */
function countBits(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count++;
  return count;
}

/** @type {WeakMap<import("./column.js").Column, number[]>} */
const lettersOfColumns = new WeakMap();

/**
 * Report the rows of a column that `wanted` may be a misspelling of, and with how many slips.
 *
 * @param {import("./column.js").Column} column
 * @param {string} wanted
 * @param {number} most
 * @param {(row: number, slips: number) => void} report
 */
export function misspelt(column, wanted, most, report) {
  if (wanted.length > LONGEST) return;
  let masks = lettersOfColumns.get(column);
  if (!masks) {
    masks = column.entry.map((_, row) => letters(stringAt(column, row)));
    lettersOfColumns.set(column, masks);
  }
  const wantedLetters = letters(wanted);
  masks.forEach((mask, row) => {
    if (countBits(wantedLetters & ~mask) > most) return;
    const found = slips(wanted, stringAt(column, row), most);
    if (found <= most + BEGINNING) report(row, found);
  });
}
