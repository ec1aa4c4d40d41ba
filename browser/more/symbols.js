// Symbols explained: a list such as “η: learning rate” says what the signs of the formulas mean, and each of these
// signs shows its line. A formula that has the focus shows the lines of all its signs.

import { showBeside } from "./place.js";

const COLON = /^\s*(?:[:：=＝—–-]|は|とは|is\b|are\b)/;
/** KaTeX puts it where a subscript ends. */
const NOTHING = /\u200b/g;

/** @param {Element | null} element */
function sign(element) {
  return element?.textContent?.replace(NOTHING, "") ?? "";
}

/**
 * The signs that a line explains: the formulas at its beginning, if a colon follows.
 *
 * @param {Element} line
 */
function explainedBy(line) {
  const signs = [];
  for (const node of line.childNodes) {
    const text = node.textContent ?? "";
    if (node instanceof Element && node.matches(".katex"))
      signs.push(sign(node.querySelector(".katex-html")));
    else if (!/^\s*[、,，]?\s*$/.test(text)) return COLON.test(text) ? signs : [];
  }
  return [];
}

/** The line of each sign: list items and the like that begin with formulas and a colon. */
function explained() {
  /** @type {Map<string, Element>} */
  const found = new Map();
  for (const line of document.querySelectorAll(".text li, .text dd, .text p")) {
    for (const each of explainedBy(line)) if (!found.has(each)) found.set(each, line);
  }
  return found;
}

/**
 * The signs of a formula that a line explains: letters, with their subscripts.
 *
 * @param {Element} formula
 * @param {Map<string, Element>} lines
 */
function signsIn(formula, lines) {
  return Array.from(formula.querySelectorAll(".katex-html :is(.mord, .mathnormal)")).filter((each) => {
    // η is not what η with a subscript is.
    const whole = each.parentElement?.matches(".mord:has(> .msupsub .vlist-t2)") ? each.parentElement : each;
    return lines.has(sign(each)) && (whole === each || !each.matches(":first-child"));
  });
}

export function explainSymbols() {
  const lines = explained();
  if (!lines.size) return;
  const card = document.createElement("div");
  card.className = "preview";
  card.popover = "manual";
  card.role = "tooltip";
  card.id = "p--symbol";
  document.querySelector("main")?.append(card);

  /**
   * @param {Element} target
   * @param {Element[]} items
   */
  function show(target, items) {
    card.replaceChildren(
      ...items.map((item) => {
        const line = document.createElement("p");
        line.append(...item.cloneNode(true).childNodes);
        return line;
      }),
    );
    showBeside(card, target);
  }
  for (const formula of document.querySelectorAll(".text .katex")) {
    const signs = signsIn(formula, lines);
    const own = [...new Set(signs.map((each) => lines.get(sign(each))))].filter(
      (each) => !each?.contains(formula),
    );
    if (!own.length) continue;
    for (const each of signs) {
      each.classList.add("symbol");
      each.addEventListener("pointerenter", () =>
        show(each, [/** @type {Element} */ (lines.get(sign(each)))]),
      );
      each.addEventListener("pointerleave", () => card.hidePopover());
    }
    const stop = /** @type {HTMLElement} */ (formula.closest("[tabindex]") ?? formula);
    stop.tabIndex = 0;
    stop.setAttribute("aria-describedby", card.id);
    stop.addEventListener("focus", () => {
      if (stop.matches(":focus-visible")) show(stop, /** @type {Element[]} */ (own));
    });
    stop.addEventListener("blur", () => card.hidePopover());
  }
}
