// The page that compares: which terms, their definitions, and what both or one of them link to.

import { fetchText, parse } from "../more/whole-text.js";
import { like } from "../not-found/meant.js";
import { loadScript } from "../search/load.js";
import { decoded } from "../text/decoded.js";

/** @typedef {import("../search/entries.js").Entry} Entry */

/** @param {string} href */
function placeOf(href) {
  return decoded(new URL(href, location.href).pathname);
}

/**
 * The term that is meant: by its address, as links say it, or by one of its names, as readers do.
 *
 * @param {string} asked
 * @param {Entry[]} terms
 * @param {string} root  the way to the root of the site
 */
function termFor(asked, terms, root) {
  const place = placeOf(root + asked);
  const name = asked.trim().toLowerCase();
  return (
    terms.find(({ href }) => placeOf(href) === place) ??
    terms.find(({ names }) => names[0].toLowerCase() === name) ??
    terms.find(({ allNames }) => allNames.some((each) => each.trim().toLowerCase() === name))
  );
}

/**
 * The term that was at an old address once: a page there leads on to it.
 *
 * @param {string} asked
 * @param {Entry[]} terms
 * @param {string} root
 */
async function movedTerm(asked, terms, root) {
  if (!asked.includes("/")) return undefined;
  const base = new URL(root, location.href);
  const addresses = await (await fetch(new URL("search/addresses.json", base))).json();
  const [old] = like(addresses, base.pathname, new URL(asked, base));
  if (old === undefined) return undefined;
  const answer = await fetch(new URL(old, base));
  const refresh = (await parse(answer)).querySelector('meta[http-equiv="refresh"]');
  const target = refresh?.getAttribute("content")?.split("url=")[1] ?? "";
  const place = placeOf(new URL(target, answer.url).href);
  return terms.find(({ href }) => placeOf(href) === place);
}

/**
 * The addresses of the terms that a text links to.
 *
 * @param {Element} text
 */
function targets(text) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (text.querySelectorAll("a.term"));
  return new Set(Array.from(links, ({ href }) => placeOf(href)));
}

/**
 * @param {Element | null} section
 * @param {Iterable<string>} places
 * @param {Entry[]} terms
 */
function list(section, places, terms) {
  const wanted = new Set(places);
  const items = terms
    .filter(({ href }) => wanted.has(placeOf(href)))
    .map(({ href, names }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = href;
      link.textContent = names[0];
      item.append(link);
      return item;
    });
  section?.querySelector("ul")?.replaceChildren(...items);
  section?.toggleAttribute("hidden", items.length === 0);
}

/**
 * @param {Element} column
 * @param {Entry} term
 * @param {Element} text
 */
function fill(column, term, text) {
  const link = /** @type {HTMLAnchorElement} */ (column.querySelector("h2 a"));
  link.href = term.href;
  link.textContent = term.names[0];
  column.querySelector(".text")?.replaceWith(text);
}

/** The most terms that one is offered to be compared with. */
const MOST_OFFERED = 18;
/** Where they stand on its page: what a reader may take for it comes first. */
const NEAR = [".homonyms a", ".around ul a", ".field li a", ".text a.term"];

/**
 * Offer what a term could be compared with.
 *
 * @param {Entry} term
 * @param {Entry[]} terms
 */
async function offer(term, terms) {
  const answer = await fetch(term.href);
  const page = await parse(answer);
  const near = NEAR.flatMap((where) => [...page.querySelectorAll(where)]);
  const places = new Set(
    near.map((link) => placeOf(new URL(link.getAttribute("href") ?? "", answer.url).href)),
  );
  places.delete(placeOf(term.href));
  const byPlace = new Map(terms.map((each) => [placeOf(each.href), each]));
  const items = [...places].flatMap((place) => {
    const other = byPlace.get(place);
    if (!other) return [];
    const [item, link, asked] = [
      document.createElement("li"),
      document.createElement("a"),
      new URLSearchParams(location.search),
    ];
    asked.set("b", other.names[0]);
    link.href = `?${asked}`;
    link.textContent = other.names[0];
    item.append(link);
    return [item];
  });
  const section = document.querySelector(".compare-near");
  section?.querySelector("ul")?.replaceChildren(...items.slice(0, MOST_OFFERED));
  section?.toggleAttribute("hidden", items.length === 0);
}

/** @param {string} searchScript  the address of the script that knows all names */
export async function compare(searchScript) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".compare-form"));
  const result = /** @type {HTMLElement} */ (document.querySelector(".compare"));
  if (!window.glossgenSearch) await loadScript(searchScript);
  const index = await /** @type {import("../search/search.js").Search} */ (window.glossgenSearch).ready;
  const terms = index.entries.filter(({ kind }) => kind === 0);
  const fields = /** @type {HTMLInputElement[]} */ ([
    form.elements.namedItem("a"),
    form.elements.namedItem("b"),
  ]);
  form.querySelector("datalist")?.append(...terms.map(({ names }) => new Option(names[0])));
  document.querySelector(".compare-note")?.remove();
  form.hidden = false;
  const asked = new URLSearchParams(location.search);
  const root = result.dataset.root ?? "";
  const found = await Promise.all(
    fields.map(({ name }) => {
      const text = asked.get(name) || "\n";
      return termFor(text, terms, root) ?? movedTerm(text, terms, root);
    }),
  );
  fields.forEach((field, number) => {
    field.value = found[number]?.names[0] ?? asked.get(field.name) ?? "";
    field.toggleAttribute("aria-invalid", Boolean(field.value && !found[number]));
  });
  const [first, second] = found;
  const missing = fields.some((field, number) => field.value && !found[number]);
  const status = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  status.value = missing ? (status.dataset.none ?? "") : "";
  if (first && !fields[1].value) await offer(first, terms);
  if (!first || !second) return;
  const texts = await Promise.all([first, second].map(({ href }) => fetchText(href)));
  const [one, other] = texts.map(targets);
  const columns = result.querySelectorAll("article");
  columns.forEach((column, number) => {
    fill(column, [first, second][number], texts[number]);
  });
  list(
    columns[0].querySelector("section"),
    Array.from(one).filter((each) => !other.has(each)),
    terms,
  );
  list(
    columns[1].querySelector("section"),
    Array.from(other).filter((each) => !one.has(each)),
    terms,
  );
  list(
    result.querySelector(".both"),
    Array.from(one).filter((each) => other.has(each)),
    terms,
  );
  result.hidden = false;
}
