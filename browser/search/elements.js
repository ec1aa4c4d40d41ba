// What search shows of an entry.

import { fold, foldedWords } from "../text/fold.js";

/** @typedef {(text: string, words: string[]) => string[]} Marker  cuts a text; every second piece is a match */

/**
 * A new element.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {(string | Node)[]} content
 */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/**
 * Texts, and `<mark>` for every second one.
 *
 * @param {string[]} pieces
 */
export function withMarks(pieces) {
  return pieces.map((piece, place) => (place % 2 ? element("mark", "", piece) : piece));
}

/**
 * The link of an entry: its name, and what else it is called: the reading, the name that was meant.
 *
 * @param {import("./entries.js").Entry} entry
 * @param {string} query
 * @param {Marker} [marker]  marks what was looked for; it comes after the first query
 * @param {string} [kind]  what stands behind all else
 */
export function entryLink(entry, query, marker = (text) => [text], kind = "") {
  const { names, reading } = entry;
  const words = foldedWords(query);
  const meant = names.slice(1).find((name) => words.some((word) => fold(name).includes(word)));
  const asides = [/[㐀-鿿々]/.test(names[0]) ? reading : "", meant, kind];
  const link = element("a", "", element("b", "", ...withMarks(marker(names[0], words))));
  link.href = entry.href;
  for (const text of asides) {
    if (text) link.append(element("span", "aside", ...withMarks(marker(text, words))));
  }
  return link;
}
