// Two definitions side by side: each is taken from the page of its term. Without a server there is nothing to take.

import { compare } from "./compare/compare.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
compare(script.src.replace("compare.js", "search.js"));
