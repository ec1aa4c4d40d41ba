// The search of a page, as its scripts share it.

import { readNames } from "./entries.js";
import { loadScript, makeLoader } from "./load.js";

/** @typedef {import("./entries.js").Index} Index */

/**
 * An entry that was found, and a sentence of its text, of which every second piece is marked.
 *
 * @typedef {object} Hit
 * @property {number} entry
 * @property {string[]} [snippet]
 * @property {boolean} [inText]  whether only its text has what was looked for
 */

/**
 * What search-more.js adds.
 *
 * @typedef {object} More
 * @property {import("./find.js").Near} near
 * @property {import("./elements.js").Marker} marked
 * @property {(query: string) => [number, number][]} find  entries by their names, with guesses; see find.js
 * @property {ReturnType<typeof import("./everything.js").makeEverything>} everything
 * @property {ReturnType<typeof import("./follow.js").makeFollow>} follow  what a first list of names becomes
 * @property {(entry: number) => string} asideOf  what a category or a note is called
 * @property {(count: number, isWhole: boolean) => string} say  how many were found
 * @property {import("../text/tables.js").FieldsFile} file
 */

/**
 * Makes what search-more.js adds, of the index and of what loads more files of it.
 *
 * @typedef {(index: Index, file: import("../text/tables.js").FieldsFile, load: ReturnType<typeof makeLoader>) => More} MoreMaker
 */

/**
 * What `window.glossgenSearch` is: the one thing that search.js and search-more.js share.
 *
 * They are two classic scripts, each bundled from modules like this one, since a page that was opened from the
 * disk may load neither modules nor anything by `import()`: its origin is opaque, and modules are fetched by
 * the rules of CORS. They are two, as the first suggestion should not wait for what only a whole list needs.
 *
 * @typedef {object} Search
 * @property {HTMLFormElement} form
 * @property {HTMLInputElement} field
 * @property {boolean} onSearchPage
 * @property {Promise<Index>} ready  the index, when its names are there
 * @property {Index} [index]  set when it is there
 * @property {() => Promise<More>} loadMore  loads search-more.js, once
 * @property {More} [more]  set when that is there
 * @property {MoreMaker} [makeMore]  set by search-more.js
 */

/**
 * @param {HTMLFormElement} form
 * @param {string} moreScript  the address of search-more.js
 */
export function makeSearch(form, moreScript) {
  const base = form.action.replace(/[^/]*$/, "");
  const onDisk = location.protocol === "file:";
  if (onDisk) form.action = `${base}index.html`;
  const load = makeLoader(base);
  /** @type {Promise<More> | undefined} */
  let loading;

  async function loadIndex() {
    const file = /** @type {import("../text/tables.js").NamesFile} */ (await load("names"));
    search.index = readNames(file, { base, onDisk });
    return search.index;
  }

  async function startMore() {
    const [index, file] = await Promise.all([search.ready, load("fields"), loadScript(moreScript)]);
    const more = /** @type {MoreMaker} */ (search.makeMore)(index, /** @type {any} */ (file), load);
    search.more = more;
    return more;
  }

  /** @type {Search} */
  const search = {
    form,
    field: form.q,
    onSearchPage: form.matches(".search-main"),
    ready: Promise.resolve().then(loadIndex),
    loadMore() {
      loading ??= startMore();
      return loading;
    },
  };
  return search;
}
