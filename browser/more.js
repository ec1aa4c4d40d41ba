// What a term page does when a reader asks for it; loaded by site.js.

import { copy } from "./more/copy.js";
import { markSentence } from "./more/sentence.js";
import { explainSymbols } from "./more/symbols.js";
import { addWays } from "./more/ways.js";

window.glossgenMore = { addWays, copy, markSentence };
explainSymbols();
