// A round of cards: one item of the list is shown at a time, and the reader says whether its meaning was known.

import { graded, keepCard, readBoxes, roundOf, today } from "./leitner.js";

/** How far a finger moves, in CSS pixels, that means to answer. */
const SWIPE = 60;

export function attachRound() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  /** @template {Element} T @param {string} selector @returns {T} */
  const find = (selector) => /** @type {T} */ (main.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (find(".learn"));
  const grade = /** @type {HTMLElement} */ (find(".grade"));
  const done = /** @type {HTMLElement} */ (find(".done"));
  const begin = /** @type {HTMLButtonElement} */ (find(".learn button"));
  const [left, learned] = form.querySelectorAll("output");
  const answers = grade.querySelectorAll("button");
  const items = [...main.querySelectorAll(".deck > li")];
  const cards = new Map(
    items.map((item) => [/** @type {HTMLAnchorElement} */ (item.querySelector(".more a")).pathname, item]),
  );
  const paths = [...cards.keys()];
  const boxes = readBoxes();
  /** @type {string[]} */
  let round = roundOf(paths, boxes, today());

  const card = () => /** @type {HTMLDetailsElement} */ (find(".now > details"));

  function count() {
    left.value = String(round.length);
    learned.value = String(paths.filter((path) => boxes[path]?.[0] > 0).length);
  }

  /** Show the first card of the round, or that there is none. */
  function show() {
    for (const item of items) {
      item.classList.toggle("now", item === cards.get(round[0]));
      /** @type {HTMLDetailsElement} */ (item.firstElementChild).open = false;
    }
    const isOver = round.length === 0;
    main.classList.toggle("playing", !isOver);
    grade.hidden = isOver;
    begin.parentElement?.toggleAttribute("hidden", !isOver);
    done.hidden = !isOver;
    allow(false);
    count();
    if (isOver) end();
    else card().querySelector("summary")?.focus();
  }

  function end() {
    const next = Math.min(...paths.map((path) => boxes[path]?.[1] ?? 0));
    const shown = /** @type {HTMLElement} */ (done.querySelector("span"));
    const time = shown.querySelector("time") ?? document.createElement("time");
    const date = new Date(next * 86_400_000);
    time.dateTime = date.toISOString().slice(0, 10);
    time.textContent = date.toLocaleDateString(document.documentElement.lang, {
      dateStyle: "long",
      timeZone: "UTC",
    });
    shown.append(time);
    shown.hidden = next <= today();
    done.focus();
  }

  /** @param {boolean} isTurned */
  function allow(isTurned) {
    for (const button of answers) button.disabled = !isTurned;
  }

  /** @param {boolean} isKnown */
  function answer(isKnown) {
    const path = round.shift();
    if (!path) return;
    boxes[path] = graded(boxes[path], isKnown, today());
    keepCard(path, boxes[path]);
    if (!isKnown) round.push(path);
    show();
  }

  begin.addEventListener("click", () => {
    round = roundOf(paths, boxes, today());
    show();
  });
  answers.forEach((button, place) => {
    button.addEventListener("click", () => answer(place === 1));
  });
  // A details element tells that it was opened, whoever did it; its event does not rise.
  main.addEventListener(
    "toggle",
    ({ target }) => {
      const turned = /** @type {HTMLDetailsElement} */ (target);
      if (turned.parentElement?.matches(".now")) allow(turned.open);
    },
    { capture: true },
  );
  // Keys count while the card or its buttons have the focus (WCAG 2.1.4), and when it is turned.
  main.addEventListener("keydown", ({ key, altKey, ctrlKey, metaKey, target }) => {
    const place = ["1", "2"].indexOf(key);
    const inside = /** @type {Element} */ (target).closest(".now, .grade");
    if (place < 0 || altKey || ctrlKey || metaKey || !inside || answers[place].disabled) return;
    answer(place === 1);
  });
  let start = 0;
  main.addEventListener(
    "touchstart",
    ({ touches, target }) => {
      start = /** @type {Element} */ (target).closest(".now") ? touches[0].clientX : Number.NaN;
    },
    { passive: true },
  );
  main.addEventListener("touchend", ({ changedTouches }) => {
    const moved = changedTouches[0].clientX - start;
    if (Math.abs(moved) > SWIPE && !answers[0].disabled) answer(moved > 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  count();
}
