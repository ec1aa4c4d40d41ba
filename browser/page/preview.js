// Definitions beside links: the reader's switch, the sheet on phones, and what browsers without `interestfor` need.

import { load } from "./load.js";
import { recall, remember } from "./memory.js";
import { showBeside } from "./place.js";

const KEY = "glossgen-previews";
const LINK = "[interestfor]";
const CARD = ".preview";
/** Milliseconds until a card is shown: at first, and while another one is shown. */
const DELAY = 300;
const NEXT_DELAY = 60;

let off = recall(KEY) === "off";
/** The link whose card is shown, and the card. @type {Element | null} */
let link = null;
/** @type {HTMLElement | null} */
let card = null;
/** Whether the card stays until it is closed: a sheet, or a card that a reader pinned. */
let stays = false;
/** @type {number | undefined} */
let timer;
let scrolledTo = 0;

function hide() {
  clearTimeout(timer);
  stays = false;
  if (card?.matches(":popover-open")) card.hidePopover();
  card?.classList.remove("sheet");
  card = null;
  link = null;
}

/** @param {Element} target */
function take(target) {
  hide();
  link = target;
  card = document.getElementById(String(target.getAttribute("interestfor")));
  return card;
}

/** @param {Element} target */
function show(target) {
  if (!take(target) || !card) return;
  showBeside(card, target);
  scrolledTo = scrollY;
}

/** The card stays, and gets ways on from it. */
function keep() {
  stays = true;
  load("more", () => {
    if (card) window.glossgenMore?.addWays(card, /** @type {HTMLAnchorElement} */ (link));
  });
}

/** @param {Element} target */
function showSoon(target) {
  clearTimeout(timer);
  if (target !== link) timer = setTimeout(() => show(target), card ? NEXT_DELAY : DELAY);
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (link !== document.activeElement && !stays) hide();
  }, DELAY);
}

/**
 * The link or card that an event is in, unless previews are off.
 *
 * @param {Event} event
 * @param {string} selector
 */
function near({ target }, selector) {
  return off || !(target instanceof Element) ? null : target.closest(selector);
}

/** Screen readers say the definition behind the link. */
function describeLinks() {
  for (const each of document.querySelectorAll(LINK)) {
    if (off) each.removeAttribute("aria-describedby");
    else each.setAttribute("aria-describedby", String(each.getAttribute("interestfor")));
  }
}

/** What a browser with `interestfor` does by itself. */
function followPointerAndFocus() {
  document.addEventListener("pointerover", (event) => {
    const target = event.pointerType === "touch" ? null : near(event, LINK);
    if (target && !stays) showSoon(target);
    else if (near(event, CARD)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (near(event, `${LINK}, ${CARD}`)) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const target = near(event, LINK);
    if (target?.matches(":focus-visible")) showSoon(target);
  });
  document.addEventListener("focusout", (event) => {
    if (near(event, LINK)) hideSoon();
  });
  document.addEventListener(
    "scroll",
    () => {
      if (card && !stays && scrollY !== scrolledTo) hide();
    },
    { passive: true },
  );
}

/**
 * The first tap on a link shows its sheet, a click into a card pins it, and one elsewhere takes it away.
 *
 * @param {MouseEvent} event
 */
function click(event) {
  const inCard = near(event, CARD);
  if (inCard) {
    if (!stays) keep();
    return;
  }
  const target = near(event, LINK);
  const touched = /** @type {PointerEvent} */ (event).pointerType === "touch";
  if (target && touched && !(stays && target === link) && take(target)) {
    event.preventDefault();
    card?.classList.add("sheet");
    card?.showPopover();
    keep();
  } else if (stays) hide();
}

function attachSwitch() {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".switch input"));
  if (!box) return;
  box.checked = !off;
  box.addEventListener("change", () => {
    off = !box.checked;
    describeLinks();
    remember(KEY, off ? "off" : "on");
  });
  describeLinks();
  document.addEventListener("click", click);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  if (!("interestForElement" in HTMLAnchorElement.prototype)) followPointerAndFocus();
}

/** Before the page is there. */
export function attachPreviews() {
  if (!("popover" in HTMLElement.prototype)) return;
  document.addEventListener(
    "beforetoggle",
    (event) => {
      const { target, newState } = /** @type {ToggleEvent} */ (event);
      const other = stays && target !== card;
      if ((off || other) && newState === "open" && /** @type {Element} */ (target).matches(CARD))
        event.preventDefault();
    },
    true,
  );
  document.addEventListener(
    "interest",
    (event) => {
      if (stays) return;
      card = /** @type {HTMLElement} */ (event.target);
      link = /** @type {Event & { source: Element }} */ (event).source;
    },
    true,
  );
  document.addEventListener("loseinterest", (event) => stays && event.preventDefault(), true);
  // A card lies over what comes after its link: it goes as soon as the focus is elsewhere (WCAG 2.2, 2.4.11).
  // A click into the card gives the focus to what is around it.
  document.addEventListener("focusin", ({ target }) => {
    const at = /** @type {Element} */ (target);
    if (at !== link && !at.contains(card) && !card?.contains(at)) hide();
  });
  document.addEventListener("DOMContentLoaded", attachSwitch);
}
