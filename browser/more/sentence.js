// A backlink (#~NAME) leads to the sentence that links to the term it came from, and marks it.

import { decoded } from "../text/decoded.js";

export function markSentence() {
  const name = `/${decoded(location.hash.slice(2))}/`;
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".text a.term")]);
  const link = links.find((each) => decoded(each.pathname).replace("index.html", "").endsWith(name));
  if (!link) return;
  link.scrollIntoView({ block: "center" });
  CSS.highlights?.set("from", new Highlight(sentenceAround(link)));
}

/**
 * Its sentence, where the browser knows sentences, else the link alone.
 *
 * @param {Element} link
 */
function sentenceAround(link) {
  const range = new Range();
  range.selectNodeContents(link);
  const selection = getSelection();
  if (!selection) return range;
  try {
    selection.collapse(link, 0);
    selection.modify("move", "forward", "character");
    selection.modify("move", "backward", "sentence");
    selection.modify("extend", "forward", "sentence");
  } catch {
    // Not known here.
  }
  const found = selection.isCollapsed ? range : selection.getRangeAt(0).cloneRange();
  selection.removeAllRanges();
  return found;
}
