// Search is loaded when a reader turns to it: by a pointer, by Tab, by "/" or by Ctrl-K.

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/** @param {string} here  the address of site.js, beside which search.js lies */
export function attachSearchField(here) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".search"));
  if (!form) return;
  form.addEventListener("focusin", () => load(here));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !leadsToSearch(event)) return;
    event.preventDefault();
    form.q.focus();
    form.q.select();
  });
}

/** @param {string} here */
function load(here) {
  if (document.querySelector("script[src$='search.js']")) return;
  const script = document.createElement("script");
  script.src = here.replace("site.js", "search.js");
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = here.replace("site.js", "search.css");
  document.head.append(script, style);
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
