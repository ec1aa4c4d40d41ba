// Definitions beside links: the reader's switch for them, and the way to more.js, which shows them.

import { load } from "./load.js";
import { recall, remember } from "./memory.js";

const KEY = "glossgen-previews";
const SIGNS = ["pointerover", "pointermove", "pointerdown", "wheel", "keydown", "focusin"];

/**
 * At the first sign of a reader. A pointer that lies still on a new page is told to be there, and to move by nothing.
 *
 * @param {Event} event
 */
function begin(event) {
  const { movementX, movementY, target } = /** @type {PointerEvent} */ (event);
  const lies = event.type.startsWith("pointer") && event.type !== "pointerdown" && !movementX && !movementY;
  if (lies && !(/** @type {Element} */ (target).closest?.("a"))) return;
  for (const sign of SIGNS) removeEventListener(sign, begin);
  load("more");
}

/** On pages with the switch. What is shown comes from the pages that links lead to: a folder has none to ask. */
export function attachPreviews() {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".switch input"));
  if (!box) return;
  box.disabled = location.protocol === "file:";
  box.checked = !box.disabled && recall(KEY) !== "off";
  box.addEventListener("change", () => remember(KEY, box.checked ? "on" : "off"));
  for (const sign of SIGNS) addEventListener(sign, begin, { passive: true });
  // The first tap on a link shows its sheet.
  document.addEventListener("click", (event) => {
    const touched = /** @type {PointerEvent} */ (event).pointerType === "touch" && box.checked;
    const link = touched && /** @type {Element} */ (event.target).closest(".text a.term");
    if (!link) return;
    event.preventDefault();
    load("more", () => window.glossgenMore?.showSheet(/** @type {HTMLAnchorElement} */ (link)));
  });
}
