// Search by sound, by errors and in texts, and the search page. Loaded by search.js after the first query.

import { namesWithBrackets } from "./search/brackets.js";
import { makeEverything } from "./search/everything.js";
import { find } from "./search/find.js";
import { makeFollow } from "./search/follow.js";
import { makeNear } from "./search/near.js";
import { attachPage } from "./search/page.js";
import { makeTexts } from "./search/texts.js";
import { marked } from "./text/marks.js";

/** @type {import("./search/search.js").MoreMaker} */
function makeMore(index, file, load) {
  index.names = namesWithBrackets(index);
  const near = makeNear(index);
  /** @param {string} query */
  const findWithGuesses = (query) => find(index, query, near, true);
  const everything = makeEverything(index, findWithGuesses, makeTexts(index, load));
  const { found, none, searching, category, note } = file.messages;
  return {
    near,
    marked,
    find: findWithGuesses,
    everything,
    follow: makeFollow(findWithGuesses, everything),
    asideOf: (entry) => ["", category, note][index.entries[entry].kind],
    say: (count, isWhole) => (isWhole ? (count > 0 ? found : none) : searching).replace("%s", String(count)),
    file,
  };
}

const search = /** @type {import("./search/search.js").Search} */ (window.glossgenSearch);
search.makeMore = makeMore;
if (search.onSearchPage) attachPage(search);
