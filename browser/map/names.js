// The readings and other names of the terms on the map, of the index of search.

import { readNames } from "../search/entries.js";
import { makeLoader } from "../search/load.js";

/** @param {string} address  of a page, in any of the ways to write it */
function plain(address) {
  return new URL(address, document.baseURI).pathname.replace(/index\.html$/, "");
}

/**
 * For each node, what else its term is called.
 *
 * @param {string} searchPage  the address of the search page
 * @param {SVGAElement[]} nodes
 */
export async function otherNames(searchPage, nodes) {
  const base = new URL(searchPage.replace(/index\.html$/, ""), document.baseURI).href;
  const file = /** @type {import("../text/tables.js").NamesFile} */ (await makeLoader(base)("names"));
  const { entries } = readNames(file, { base, onDisk: false });
  const known = new Map(entries.map(({ href, allNames, reading }) => [plain(href), [...allNames, reading]]));
  return nodes.map((node) => known.get(plain(node.href.baseVal)) ?? []);
}
