// Search by name: ranking and suggestions. Loaded when a reader turns to the search field, and on the search
// page. Names that only come near, texts and the list of the search page come with search-more.js, after the
// first query.

import { makeSearch } from "./search/search.js";
import { attachSuggestions } from "./search/suggestions.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const form = /** @type {HTMLFormElement} */ (document.querySelector(".search"));
const search = makeSearch(form, script.src.replace(/\.js$/, "-more.js"));
window.glossgenSearch = search;
if (search.onSearchPage) search.loadMore();
else attachSuggestions(search);
