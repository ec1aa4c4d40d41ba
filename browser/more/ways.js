// The ways on from a card that stays: to the page of the term, and to its whole text in the card.

import { showWholeText } from "./whole-text.js";

/**
 * @param {HTMLElement} card
 * @param {HTMLAnchorElement} link
 */
export function addWays(card, link) {
  card.querySelector(".row")?.remove();
  const words = /** @type {HTMLElement} */ (document.querySelector(".switch")).dataset;
  const row = document.createElement("div");
  row.className = "row";
  const open = document.createElement("a");
  open.href = link.href;
  open.textContent = words.open ?? "";
  row.append(open);
  if (!card.querySelector(".text") && link.protocol !== "file:") {
    const more = document.createElement("button");
    more.textContent = words.more ?? "";
    more.onclick = () => {
      more.hidden = true;
      showWholeText(card, link.href);
    };
    row.append(more);
  }
  card.append(row);
}
