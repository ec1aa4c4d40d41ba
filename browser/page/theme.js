// The colours that a reader chose, set before the page is drawn, and the switch for them.

import { recall, remember } from "./memory.js";

const KEY = "glossgen-theme";
const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

/** @typedef {typeof THEMES[number]} Theme */

const root = document.documentElement;

/** @returns {Theme} */
function shown() {
  return /** @type {Theme} */ (root.dataset.theme) ?? "auto";
}

/** @param {string | null} theme */
function show(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

/**
 * @param {HTMLElement} button
 * @param {string | null} what
 */
function name(button, what) {
  const text = `${what}: ${button.dataset[shown()]}`;
  button.title = text;
  button.setAttribute("aria-label", text);
}

export function showChosenTheme() {
  show(recall(KEY));
}

export function attachThemeSwitch() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("button.theme"));
  if (!button) return;
  const what = button.ariaLabel;
  name(button, what);
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(shown()) + 1) % THEMES.length];
    show(next);
    name(button, what);
    remember(KEY, next);
  });
}
