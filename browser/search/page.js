// The search page: lists that follow the field, a filter by field, and an address that keeps both.

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

/**
 * The filter by field; it is shown where there are several.
 *
 * @param {string[]} names
 */
function fillFilter(names) {
  const select = /** @type {HTMLSelectElement} */ (document.querySelector(".search-fields"));
  select.append(...names.map((name) => new Option(name, name)));
  select.value = new URLSearchParams(location.search).get("field") ?? "";
  if (select.selectedIndex < 0) select.value = "";
  const filter = /** @type {HTMLElement} */ (document.querySelector(".search-filter"));
  filter.hidden = names.length < 2;
  return select;
}

/** @param {Search} search */
export async function attachPage({ form, field, ready, loadMore }) {
  const index = await ready;
  const more = await loadMore();
  const results = /** @type {HTMLElement} */ (document.querySelector(".search-results"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
  const note = /** @type {HTMLElement} */ (document.querySelector(".search-note"));
  const select = fillFilter(more.file.names);
  let turn = 0;
  /** @type {number | undefined} */
  let timer;

  /** @param {number} entry */
  function fieldOf(entry) {
    return more.file.names[more.file.of[index.entries[entry].place]] ?? "";
  }

  /** @param {number} entry */
  function only(entry) {
    return !select.value || fieldOf(entry) === select.value;
  }

  async function update() {
    const query = field.value.trim();
    turn++;
    const mine = turn;
    const named = find(index, query, more.near).filter(([entry]) => only(entry));
    const first = named.slice(0, FIRST_NAMES).map(([entry]) => ({ entry }));
    show(query, first, !fold(query));
    await new Promise((done) => setTimeout(done, PAUSE));
    if (mine !== turn || !fold(query)) return;
    const found = await more.everything(query, { names: MOST, texts: MOST, withSnippets: true, only });
    if (mine === turn) show(query, found, true);
  }

  function links() {
    return [...results.querySelectorAll("a")];
  }

  /**
   * @param {Hit} hit
   * @param {string} query
   */
  function itemOf({ entry, snippet = [] }, query) {
    const shown = index.entries[entry];
    const aside = more.asideOf(entry) || fieldOf(entry);
    const link = entryLink(shown, query, more.marked, aside);
    return element("li", "", link, element("p", "quote", ...withMarks(snippet)));
  }

  /**
   * @param {string} query
   * @param {Hit[]} hits
   * @param {boolean} isWhole  whether nothing more is to come
   */
  function show(query, hits, isWhole) {
    const focused = links().find((link) => link === document.activeElement);
    for (const section of [...results.children]) {
      const its = hits.filter(({ inText = false }) => inText === section.matches(".in-texts"));
      section.querySelector("ol")?.replaceChildren(...its.map((hit) => itemOf(hit, query)));
      section.toggleAttribute("hidden", its.length === 0);
      if (its.includes(hits[0])) results.prepend(section); // the best first, if all names are guesses too
    }
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
    status.textContent = fold(query) ? more.say(count, isWhole) : "";
    keep(query);
  }

  /**
   * Keep the query in the address, and in the links to the page in other languages.
   *
   * @param {string} query
   */
  function keep(query) {
    const kept = new URLSearchParams(query ? { q: query } : {});
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
      document.querySelectorAll("a[rel~=alternate][hreflang]")
    )) {
      link.search = kept.toString();
    }
    if (select.value) kept.set("field", select.value);
    try {
      history.replaceState(null, "", kept.size > 0 ? `?${kept}` : location.pathname);
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
  field.addEventListener("input", update);
  select.addEventListener("change", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  document.addEventListener("keydown", followKey);
  if (!field.value) field.focus();
  update();
}
