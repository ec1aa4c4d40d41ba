// What a page of the site says about its term, as a card beside a link shows it.

import { parse, setHere } from "./whole-text.js";

/** @typedef {{ name: Node[], reading: string, field: string, sentence: Node[] }} Definition */

/** @type {Map<string, Promise<Definition | undefined>>} */
const known = new Map();

/**
 * Each page is asked for once; nothing is known of one that cannot be had, or that is not about a term.
 *
 * @param {string} href
 */
export function definitionAt(href) {
  const address = href.split("#")[0];
  const asked = known.get(address) ?? read(address).catch(() => undefined);
  known.set(address, asked);
  return asked;
}

/** @param {string} address */
async function read(address) {
  const answer = await fetch(address);
  const page = await parse(answer);
  const name = page.querySelector(".page-term h1 > dfn");
  if (!answer.ok || !name) return undefined;
  const sentence = page.querySelector(".text > .lead") ?? described(page);
  for (const each of [name, sentence]) {
    for (const other of each.querySelectorAll(".footnote-ref, rt, rp")) other.remove();
    setHere(each, answer.url);
    for (const link of each.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  }
  return {
    name: [...name.childNodes],
    reading: page.querySelector(".reading")?.lastChild?.textContent ?? "",
    field: page.querySelector(".crumbs li:last-child")?.textContent ?? "",
    sentence: [...sentence.childNodes],
  };
}

/**
 * A text that begins with no sentence of its own is described for machines, at least.
 *
 * @param {Document} page
 */
function described(page) {
  const paragraph = page.createElement("p");
  paragraph.textContent = page.querySelector("meta[name=description]")?.getAttribute("content") ?? "";
  return paragraph;
}

/** The field of this page goes without saying. */
const own = document.querySelector(".crumbs li:last-child, .page-category h1")?.textContent;

/**
 * The content of a card or note. Nodes are copied, as a term may have several.
 *
 * @param {Definition} definition
 */
export function shownAs({ name, reading, field, sentence }) {
  const title = document.createElement("b");
  title.append(...name.map((each) => each.cloneNode(true)));
  const aside = document.createElement("span");
  aside.className = "aside";
  aside.textContent = [reading, field.trim() === own?.trim() ? "" : field.trim()].filter(Boolean).join(" · ");
  const text = document.createElement("p");
  text.append(...sentence.map((each) => each.cloneNode(true)));
  return [title, " ", aside, text];
}
