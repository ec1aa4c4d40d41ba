// What every page has. It stands in the head and runs before the page is drawn.

import { attachCopyButtons } from "./page/copy.js";
import { leadToFiles } from "./page/disk.js";
import { attachPreviews } from "./page/preview.js";
import { attachSearchField } from "./page/search-field.js";
import { attachThemeSwitch, showChosenTheme } from "./page/theme.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

showChosenTheme();
document.documentElement.classList.add("js");
// Fonts in the style sheet are ready before the page is drawn: no line moves.
for (const font of document.fonts) {
  if (/^fallback.?Formula_/.test(font.display + font.family)) font.load();
}
attachPreviews();
attachCopyButtons();
document.addEventListener("DOMContentLoaded", () => {
  attachThemeSwitch();
  attachSearchField(here);
  leadToFiles();
});
