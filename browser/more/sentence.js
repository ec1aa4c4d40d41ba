// A backlink (#~NAME) leads to the sentence that links to the term it came from, and marks it.

export function markSentence() {
  const name = `/${decodeURIComponent(location.hash.slice(2))}/`;
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".text a.term")]);
  const link = links.find((each) =>
    decodeURIComponent(each.pathname).replace("index.html", "").endsWith(name),
  );
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
