// Names in brackets behind names: each is a whole name. Comes with search-more.js.

import { fold } from "../text/fold.js";
import { makeColumn } from "./column.js";
import { rowsOf } from "./entries.js";

const BRACKETS = /^(.+?) *[(（](.+)[)）]$/;

/**
 * What stands before the brackets of a name, and each name in them, with how much worse than the name that is. What
 * is no abbreviation of a name in Latin letters only qualifies it: AI of “Hallucination (AI)”.
 *
 * @param {string} name
 * @returns {[name: string, worse: number][]}
 */
export function namesIn(name) {
  const [, base, inner] = name.match(BRACKETS) ?? [];
  if (!base) return [];
  const initials = fold((base.match(/\b\w/g) ?? []).join(""));
  const isOther = !/^[ -~]+$/.test(base);
  const parts = inner.split(/[/／、,;]/).map((part) => {
    const isName = isOther || fold(part).replace(/s$/, "") === initials;
    return /** @type {[string, number]} */ ([part, isName ? 0.3 : 1.3]);
  });
  return [[base, 0.2], ...parts];
}

/**
 * All names and readings of an index, and those in the brackets of names.
 *
 * @param {import("./entries.js").Index} index
 */
export function namesWithBrackets({ entries }) {
  /** @type {import("./column.js").Row[]} */
  const inside = entries.flatMap(({ allNames }, number) =>
    allNames.flatMap((name, place) =>
      namesIn(name).map(
        ([text, worse]) => /** @type {import("./column.js").Row} */ ([text, number, worse + (place ? 1 : 0)]),
      ),
    ),
  );
  return makeColumn([...rowsOf(entries), ...inside], fold);
}
