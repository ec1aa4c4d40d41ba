// What search compares: `fold` says of two texts whether they are the same to a reader. The tables come from
// Python (glossgen/text/search_folding.py), which folds the texts of the index in the same steps; both are held to
// tests/search/folding.tsv.

import { DROPPED, ENLARGED, KATAKANA, KATAKANA_SHIFT } from "./tables.js";

/**
 * Replace every character of a class by the one so many code points away.
 *
 * @param {string} text
 * @param {RegExp} characters
 * @param {number} distance
 */
export function shift(text, characters, distance) {
  return text.replace(characters, (character) => String.fromCharCode(character.charCodeAt(0) + distance));
}

/**
 * Katakana as hiragana.
 *
 * @param {string} text
 */
export function hiragana(text) {
  return shift(text, KATAKANA, KATAKANA_SHIFT);
}

/**
 * The text without width, case, accents and separators, in hiragana, decomposed (NFKD).
 *
 * @param {string} text
 */
export function bare(text) {
  return hiragana(text.normalize("NFKD").toLowerCase().replace(DROPPED, ""));
}

/**
 * The form in which texts are compared. Folding twice changes nothing.
 *
 * @param {string} text
 */
export function fold(text) {
  let folded = bare(text);
  for (const [characters, distance] of ENLARGED) folded = shift(folded, characters, distance);
  return folded.normalize("NFC");
}

/**
 * The words of a query, folded. Spaces are between them.
 *
 * @param {string} query
 */
export function foldedWords(query) {
  return query.split(/\s+/).map(fold).filter(Boolean);
}
