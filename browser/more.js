// What a term page does when a reader asks for it; loaded by site.js.

import { act } from "./more/actions.js";
import { leadToFiles } from "./more/disk.js";
import { showMargin } from "./more/margin.js";
import { attachCards, showSheet } from "./more/preview.js";
import { markSentence } from "./more/sentence.js";
import { explainSymbols } from "./more/symbols.js";

window.glossgenMore = { act, markSentence, showSheet };
attachCards();
showMargin();
explainSymbols();
if (location.protocol === "file:") leadToFiles();
