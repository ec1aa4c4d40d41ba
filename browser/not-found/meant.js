// Which entries an address that leads nowhere may mean.

import { namesWithBrackets } from "../search/brackets.js";
import { find } from "../search/find.js";
import { makeNear } from "../search/near.js";
import { decoded } from "../text/decoded.js";
import { fold } from "../text/fold.js";

/** @typedef {import("../search/entries.js").Index} Index */
/** @typedef {import("../search/entries.js").Entry} Entry */

/** Endings of files that pages of other generators and sources have. */
const ENDING = /(?:\/?index)?\.(?:html?|md|markdown|php|aspx)$|\/+$/i;
/** What anchors of headings are written in: base64 of at least two letters. */
const BASE64 = /^[A-Za-z0-9+/]{4,}={0,2}$/;

/**
 * The labels of a heading whose text is an anchor in base64 (`glossgen.text.anchors`); none if it is none.
 *
 * @param {string} anchor
 */
export function labelsOf(anchor) {
  if (!BASE64.test(anchor)) return [];
  try {
    const bytes = Uint8Array.from(atob(anchor), (letter) => letter.charCodeAt(0));
    const heading = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return heading.split("|").map((label) => label.trim());
  } catch {
    return [];
  }
}

/**
 * An address without the path of the home page, ending, case, and signs between words.
 *
 * @param {string} path
 * @param {string} home
 */
function plain(path, home) {
  const inside = path.startsWith(home) ? path.slice(home.length) : path.replace(/^\//, "");
  return decoded(inside).replace(ENDING, "").split("/").map(fold).filter(Boolean);
}

/**
 * The address of the one page that is meant without doubt: its address but for case and ending, or the last part of
 * it, or the name in the anchor.
 *
 * @param {Index} index
 * @param {string} home  the path of the home page of the language
 * @param {{ pathname: string, hash: string }} location
 */
export function chosen({ entries }, home, { pathname, hash }) {
  const wanted = plain(pathname, home);
  const labels = labelsOf(decoded(hash.slice(1))).map(fold);
  const parts = entries.map(({ href }) => plain(new URL(href, "https://x/").pathname, home));
  const last = wanted.at(-1) ?? "";
  /** @type {[(entry: Entry, place: number) => boolean, string][]} */
  const ways = [
    [(_, place) => parts[place].join("/") === wanted.join("/"), hash],
    [({ names }) => labels.length > 0 && fold(names[0]) === labels[0], ""],
    [(_, place) => parts[place].at(-1) === last, hash],
    [({ names }) => names.some((name) => fold(name) === last), hash],
  ];
  for (const [isMeant, fragment] of ways) {
    const found = entries.filter(isMeant);
    if (found.length === 1 && last) return found[0].href + fragment;
  }
  return "";
}

/**
 * The addresses of other pages, old ones too, that are the asked one but for case and ending.
 *
 * @param {string[]} addresses  relative to the root of the site
 * @param {string} root
 * @param {{ pathname: string }} location
 */
export function like(addresses, root, { pathname }) {
  const wanted = plain(pathname, root).join("/");
  return addresses.filter((each) => wanted && plain(each, root).join("/") === wanted);
}

/**
 * One of them that differs from the asked one.
 *
 * @param {string[]} addresses
 * @param {string} root
 * @param {{ pathname: string }} location
 */
export function elsewhere(addresses, root, location) {
  return like(addresses, root, location).find((each) => root + each !== decoded(location.pathname));
}

/**
 * The entries that are nearest, best first.
 *
 * @param {Index} index
 * @param {{ pathname: string, hash: string }} location
 * @returns {Entry[]}
 */
export function offered(index, { pathname, hash }) {
  index.names = namesWithBrackets(index);
  const near = makeNear(index);
  const last = decoded(pathname).replace(ENDING, "").split("/").at(-1) ?? "";
  const asked = [...labelsOf(decoded(hash.slice(1))), last.replace(/[-_+.]+/g, " ").trim()];
  const found = asked.flatMap((query) => find(index, query, near, true).map(([entry]) => entry));
  return [...new Set(found)].map((entry) => index.entries[entry]);
}
