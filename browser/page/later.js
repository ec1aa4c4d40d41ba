// What more.js does, once there is a reason: the sentence that a backlink leads to, copies, symbols in formulas.

import { load } from "./load.js";

export function attachMore() {
  const lead = () => {
    if (location.hash.startsWith("#~")) load("more", () => window.glossgenMore?.markSentence());
  };
  addEventListener("hashchange", lead);
  lead();
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button.copy");
    if (button) load("more", () => window.glossgenMore?.copy(button));
  });
  document.addEventListener("pointerover", ({ target }) => {
    if (/** @type {Element} */ (target).closest?.(".text .katex")) load("more");
  });
}
