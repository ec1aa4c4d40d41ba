// The flash cards of a field: the list of the page, one card at a time.

import { attachRound } from "./cards/round.js";

attachRound();
