// What every page has. It stands in the head and runs before the page is drawn.

import { attachMore } from "./page/later.js";
import { signPaper } from "./page/paper.js";
import { attachPreviews } from "./page/preview.js";
import { attachSearchField } from "./page/search-field.js";
import { markSections } from "./page/sections.js";
import { attachThemeSwitch, showChosenTheme } from "./page/theme.js";

showChosenTheme();
document.documentElement.classList.add("js");
// Fonts in the style sheet are ready before the page is drawn: no line moves.
for (const font of document.fonts) {
  if (/^fallback.?Formula_/.test(font.display + font.family)) font.load();
}
document.addEventListener("DOMContentLoaded", () => {
  attachThemeSwitch();
  attachSearchField();
  attachPreviews();
  markSections();
  attachMore();
  signPaper();
});
