// The search page: a list that follows the field, and an address that keeps the query.

import { fold } from "../text/fold.js";
import { element, entryLink, withMarks } from "./elements.js";
import { find } from "./find.js";

/** @typedef {import("./search.js").Search} Search */
/** @typedef {import("./search.js").Hit} Hit */

const FIRST_NAMES = 10;
const MOST = 50;
/** The texts are searched so long after the last key stroke, in milliseconds. */
const PAUSE = 150;
/** How many there are is told, and the address changed, when no key was struck for so long. */
const SILENCE = 300;
/** What a key event says while an input method composes, in browsers without `isComposing`. */
const COMPOSING = 229;
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @param {Search} search */
export async function attachPage({ form, field, ready, loadMore }) {
  const index = await ready;
  const more = await loadMore();
  const list = /** @type {HTMLElement} */ (document.querySelector(".search-results"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
  const note = /** @type {HTMLElement} */ (document.querySelector(".search-note"));
  let turn = 0;
  /** @type {number | undefined} */
  let timer;

  async function update() {
    const query = field.value.trim();
    turn++;
    const mine = turn;
    const named = find(index, query, more.near).slice(0, FIRST_NAMES);
    show(
      query,
      named.map(([entry]) => ({ entry })),
      false,
    );
    await new Promise((done) => setTimeout(done, PAUSE));
    if (mine !== turn) return;
    const found = fold(query) ? await more.everything(query, MOST, MOST, true) : [];
    if (mine === turn) show(query, found, true);
  }

  function links() {
    return [...list.querySelectorAll("a")];
  }

  /**
   * @param {Hit} hit
   * @param {string} query
   */
  function itemOf({ entry, snippet = [] }, query) {
    const link = entryLink(index.entries[entry], query, more.marked);
    return element("li", "", link, element("p", "quote", ...withMarks(snippet)));
  }

  /**
   * @param {string} query
   * @param {Hit[]} hits
   * @param {boolean} isWhole  whether nothing more is to come
   */
  function show(query, hits, isWhole) {
    const focused = links().find((link) => link === document.activeElement);
    list.replaceChildren(...hits.map((hit) => itemOf(hit, query)));
    if (focused) (links().find((link) => link.href === focused.href) ?? field).focus();
    clearTimeout(timer);
    timer = setTimeout(() => tell(query, hits.length, isWhole), SILENCE);
  }

  /**
   * @param {string} query
   * @param {number} count
   * @param {boolean} isWhole
   */
  function tell(query, count, isWhole) {
    const { found, none } = index.file.messages;
    if (count > 0) status.textContent = found.replace("%s", String(count));
    else status.textContent = isWhole && fold(query) ? none : "";
    try {
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    } catch {
      // A page from the disk has no address that could change.
    }
  }

  /** @param {KeyboardEvent} event */
  function followKey(event) {
    const step = STEPS[event.key];
    const places = [field, ...links()];
    const at = places.indexOf(/** @type {any} */ (document.activeElement));
    if (!step || at < 0 || event.isComposing || event.keyCode === COMPOSING) return;
    event.preventDefault();
    places[Math.max(0, Math.min(at + step, places.length - 1))].focus();
  }

  note.hidden = true;
  field.value = new URLSearchParams(location.search).get("q") || field.value;
  field.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) update();
  });
  field.addEventListener("compositionend", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  document.addEventListener("keydown", followKey);
  if (!field.value) field.focus();
  update();
}
