// Search is loaded when a reader turns to it: by a pointer, by Tab, by "/" or by Ctrl-K.

import { load } from "./load.js";

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

export function attachSearchField() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".search"));
  if (!form) return;
  form.addEventListener("focusin", () => load("search"));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !leadsToSearch(event)) return;
    event.preventDefault();
    form.q.focus();
    form.q.select();
  });
}

/** @param {KeyboardEvent} event */
function leadsToSearch({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  const typing = /** @type {Element} */ (target).closest(FIELDS);
  const held = ctrlKey || metaKey;
  return (
    (key === "/" && !typing && !held && !altKey) ||
    (key.toLowerCase() === "k" && held && !shiftKey && !altKey)
  );
}
