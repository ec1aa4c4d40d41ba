// Where a card stands: below what it is about, or above it where there is no room below.

/** Pixels that a card keeps from its link and from the edges. */
const GAP = 12;
const EDGE = 16;
const INDENT = 8;

/**
 * Show a card beside an element.
 *
 * @param {HTMLElement} card
 * @param {Element} target
 */
export function showBeside(card, target) {
  card.showPopover();
  const at = target.getClientRects()[0];
  const height = card.offsetHeight + GAP;
  const above = at.bottom + height > innerHeight && at.top > height;
  const room = document.documentElement.clientWidth - card.offsetWidth - EDGE;
  card.style.left = `${Math.max(0, Math.min(at.left - INDENT, room))}px`;
  card.style.top = `${above ? at.top - height : at.bottom}px`;
}
