// Definitions beside links: the reader's switch, and what browsers without `interestfor` need.

import { recall, remember } from "./memory.js";

const KEY = "glossgen-previews";
const LINK = "[interestfor]";
const CARD = ".preview";
/** Milliseconds until a card is shown: at first, and while another one is shown. */
const DELAY = 300;
const NEXT_DELAY = 60;
/** Pixels that a card keeps from its link and from the edges. */
const GAP = 12;
const EDGE = 16;
const INDENT = 8;

let off = recall(KEY) === "off";
/** The link whose card is shown, and the card. @type {Element | null} */
let link = null;
/** @type {HTMLElement | null} */
let card = null;
/** @type {number | undefined} */
let timer;
let scrolledTo = 0;

function hide() {
  clearTimeout(timer);
  if (card?.matches(":popover-open")) card.hidePopover();
  card = null;
  link = null;
}

/** @param {Element} target */
function show(target) {
  hide();
  link = target;
  card = document.getElementById(String(target.getAttribute("interestfor")));
  if (!card) return;
  card.showPopover();
  scrolledTo = scrollY;
  const at = target.getClientRects()[0];
  const height = card.offsetHeight + GAP;
  const above = at.bottom + height > innerHeight && at.top > height;
  const room = document.documentElement.clientWidth - card.offsetWidth - EDGE;
  card.style.left = `${Math.max(0, Math.min(at.left - INDENT, room))}px`;
  card.style.top = `${above ? at.top - height : at.bottom}px`;
}

/** @param {Element} target */
function showSoon(target) {
  clearTimeout(timer);
  if (target !== link) timer = setTimeout(() => show(target), card ? NEXT_DELAY : DELAY);
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (link !== document.activeElement) hide();
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
    if (target) showSoon(target);
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
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener(
    "scroll",
    () => {
      if (card && scrollY !== scrolledTo) hide();
    },
    { passive: true },
  );
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
  if (!("interestForElement" in HTMLAnchorElement.prototype)) followPointerAndFocus();
}

/** Before the page is there. */
export function attachPreviews() {
  if (!("popover" in HTMLElement.prototype)) return;
  document.addEventListener(
    "beforetoggle",
    (event) => {
      const { target, newState } = /** @type {ToggleEvent} */ (event);
      if (off && newState === "open" && /** @type {Element} */ (target).matches(CARD)) event.preventDefault();
    },
    true,
  );
  document.addEventListener(
    "interest",
    (event) => {
      card = /** @type {HTMLElement} */ (event.target);
      link = /** @type {Event & { source: Element }} */ (event).source;
    },
    true,
  );
  // A card lies over what comes after its link: it goes as soon as the focus is elsewhere (WCAG 2.2, 2.4.11).
  document.addEventListener("focusin", (event) => {
    if (event.target !== link) hide();
  });
  document.addEventListener("DOMContentLoaded", attachSwitch);
}
