// The section of a long text, or the entry of a category, in which a reader is, marked in the table of contents.

import { decoded } from "../text/decoded.js";

export function markSections() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".toc a, .contents a")]);
  const headings = links.map((link) => document.getElementById(decoded(link.hash.slice(1))));
  if (!links.length) return;

  function mark() {
    const top = innerHeight / 4;
    const here = headings.filter((each) => each && each.getBoundingClientRect().top < top).length - 1;
    links.forEach((link, place) => {
      link.ariaCurrent = place === here ? "true" : null;
    });
  }
  addEventListener("scroll", mark, { passive: true });
  // The entries of a category are laid out one after the other: nothing is to hurry them.
  if (links[0].closest(".toc")) mark();
}
