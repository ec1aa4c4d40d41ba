// What a text sounds like: kana, and every usual way to write them in Latin letters, come to the same.
// Held to tests/search/sounds.tsv.

import { bare } from "./fold.js";

const VOWELS = "aiueo";

/** Kana by their consonant, in the order of the vowels. `<` stands before a small one, and joins it to the last. */
const ROWS = {
  "": "あいうえお",
  k: "かきくけこ",
  g: "がぎぐげご",
  s: "さしすせそ",
  z: "ざじずぜぞ",
  t: "たちつてと",
  d: "だ--でど",
  n: "なにぬねの",
  h: "はひ-へほ",
  b: "ばびぶべぼ",
  p: "ぱぴぷぺぽ",
  m: "まみむめも",
  y: "や-ゆ-よ",
  r: "らりるれろ",
  w: "わ",
  "<": "ぁぃぅぇぉ",
  "<y": "ゃ-ゅ-ょ",
  "<w": "ゎ",
};

/** @type {Record<string, string>} */
const SOUNDS = { ん: "n", ふ: "fu", ぢ: "zi", づ: "zu", を: "o", ゐ: "i", ゑ: "e", ゔ: "bu", っ: "" };
for (const [consonant, row] of Object.entries(ROWS)) {
  [...row].forEach((kana, place) => {
    SOUNDS[kana] = consonant + VOWELS[place];
  });
}

/** What is written in several ways, and the one that stands for them; in this order. @type {[RegExp, string][]} */
const SPELLINGS = [
  [/[ie]<y/g, "y"],
  [/[oe]<([iu])/g, "$1"],
  [/([fb])u<(?=[aieo])/g, "$1"],
  [/u<([aieo])/g, "w$1"],
  [/i<([aueo])/g, "y$1"],
  [/</g, ""],
  [/sh/g, "sy"],
  [/[tc]?ch/g, "ty"],
  [/j/g, "zy"],
  [/ts/g, "t"],
  [/([td])h/g, "$1"],
  [/hu/g, "fu"],
  [/v/g, "b"],
  [/([stz])yi/g, "$1i"],
  [/wo/g, "o"],
  [/m(?=[bpm])/g, "n"],
  [/ou/g, "o"],
  [/([a-z])\1+/g, "$1"],
];

/** @param {string} text */
export function sound(text) {
  const latin = bare(text)
    .normalize("NFC")
    .replace(/[ぁ-ゖ]/g, (kana) => SOUNDS[kana]);
  return SPELLINGS.reduce((heard, [spelling, standard]) => heard.replace(spelling, standard), latin);
}
