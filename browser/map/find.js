// Finding names on the map, as search finds them.

import { fold } from "../text/fold.js";

/**
 * What finds the numbers of the names that have a text in them.
 *
 * @param {string[]} names
 */
export function makeFinder(names) {
  /** @type {string[] | undefined} */
  let folded;

  /** @param {string} text  what was typed; it finds nothing where folding leaves nothing of it */
  return function find(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    folded ??= names.map(fold);
    return folded.flatMap((name, number) => (name.includes(wanted) ? [number] : []));
  };
}
