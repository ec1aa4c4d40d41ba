// When a card comes again, by the system of Leitner (So lernt man lernen, 1972): a card that was known moves to the
// next box, one that was not goes back to the first. Each box waits twice as long as the one before it.

import { recall, remember } from "../page/memory.js";

/** @typedef {[box: number, due: number]} Card  its box, and the day from which on it is asked */
/** @typedef {{ [path: string]: Card }} Boxes */

const KEY = "glossgen-cards";

/** The days that a card waits in each box: in the first it is asked again in the same round. */
const WAITS = [0, 1, 2, 4, 8, 16];

/** The most cards of a round that were never seen. */
const NEW = 20;

/** The number of the day at the reader's place, so that a card of yesterday evening is due in the morning. */
export function today(now = new Date()) {
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000);
}

/**
 * @param {Card | undefined} card
 * @param {boolean} known
 * @param {number} day
 * @returns {Card}
 */
export function graded(card, known, day) {
  const box = known ? Math.min((card?.[0] ?? 0) + 1, WAITS.length - 1) : 0;
  return [box, day + WAITS[box]];
}

/**
 * The cards of a round: those that are due, the longest waiting first, then some that are new. Where there are
 * none, all of them: a reader who goes on wants to.
 *
 * @param {string[]} paths
 * @param {Boxes} boxes
 * @param {number} day
 */
export function roundOf(paths, boxes, day) {
  const due = paths.filter((path) => boxes[path]?.[1] <= day).sort((a, b) => boxes[a][1] - boxes[b][1]);
  const found = [...due, ...paths.filter((path) => !boxes[path]).slice(0, NEW)];
  return found.length ? found : [...paths];
}

/** @returns {Boxes} */
export function readBoxes() {
  try {
    const entries = Object.entries(JSON.parse(recall(KEY) ?? "{}"));
    return Object.fromEntries(
      entries.filter(([, card]) => card?.every?.(Number.isInteger) && WAITS[card[0]] >= 0),
    );
  } catch {
    return {};
  }
}

/**
 * Remember a card beside those of other fields, which another tab may have changed meanwhile.
 *
 * @param {string} path
 * @param {Card} card
 */
export function keepCard(path, card) {
  remember(KEY, JSON.stringify({ ...readBoxes(), [path]: card }));
}
