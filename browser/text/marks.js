// Which parts of a text are what was looked for.

import { fold } from "./fold.js";

/** @type {Map<string, string[]>} */
const foldedCharacters = new Map();

/** @param {string} character  a character with its combining marks */
function foldCharacter(character) {
  let folded = foldedCharacters.get(character);
  if (!folded) {
    folded = [...fold(character)];
    foldedCharacters.set(character, folded);
  }
  return folded;
}

/**
 * A text cut where the words begin and end: a list of pieces, every second one a match.
 *
 * @param {string} text
 * @param {string[]} words  folded
 */
export function marked(text, words) {
  const characters = text.match(/[\s\S][\p{M}ﾞﾟ゛゜]*/gu) ?? [];
  let folded = "";
  /** For each code unit of `folded`, the character that it comes from. @type {number[]} */
  const origin = [];
  characters.forEach((character, index) => {
    for (const part of foldCharacter(character)) {
      folded += part;
      for (let unit = 0; unit < part.length; unit++) origin.push(index);
    }
  });
  /** @type {boolean[]} */
  const isMatch = characters.map(() => false);
  for (const word of words) {
    if (!word) continue;
    for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
      isMatch.fill(true, origin[from], origin[from + word.length - 1] + 1);
    }
  }
  const pieces = [""];
  characters.forEach((character, index) => {
    const inMatch = pieces.length % 2 === 0;
    if (isMatch[index] !== inMatch) pieces.push("");
    pieces[pieces.length - 1] += character;
  });
  return pieces;
}

const LONGEST_BEFORE = 40;
const LONGEST_SNIPPET = 110;
const SHORT_SENTENCE = 40;

/**
 * The sentence that has the phrase, or else the first word that is found; marked, and not much longer than
 * two lines.
 *
 * @param {string} text
 * @param {string} phrase  the whole query, folded
 * @param {string[]} words  folded
 */
export function snippet(text, phrase, words) {
  const sentences = text.match(/[^。．！？\u2029]+[。．！？]?/g) ?? [""];
  const places = [phrase, ...words].map((word) => sentences.findIndex((each) => fold(each).includes(word)));
  const at = places.find((place) => place >= 0) ?? 0;
  const next = sentences[at].length < SHORT_SENTENCE ? (sentences[at + 1] ?? "") : "";
  const first = sentences[at].trim();
  const apart = next && !/[。．！？]$/.test(first) ? " " : ""; // what has no stop is a heading, or a block
  const whole = first + apart + next;
  const pieces = marked(whole, fold(whole).includes(phrase) ? [phrase] : words);
  const cut = pieces.length > 1 ? Math.max(0, pieces[0].length - LONGEST_BEFORE) : 0;
  if (cut > 0) pieces[0] = `…${pieces[0].slice(cut)}`;
  let room = LONGEST_SNIPPET;
  return pieces.map((piece) => {
    const shown = piece.slice(0, Math.max(0, room));
    room -= piece.length;
    return shown + (room < 0 && shown ? "…" : "");
  });
}
