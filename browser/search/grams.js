// Lists of entries by bigram, as glossgen/output/search/bigrams.py writes them.

import { DENSE, DIGITS } from "../text/tables.js";

const BITS_OF_A_DIGIT = 6;
const MORE = 32;

/** @type {Map<string, number>} */
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** @param {string} digit */
function digitValue(digit) {
  return VALUES.get(digit) ?? 0;
}

/**
 * The number of the file that a bigram is in, of so many.
 *
 * @param {string} bigram
 * @param {number} files
 */
export function fileOf(bigram, files) {
  const [first, second] = [...bigram].map((character) => character.codePointAt(0) ?? 0);
  return (first * 31 + second) % files;
}

/**
 * The numbers of entries in a list.
 *
 * @param {string} list
 */
export function decodeEntries(list) {
  return list.startsWith(DENSE) ? decodeBits(list.slice(DENSE.length)) : decodeDistances(list);
}

/**
 * Bits, six to a digit from the low one: one for each entry of the segment.
 *
 * @param {string} digits
 */
function decodeBits(digits) {
  const found = [];
  for (let place = 0; place < digits.length; place++) {
    let number = place * BITS_OF_A_DIGIT;
    for (let bits = digitValue(digits[place]); bits; bits >>= 1, number++) {
      if (bits & 1) found.push(number);
    }
  }
  return found;
}

/**
 * How far each entry is from the one before (the first from -1), in base 32 from the low digit to the high
 * one; all digits of a number but the last have 32 added.
 *
 * @param {string} digits
 */
function decodeDistances(digits) {
  const found = [];
  let entry = -1;
  let distance = 0;
  let unit = 1;
  for (const digit of digits) {
    const value = digitValue(digit);
    distance += (value % MORE) * unit;
    if (value >= MORE) {
      unit *= MORE;
      continue;
    }
    entry += distance;
    found.push(entry);
    distance = 0;
    unit = 1;
  }
  return found;
}
