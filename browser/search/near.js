// Names that come near a query: they sound alike, have its words or initials, are misspelt, or stand inside
// of it. Comes with search-more.js.

import { fold, foldedWords } from "../text/fold.js";
import { asked, stem, wordsOf } from "../text/questions.js";
import { sound } from "../text/sound.js";
import { makeColumn, stringAt } from "./column.js";
import { rowsOf } from "./entries.js";
import { GUESS, lookUp, offer, rank } from "./find.js";
import { misspelt } from "./slips.js";

/** @typedef {import("./find.js").Scores} Scores */

/** The scores of each kind of match begin here. */
const BY_INITIALS = 20;
const BY_SOUND = 31;
/** A sound of so few letters is in many names. */
const SHORT_SOUND = 3;
const WORDS_APART = 300;
/** Surer than a guess: the name in another case or number, as контейнеры is of контейнер. */
const INFLECTED = GUESS - 50;
const ENDING = 2;
const SHORTEST_STEM = 4;
const MISSPELT = GUESS;
const MISSPELT_SOUND = GUESS + 5;
const INSIDE_QUERY = 600;
/** Of misspelt names that begin alike, the shorter one is nearer; it never counts as much as half a slip. */
const MOST_REST = 19;

/**
 * @param {import("./entries.js").Index} index
 * @returns {import("./find.js").Near}
 */
export function makeNear(index) {
  const rows = rowsOf(index.entries);
  const inKana = rows.filter(([name]) => /[ぁ-ヶ]/.test(name) && !/[㐀-鿿]/.test(name));
  const sounds = makeColumn(inKana, sound);
  const initials = makeColumn(initialsOf(rows), fold);

  /** @type {import("./find.js").Near["hear"]} */
  function hear(word, scores) {
    const heard = sound(word);
    const folded = fold(word);
    if (/^[a-z0-9]{2,}$/.test(heard)) {
      rank(index, sounds, heard, heard.length > SHORT_SOUND ? BY_SOUND : GUESS, scores);
    }
    if (/^[a-z]{2,}$/.test(folded)) rank(index, initials, folded, BY_INITIALS, scores);
  }

  const near = { hear, findAsked, guess };

  /** @type {import("./find.js").Near["findAsked"]} */
  function findAsked(query, scores) {
    const wanted = asked(query);
    if (wanted !== query && fold(wanted)) lookUp(index, wanted, scores, near);
    for (const each of new Set([query, wanted])) {
      const words = each.split(/\s+/).filter(fold);
      if (words.length > 1) findApart(words, scores);
    }
  }

  /**
   * Names that have all of some words.
   *
   * @param {string[]} words
   * @param {Scores} scores
   */
  function findApart(words, scores) {
    const [first, ...others] = words.map((word) => {
      /** @type {Scores} */
      const found = new Map();
      lookUp(index, word, found, near);
      return found;
    });
    for (const [entry, score] of first) {
      const found = others.map((other) => other.get(entry));
      if (found.includes(undefined)) continue;
      const worst = Math.max(score, .../** @type {number[]} */ (found));
      offer(scores, entry, WORDS_APART + worst / 4);
    }
  }

  /** @type {import("./find.js").Near["guess"]} */
  function guess(given, scores) {
    const query = asked(given);
    const whole = fold(query);
    const heard = sound(query);
    const isLatin = /^[!-~]+$/.test(whole);
    const most = slipsIn(whole.length, isLatin);
    const { names } = index;
    const words = foldedWords(wordsOf(query).join(" "));
    const stems = words.map(stem);
    if (words.length > 1) findApart(words, scores);
    if (stems.join() !== words.join()) findApart(stems, scores);
    inflect(whole, scores);
    if (most > 0) {
      misspelt(names, whole, most, (row, slips) => {
        const rest = Math.abs(stringAt(names, row).length - whole.length);
        const score = MISSPELT + 20 * slips + names.behind[row] + Math.min(rest, MOST_REST) / 2;
        offer(scores, names.entry[row], score);
      });
      if (isLatin && heard.length > 4) {
        misspelt(sounds, heard, most, (row, slips) => {
          offer(scores, sounds.entry[row], MISSPELT_SOUND + 20 * slips);
        });
      }
    }
    names.entry.forEach((entry, row) => {
      const name = stringAt(names, row);
      if (name.length > 1 && whole.includes(name)) offer(scores, entry, INSIDE_QUERY - name.length);
    });
  }

  /**
   * Names of which a word is another form, in scripts whose words have endings.
   *
   * @param {string} word
   * @param {Scores} scores
   */
  function inflect(word, scores) {
    const { names } = index;
    if (!/^\p{Alphabetic}+$/u.test(word) || /[぀-鿿]/.test(word)) return;
    names.entry.forEach((entry, row) => {
      if (differsInEnding(word, stringAt(names, row))) offer(scores, entry, INFLECTED + names.behind[row]);
    });
  }

  return near;
}

/**
 * Whether two words have the same stem, and endings of at most `ENDING` letters.
 *
 * @param {string} word
 * @param {string} other
 */
function differsInEnding(word, other) {
  const most = Math.min(word.length, other.length);
  let same = 0;
  while (same < most && word[same] === other[same]) same++;
  return same >= SHORTEST_STEM && Math.max(word.length, other.length) - same <= ENDING;
}

/**
 * How many slips of the finger are thought of in a query so long.
 *
 * @param {number} length
 * @param {boolean} isLatin
 */
function slipsIn(length, isLatin) {
  if (length < (isLatin ? 4 : 3)) return 0;
  return length < (isLatin ? 8 : 6) ? 1 : 2;
}

/**
 * The first letters of names of several English words; of words in capitals, which are abbreviations already, none.
 *
 * @param {import("./column.js").Row[]} rows
 * @returns {import("./column.js").Row[]}
 */
function initialsOf(rows) {
  return rows.flatMap(([name, entry]) => {
    const letters = /^[ -~]+ /.test(name) ? (name.match(/\b[A-Z](?![A-Z])/g) ?? []) : [];
    return letters.length > 1 ? [[letters.join(""), entry, 0]] : [];
  });
}
