// Small indexes for tests.

import { readNames } from "../../browser/search/entries.js";

/**
 * @param {string[]} names  of terms
 * @returns {import("../../browser/text/tables.js").NamesFile}
 */
export function namesFile(names) {
  return {
    version: "0",
    segments: [names.length],
    names: names.join("\n"),
    otherNames: names.map(() => "").join("\n"),
    readings: names.map(() => "").join("\n"),
    addresses: names.map((name) => `/terms/${name}/`).join("\n"),
    kinds: "0".repeat(names.length),
    uses: "0".repeat(names.length),
    textsPerFile: 0,
    gramFiles: 0,
    all: "all",
  };
}

/**
 * An index of terms, each as “name|other name|…”.
 *
 * @param {string[]} terms
 * @param {Partial<import("../../browser/text/tables.js").NamesFile>} [changes]
 */
export function makeIndex(terms, changes = {}) {
  const names = terms.map((term) => term.split("|")[0]);
  const otherNames = terms.map((term) => term.split("|").slice(1).join("\t")).join("\n");
  return readNames({ ...namesFile(names), otherNames, ...changes }, { base: "/search/", onDisk: false });
}
