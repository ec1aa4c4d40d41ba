// How well a text answers a query: how early and how densely it has the words, and how rare these are.

/** How much a place counts falls by 1/e for each so many letters: what the first sentence says counts most. */
const NEAR_THE_BEGINNING = 60;
/** A word that fills this share of a text, or more, cannot fill it better. */
const DENSE = 1 / 150;
const IN_NAME = 5;
const ALL_WORDS = 4;
const TOGETHER = 3;
/** What is left of a Latin word that only begins inside of another word: “lock in” in “block information”. */
const INSIDE_A_WORD = 0.15;

/**
 * @typedef {object} Wanted
 * @property {string} word  folded
 * @property {number} rarity
 * @property {(spaced: () => string) => boolean} begins  whether a text has it at the beginning of a word
 */

/**
 * @param {string} word  folded
 * @param {number} count  of entries that have it
 * @param {number} all  how many entries there are
 * @returns {Wanted}
 */
export function makeWanted(word, count, all) {
  const pattern = /^[a-z0-9]+$/.test(word) && new RegExp(`(?<![a-z0-9])${[...word].join(" ?")}`);
  return {
    word,
    rarity: Math.log(1 + all / (count + 1)),
    begins: (spaced) => !pattern || pattern.test(spaced()),
  };
}

/**
 * How much an entry has of a word.
 *
 * @param {string} text  folded
 * @param {string[]} names  folded
 * @param {Wanted} wanted
 * @param {() => string} spaced  the text, folded but for the spaces between words
 */
function weight(text, names, { word, begins }, spaced) {
  const inName = names.some((name) => name.includes(word)) ? IN_NAME : 0;
  const place = text.indexOf(word);
  if (place < 0) return inName;
  let times = 0;
  for (let at = place; at >= 0; at = text.indexOf(word, at + word.length)) times++;
  const density = Math.min(1, times / text.length / DENSE);
  const found = 4 * Math.exp(-place / NEAR_THE_BEGINNING) + 2 * density + Math.log2(1 + times) / 2;
  return inName + found * (begins(spaced) ? 1 : INSIDE_A_WORD);
}

/**
 * How well an entry answers; more is better.
 *
 * @param {object} entry
 * @param {string} entry.text  folded
 * @param {string[]} entry.names  folded
 * @param {() => string} entry.spaced  the text, folded but for the spaces between words
 * @param {number} entry.uses
 * @param {Wanted[]} words
 * @param {Wanted} phrase  the words one after the other
 * @returns {{ worth: number, hasAll: boolean, hasSome: boolean }}
 */
export function weigh({ text, names, spaced, uses }, words, phrase) {
  const weights = words.map((word) => weight(text, names, word, spaced));
  const together = words.length > 1 ? weight(text, names, phrase, spaced) : 0;
  const rarity = words.reduce((sum, word) => sum + word.rarity, 0) || 1;
  const worth = weights.reduce((sum, each, place) => sum + each * words[place].rarity, 0) / rarity;
  const hasAll = together > 0 || weights.every((each) => each > 0);
  return {
    worth: worth + (hasAll ? ALL_WORDS : 0) + (together ? TOGETHER + together : 0) + uses / 4,
    hasAll,
    hasSome: together > 0 || weights.some((each) => each > 0),
  };
}
