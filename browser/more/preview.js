// Definitions beside links: a card for the pointer and the keyboard, a sheet for fingers. A card is filled from the
// page that its link leads to, which the browser then has at hand for a reader who follows the link.

import { definitionAt, shownAs } from "./definition.js";
import { showBeside } from "./place.js";
import { addWays } from "./ways.js";

const LINK = "main :is(a.term, .inline a, .list a):not(.aside), .field li a";
/** Milliseconds until a card is shown: at first, and while another one is shown. */
const DELAY = 300;
/** Milliseconds that a pointer rests on a link before its page is asked for. */
const NEXT_DELAY = 60;

const card = document.createElement("div");
card.className = "preview";
card.popover = "manual";
card.ariaLive = "polite";

/** The link that a card is wanted for. @type {HTMLAnchorElement | null} */
let link = null;
/** Whether the card stays until it is closed: a sheet, or a card that a reader pinned. */
let stays = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let scrolledTo = 0;

const isShown = () => card.matches(":popover-open");

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function hide() {
  clearTimeout(timer);
  stays = false;
  link = null;
  if (isShown()) card.hidePopover();
  card.classList.remove("sheet");
}

/** @param {HTMLAnchorElement} target */
function showSoon(target) {
  clearTimeout(timer);
  if (target === link) return;
  timer = setTimeout(async () => {
    link = target;
    const rest = isShown() ? 0 : DELAY - NEXT_DELAY;
    const [definition] = await Promise.all([definitionAt(target.href), wait(rest)]);
    if (link !== target || stays) return;
    if (!definition) {
      hide();
      return;
    }
    card.replaceChildren(...shownAs(definition));
    showBeside(card, target);
    scrolledTo = scrollY;
  }, NEXT_DELAY);
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (link !== document.activeElement && !stays) hide();
  }, DELAY);
}

/**
 * A sheet is there at once, with the way on; what cannot be said of a term is on its page.
 *
 * @param {HTMLAnchorElement} target
 */
export async function showSheet(target) {
  if (stays && target === link) {
    location.assign(target.href);
    return;
  }
  hide();
  link = target;
  stays = true;
  const title = document.createElement("b");
  title.textContent = target.textContent;
  card.replaceChildren(title);
  card.removeAttribute("style");
  card.classList.add("sheet");
  addWays(card, target);
  card.showPopover();
  const definition = await definitionAt(target.href);
  if (link !== target) return;
  if (definition) {
    card.replaceChildren(...shownAs(definition));
    addWays(card, target);
  } else location.assign(target.href);
}

/** The card or link that an event is in. @param {Event} event @param {string} selector */
function near({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/** The link whose definition can be shown: not one to a place on a page. @param {Element | null | undefined} element */
function linkAt(element) {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".switch input"));
  const found = /** @type {HTMLAnchorElement | null | undefined} */ (element?.closest(LINK));
  return box?.checked && found && /^(#~.*)?$/.test(found.hash) ? found : null;
}

/** A click into a card pins it, and one elsewhere takes it away. @param {MouseEvent} event */
function click(event) {
  if (near(event, ".preview")) {
    if (!stays && link) addWays(card, link);
    stays = true;
  } else if (stays && near(event, "a") !== link) hide();
}

export function attachCards() {
  const main = document.querySelector("main");
  if (!main || !document.querySelector(".switch")) return;
  main.append(card);
  document.addEventListener("pointerover", (event) => {
    const target = event.pointerType === "touch" ? null : linkAt(/** @type {Element} */ (event.target));
    if (target && !stays) showSoon(target);
    else if (near(event, ".preview")) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (near(event, `${LINK}, .preview`)) hideSoon();
  });
  // A card lies over what comes after its link: it goes as soon as the focus is elsewhere (WCAG 2.2, 2.4.11).
  // A click into the card gives the focus to what is around it.
  document.addEventListener("focusin", ({ target }) => {
    const at = /** @type {Element} */ (target);
    if (at !== link && !at.contains(card) && !card.contains(at)) hide();
    const focused = at.matches(":focus-visible") && linkAt(at);
    if (focused) showSoon(focused);
  });
  document.addEventListener("focusout", (event) => {
    if (near(event, LINK)) hideSoon();
  });
  document.addEventListener("click", click);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  document.addEventListener(
    "scroll",
    () => {
      if (isShown() && !stays && scrollY !== scrolledTo) hide();
    },
    { passive: true },
  );
  // What a reader had turned to before this script was there.
  const focused = document.activeElement?.matches(":focus-visible") ? document.activeElement : null;
  const target = linkAt([...document.querySelectorAll(":hover")].at(-1)) ?? linkAt(focused);
  if (target) showSoon(target);
}
