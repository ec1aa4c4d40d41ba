// Search by sound, by errors and in texts, and the search page. Loaded by search.js after the first query.

import { makeEverything } from "./search/everything.js";
import { find } from "./search/find.js";
import { makeNear } from "./search/near.js";
import { attachPage } from "./search/page.js";
import { makeTexts } from "./search/texts.js";
import { marked } from "./text/marks.js";

/** @type {import("./search/search.js").MoreMaker} */
function makeMore(index, load) {
  const near = makeNear(index);
  /** @param {string} query */
  const findWithGuesses = (query) => find(index, query, near, true);
  const everything = makeEverything(index, findWithGuesses, makeTexts(index, load));
  return { near, marked, find: findWithGuesses, everything };
}

const search = /** @type {import("./search/search.js").Search} */ (window.glossgenSearch);
search.makeMore = makeMore;
if (search.onSearchPage) attachPage(search);
