// The entries of a site, read from the columns of `names.js`. glossgen/output/search/format.py describes the file.

import { fold, hiragana, shift } from "../text/fold.js";
import { FIRST_CODE, FIRST_KANA, LONG, RAW, WHOLE } from "../text/tables.js";
import { makeColumn } from "./column.js";

/** @typedef {import("../text/tables.js").NamesFile} NamesFile */

/**
 * @typedef {object} Entry
 * @property {string[]} names  as they are shown, the first one first
 * @property {string[]} allNames  those and the hidden ones, which begin with a space
 * @property {string} reading  in hiragana; empty if it is not known
 * @property {number} uses  0 for seldom used, up to 2
 * @property {number} kind  0 for a term, 1 for a category, 2 for a note
 * @property {number} place  its place in the columns
 * @property {string} href  the address, for a link on this page
 */

/**
 * @typedef {object} Index
 * @property {Entry[]} entries  terms, categories, notes, each by reading, else name: equal hits are in this order
 * @property {import("./column.js").Column} names  all names and readings, folded
 * @property {NamesFile} file
 */

/**
 * Where the files of the index lie, and whether links have to name `index.html`.
 *
 * @typedef {object} Place
 * @property {string} base  the address of the search page's folder
 * @property {boolean} onDisk  whether the page was opened from the disk
 */

const HIDDEN = " ";
const NOT_KANA = /[^ぁ-ゖァ-ヶー]+/g;
/** ASCII without letters and digits, and 中黒: a hyphen in an id. */
const NOT_IN_ID = /[\0-/:-@[-\x60{-\x7f・]+/g;

/**
 * @param {NamesFile} file
 * @param {Place} site
 * @returns {Index}
 */
export function readNames(file, site) {
  const columns = [file.names, file.otherNames, file.readings, file.addresses];
  const [firsts, others, readings, addresses] = columns.map((column) => column.split("\n"));
  const entries = [...file.kinds].map((kind, place) => {
    const allNames = [firsts[place], ...others[place].split("\t").filter(Boolean)];
    return {
      allNames,
      names: allNames.filter((name) => !name.startsWith(HIDDEN)),
      reading: decodeReading(firsts[place], readings[place]),
      uses: Number(file.uses[place]),
      kind: Number(kind),
      place,
      href: linkTo(decodeAddress(addresses[place], allNames), site),
    };
  });
  entries.sort((a, b) => a.kind - b.kind || compare(sortName(a), sortName(b)) || a.place - b.place);
  return { entries, names: makeColumn(rowsOf(entries), fold), file };
}

/** @param {Entry} entry */
function sortName({ reading, names }) {
  return reading || names[0];
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/**
 * All names and readings. Only the first name and the reading are proper ones.
 *
 * @param {Entry[]} entries
 * @returns {import("./column.js").Row[]}
 */
export function rowsOf(entries) {
  /** @type {import("./column.js").Row[]} */
  const rows = [];
  entries.forEach(({ allNames, reading }, number) => {
    allNames.forEach((name, place) => {
      rows.push([name, number, place ? 1 : 0]);
    });
    rows.push([reading, number, 0]);
  });
  return rows;
}

/**
 * What `glossgen.output.search.names.encode_reading` was given.
 *
 * @param {string} name
 * @param {string} code
 */
export function decodeReading(name, code) {
  if (code.startsWith(RAW)) return code.slice(1);
  if (code.startsWith(WHOLE)) return decodeKana(code.slice(1));
  const parts = code.split(" ");
  const filled = name.replace(NOT_KANA, () => decodeKana(parts.shift() ?? ""));
  return code || filled === name ? hiragana(filled) : "";
}

/** @param {string} code */
function decodeKana(code) {
  return shift(code, /[(-}]/g, FIRST_KANA - FIRST_CODE).replaceAll(LONG, "ー");
}

/**
 * What `glossgen.output.search.names.encode_address` was given: a path from the home page of the language.
 *
 * @param {string} code
 * @param {string[]} names
 */
export function decodeAddress(code, names) {
  if (code.startsWith("/")) return code.slice(1);
  const name = names[Number(code)];
  return `terms/${name.toLowerCase().replace(NOT_IN_ID, "-").replace(/^-|-$/g, "")}/`;
}

/**
 * @param {string} path  from the home page of the language
 * @param {Place} place
 */
function linkTo(path, { base, onDisk }) {
  const file = onDisk && path.endsWith("/") ? "index.html" : "";
  return `${base}../${encodeURI(path).replaceAll("#", "%23")}${file}`;
}
