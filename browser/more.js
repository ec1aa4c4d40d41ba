// What a term page does when a reader asks for it; loaded by site.js.

import { act } from "./more/actions.js";
import { leadToFiles } from "./more/disk.js";
import { markSentence } from "./more/sentence.js";
import { explainSymbols } from "./more/symbols.js";
import { addWays } from "./more/ways.js";

window.glossgenMore = { act, addWays, markSentence };
explainSymbols();
if (location.protocol === "file:") leadToFiles();
