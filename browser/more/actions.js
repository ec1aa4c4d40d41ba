// Copy and share: what a term page offers to take along, each made of what the page shows.

import { decoded } from "../text/decoded.js";
import { asMarkdown } from "./markdown.js";

/** How long “copied” stands, in milliseconds. */
const SHOWN = 4000;
/** The most characters of a quote: addresses have a limit. */
const MOST_QUOTED = 500;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** What BibTeX reads as commands. @type {Record<string, string>} */
const IN_BIBTEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** @param {string} selector */
function find(selector) {
  return /** @type {HTMLElement | null} */ (document.querySelector(selector));
}

/** @param {string} property */
function meta(property) {
  return find(`meta[property="${property}"]`)?.getAttribute("content") ?? "";
}

/** The lasting address: the one that the site is published at, where it says so. */
function address() {
  return (
    /** @type {HTMLLinkElement | null} */ (find("link[rel=canonical]"))?.href ?? location.href.split("#")[0]
  );
}

/** The name as text: it may have formulas in the heading. */
function title() {
  return meta("og:title");
}

/** A link and the sentence that defines the term. */
function markdown() {
  const lead = find(".text > .lead") ?? find(".text > p");
  const name = find("h1 dfn");
  const link = `[${name ? asMarkdown(name) : title()}](${address()})`;
  return lead ? `${link}: ${asMarkdown(lead)}` : link;
}

/**
 * A value in braces: doubled, they keep capitals as they are.
 *
 * @param {string} text
 */
function braced(text) {
  return `{{${text.replace(/[\\{}$&%#_~^]/g, (sign) => IN_BIBTEX[sign] ?? `\\${sign}`)}}}`;
}

/** An entry that BibTeX and biblatex know; the first has no fields for addresses, and leaves them out. */
function bibtex() {
  const url = address();
  const name = decoded(new URL(url).pathname)
    .split("/")
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .at(-1);
  const [year, month] = find(".changes time")?.getAttribute("datetime")?.split("-") ?? [];
  const today = new Date().toISOString().slice(0, 10);
  const fields = [
    `title = ${braced(title())}`,
    `howpublished = ${braced(meta("og:site_name"))}`,
    year && `year = {${year}}`,
    month && `month = ${MONTHS[Number(month) - 1]}`,
    `url = {${url}}`,
    `urldate = {${today}}`,
  ];
  const key = name?.replace(/[^\p{L}\p{N}-]/gu, "") || "term";
  return `@misc{${key},\n  ${fields.filter(Boolean).join(",\n  ")}\n}\n`;
}

/** What each button copies, in their order; the last one shares where the browser can. */
const TEXTS = [address, markdown, bibtex, address];

/**
 * Without a safe connection there is no clipboard but that of a selection.
 *
 * @param {string} text
 */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/**
 * Open a report; its text ends with what the reader has selected.
 *
 * @param {HTMLAnchorElement} link
 */
function report(link) {
  const quote = String(getSelection()).replace(/\s+/g, " ").slice(0, MOST_QUOTED).trim();
  open(link.href + (quote && encodeURIComponent(`\n\n> ${quote}`)), "_blank", "noreferrer");
}

/** @param {Element} element  a button of the row, or its link */
export async function act(element) {
  if (element instanceof HTMLAnchorElement) {
    report(element);
    return;
  }
  const row = /** @type {HTMLElement} */ (element.closest(".actions"));
  const number = [...row.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (element));
  if (!element.nextElementSibling?.matches("button") && navigator.share) {
    await navigator.share({ title: title(), url: address() }).catch(() => {}); // the reader may think better of it
    return;
  }
  await copy(TEXTS[number]());
  /** @type {HTMLElement} */ (element).focus();
  const status = row.querySelector("output") ?? document.createElement("output");
  element.parentElement?.append(" ", status);
  setTimeout(() => {
    status.value = row.dataset.done ?? "";
  });
  setTimeout(() => {
    status.value = "";
  }, SHOWN);
}
