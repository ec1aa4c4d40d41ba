// What follows the first list of names: the definition of the best, then the texts.

import { GUESS } from "./find.js";

/** @typedef {import("./search.js").Hit} Hit */

const NAMES = 6;
const TEXTS = 4;
/** More is looked for so long after the last key stroke, in milliseconds. */
const PAUSE = 150;
/** The texts are searched only so long after it where so many names fit: few readers need them then. */
const LONG_PAUSE = 900;
const ENOUGH = 5;

/**
 * @param {(query: string) => [number, number][]} find  entries by their names
 * @param {ReturnType<typeof import("./everything.js").makeEverything>} everything
 */
export function makeFollow(find, everything) {
  /**
   * @param {string} query
   * @param {() => boolean} isWanted  whether nothing else is looked for by now
   * @param {(query: string, hits: Hit[], isWhole: boolean) => void} show
   */
  return async function follow(query, isWanted, show) {
    const sure = find(query).filter(([, score]) => score < GUESS).length;
    if (sure >= ENOUGH) await later(PAUSE, 0);
    await later(sure >= ENOUGH ? LONG_PAUSE : sure > 0 ? PAUSE : 0, TEXTS);

    /**
     * @param {number} pause
     * @param {number} texts  how many entries are looked for in the texts
     */
    async function later(pause, texts) {
      await new Promise((done) => setTimeout(done, pause));
      if (!isWanted()) return;
      const found = await everything(query, { names: NAMES, texts });
      if (isWanted()) show(query, found, texts > 0);
    }
  };
}
