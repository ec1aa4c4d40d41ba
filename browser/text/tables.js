// Made by tools/browser_tables.py of the tables of glossgen.output.search. Do not edit.

/** Stands between two blocks of a text; folding keeps it. */
export const BREAK = "\u2029";

/** What search does not see. */
export const DROPPED = /[\u0300-\u036f\t-\r \u1680\u2028\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff\-‐-―−・·‧ー〜~'"‘-‟._\/]+/g;

/** Katakana, and how far from each its hiragana is. */
export const KATAKANA = /[ァ-ヶヽヾ]/g;
export const KATAKANA_SHIFT = -96;

/** Small kana, and how far from each the large one is. @type {[RegExp, number][]} */
export const ENLARGED = [
  [/[ςぁぃぅぇぉっゃゅょゎ]/g, 1],
  [/[ゖ]/g, -69],
  [/[ゕ]/g, -74],
];

/** How readings are written: see glossgen.output.search.names.encode_reading. */
export const FIRST_KANA = 0x3041;
export const FIRST_CODE = 0x28;
export const LONG = "!";
export const WHOLE = "#";
export const RAW = "%";

/** How lists of entries are written: see glossgen.output.search.bigrams.encode. */
export const DENSE = ".";
/** Stands between the list of all entries and that of those that begin with a bigram. */
export const LEAD = " ";
export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * What the scripts say, in the language of the page; `%s` is a number.
 *
 * @typedef {object} Messages
 * @property {string} found
 * @property {string} none
 * @property {string} category
 * @property {string} note
 * @property {string} searching
 */

/**
 * `fields.js`: what a first list of names does without.
 *
 * @typedef {object} FieldsFile
 * @property {Messages} messages
 * @property {string[]} names  of the fields
 * @property {number[]} of  the number of the field of each entry; -1 for none
 */

/**
 * `names.js`. Columns have a line for each entry.
 *
 * @typedef {object} NamesFile
 * @property {string} version  of the texts; it is asked for with their addresses
 * @property {number[]} segments  how many entries each segment has
 * @property {string} names  first names
 * @property {string} otherNames  tabs between; a space before one that is not shown
 * @property {string} readings  of first names; see names.encode_reading
 * @property {string} addresses  from the home page; see names.encode_address
 * @property {string} kinds  a digit for each: 0 for a term, 1 for a category, 2 for a note
 * @property {string} uses  a digit for each: 0 below 4 uses, 1 below 16, 2 above
 * @property {number} textsPerFile  0 when all texts are in one file
 * @property {number} gramFiles  how many files of bigrams there are
 * @property {string} all  the text of the link to all results; `%s` is the query
 */
