// What more.js does, once there is a reason: the sentence that a backlink leads to, copies.

import { load } from "./load.js";

export function attachMore() {
  const lead = () => {
    if (location.hash.startsWith("#~")) load("more", () => window.glossgenMore?.markSentence());
  };
  addEventListener("hashchange", lead);
  lead();
  if (location.protocol === "file:") load("more");
  document.addEventListener("click", (event) => {
    const action = /** @type {Element} */ (event.target).closest(".actions :is(button, a)");
    if (!action) return;
    event.preventDefault();
    load("more", () => window.glossgenMore?.act(action));
  });
}
