// Suggestions below the field of the header: a combobox with a list (WAI-ARIA Authoring Practices).

import { fold } from "../text/fold.js";
import { element, entryLink, withMarks } from "./elements.js";
import { find } from "./find.js";

/** @typedef {import("./search.js").Search} Search */
/** @typedef {import("./search.js").Hit} Hit */

const NAMES = 6;
/** How many there are is told when no key was struck for so long. */
const SILENCE = 500;
/** What a key event says while an input method composes, in browsers without `isComposing`. */
const COMPOSING = 229;
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @param {Search} search */
export function attachSuggestions(search) {
  const { form, field } = search;
  const list = element("div", "suggestions");
  list.id = "search--list";
  list.hidden = true;
  list.role = "listbox";
  list.ariaLabel = field.ariaLabel;
  const status = element("p", "hidden");
  status.role = "status";
  form.append(list, status);
  field.role = "combobox";
  field.autocapitalize = "off";
  field.spellcheck = false;
  field.enterKeyHint = "search";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
  field.setAttribute("aria-controls", list.id);

  /** @type {import("./entries.js").Index} */
  let index;
  /** @type {HTMLAnchorElement[]} */
  let options = [];
  let active = -1;
  let shownQuery = "";
  /** The number of the last query: what is found for an earlier one is not wanted any more. */
  let turn = 0;
  let pointerIsDown = false;
  /** The list that waits until the pointer is up. @type {(() => void) | undefined} */
  let waiting;
  /** @type {number | undefined} */
  let statusTimer;

  /** @param {number} place */
  function activate(place) {
    active = place;
    options.forEach((option, each) => {
      option.ariaSelected = String(each === active);
    });
    field.setAttribute("aria-activedescendant", options[active]?.id ?? "");
  }

  function open() {
    list.hidden = false;
    field.ariaExpanded = "true";
  }

  function close() {
    list.hidden = true;
    field.ariaExpanded = "false";
    turn++; // what is still to come is not wanted
    activate(-1);
  }

  /**
   * @param {Hit} hit
   * @param {string} query
   */
  function optionOf({ entry, snippet, inText }, query) {
    const { more } = search;
    const link = entryLink(index.entries[entry], query, more?.marked, more?.asideOf(entry));
    if (inText) link.classList.add("in-text");
    if (snippet) link.append(element("span", "quote", ...withMarks(snippet)));
    return link;
  }

  /** @param {string} query */
  function linkToAll(query) {
    const link = element(
      "a",
      "all",
      index.file.all.replace("%s", () => query),
    );
    link.href = `${form.action}?q=${encodeURIComponent(query)}`;
    return link;
  }

  /**
   * Show what was found. While a pointer is down, the list under it stays: a click is on the link that was
   * pressed.
   *
   * @param {string} query
   * @param {Hit[]} hits
   * @param {boolean} isWhole  whether nothing more is to come
   */
  function show(query, hits, isWhole) {
    const mine = turn;
    if (pointerIsDown) {
      waiting = () => {
        if (mine === turn) show(query, hits, isWhole);
      };
      return;
    }
    const kept = shownQuery === query && options[active]?.href;
    shownQuery = query;
    options = [...hits.map((hit) => optionOf(hit, query)), linkToAll(query)];
    options.forEach((option, place) => {
      option.id = `search--${place}`;
      option.role = "option";
      option.tabIndex = -1;
    });
    list.replaceChildren(...options);
    list.ariaBusy = String(!isWhole);
    open();
    activate(
      Math.max(
        options.findIndex((option) => option.href === kept),
        hits.length > 0 ? 0 : -1,
      ),
    );
    clearTimeout(statusTimer);
    statusTimer = setTimeout(() => {
      status.textContent = search.more?.say(hits.length, isWhole) ?? "";
    }, SILENCE);
  }

  async function update() {
    const query = field.value.trim();
    turn++;
    const mine = turn;
    if (!fold(query)) {
      close();
      return;
    }
    index = await search.ready;
    if (mine !== turn) return;
    const named = find(index, query, search.more?.near).slice(0, NAMES);
    show(
      query,
      named.map(([entry]) => ({ entry })),
      false,
    );
    const more = await search.loadMore();
    more.follow(query, () => mine === turn, show);
  }

  /** @param {number} step */
  function move(step) {
    activate((active + step + options.length) % options.length);
    options[active].scrollIntoView({ block: "nearest" });
  }

  /**
   * What a key does, if it is one of the list's.
   *
   * @param {string} key
   * @returns {(() => void) | undefined}
   */
  function actionOf(key) {
    const step = STEPS[key];
    if (step) return list.hidden ? update : () => move(step);
    if (list.hidden) return undefined;
    if (key === "Escape") return close;
    return key === "Enter" && options[active] ? () => options[active].click() : undefined;
  }

  function pointerUp() {
    pointerIsDown = false;
    setTimeout(() => {
      // After the click.
      waiting?.();
      waiting = undefined;
    });
  }

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const action = actionOf(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  });
  field.addEventListener("focus", update);
  list.addEventListener("pointerdown", () => {
    pointerIsDown = true;
  });
  addEventListener("pointerup", pointerUp);
  addEventListener("pointercancel", pointerUp);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  update();
}
