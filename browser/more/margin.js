// On wide pages, the definitions of the terms of a paragraph stand in the margin beside it. They come with the pages
// that the links in view lead to, which a reader may follow next.

import { definitionAt, shownAs } from "./definition.js";

/** No note is further below its link than this, in pixels: it would be beside another paragraph. */
const FARTHEST = 160;
const GAP = 14;

/** Whether the reader wants as little as possible to be fetched. */
const saves = () => Boolean(/** @type {any} */ (navigator).connection?.saveData);

export function showMargin() {
  const entry = document.querySelector(".columns .entry");
  const text = entry?.querySelector("div.text");
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".switch input"));
  if (!entry || !text || !box?.checked || saves()) return;
  const margin = document.createElement("div");
  margin.className = "margin";
  // Screen readers are told the same at each link.
  margin.ariaHidden = "true";
  entry.append(margin);
  /** By the address, in the order of the text. @type {Map<string, { link: Element, note?: HTMLElement }>} */
  const notes = new Map();

  function place() {
    if (!margin.offsetParent) return; // there is no room
    const top = margin.getBoundingClientRect().top;
    let free = 0;
    for (const { note, link } of notes.values()) {
      if (!note) continue;
      const wanted = link.getClientRects()[0].top - top;
      const at = Math.max(wanted, free);
      note.hidden = at > wanted + FARTHEST;
      if (note.hidden) continue;
      note.style.top = `${at}px`;
      free = at + note.offsetHeight + GAP;
    }
  }

  const seen = new IntersectionObserver((entries) => {
    if (!margin.offsetParent) return;
    for (const { isIntersecting, target } of entries) if (isIntersecting) add(target);
  });

  /** @param {Element} link */
  async function add(link) {
    seen.unobserve(link);
    const { href } = /** @type {HTMLAnchorElement} */ (link);
    const definition = await definitionAt(href);
    const wanted = notes.get(href);
    if (!definition || !wanted) return;
    wanted.note = document.createElement("div");
    wanted.note.append(...shownAs(definition));
    margin.append(wanted.note);
    place();
  }

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (text.querySelectorAll("a.term"))) {
    if (notes.has(link.href) || link.hash) continue;
    notes.set(link.href, { link });
    seen.observe(link);
  }
  new ResizeObserver(place).observe(text);
}
