// Names that come near a query: they sound alike, have its words or initials, are misspelt, or stand inside of it.
// Loaded by search.js.
(() => {
  "use strict";
  const search = window.glossgenSearch, { bare, fold, column, rank, offer, lookup, names, entries } = search;

  // What a text sounds like: kana, and every usual way to write them in Latin letters, come to the same.
  const SOUNDS = { ん: "n", ふ: "fu", ぢ: "zi", づ: "zu", を: "o", ゐ: "i", ゑ: "e", ゔ: "bu", っ: "" };
  for (const row of "あいうえお,kかきくけこ,gがぎぐげご,sさしすせそ,zざじずぜぞ,tたちつてと,dだ--でど,nなにぬねの,hはひ-へほ,bばびぶべぼ,pぱぴぷぺぽ,mまみむめも,yや-ゆ-よ,rらりるれろ,wわ,<ぁぃぅぇぉ,<yゃ-ゅ-ょ,<wゎ".split(",")) {
    const [, lead, kana] = row.match(/^([a-z<]*)(.*)/);
    [...kana].forEach((char, i) => { SOUNDS[char] = lead + "aiueo"[i]; });
  }
  const SPELLINGS = [
    [/[ie]<y/g, "y"], [/[oe]<([iu])/g, "$1"], [/([fb])u<(?=[aieo])/g, "$1"], [/u<([aieo])/g, "w$1"],
    [/i<([aueo])/g, "y$1"], [/</g, ""], [/sh/g, "sy"], [/[tc]?ch/g, "ty"], [/j/g, "zy"], [/ts/g, "t"],
    [/([td])h/g, "$1"], [/hu/g, "fu"], [/v/g, "b"], [/([stz])yi/g, "$1i"], [/wo/g, "o"],
    [/m(?=[bpm])/g, "n"], [/ou/g, "o"], [/([a-z])\1+/g, "$1"],
  ];
  const sound = (text) => SPELLINGS.reduce((made, [spelling, as]) => made.replace(spelling, as),
    bare(text).normalize("NFC").replace(/[ぁ-ゖ]/g, (char) => SOUNDS[char]));

  const rows = entries.flatMap(({ all, reading }, i) => [...all.map((name, n) => [name, i, n && 1]), [reading, i, 0]]);
  const sounds = column(rows.filter(([name]) => /[ぁ-ヶ]/.test(name) && !/[㐀-鿿]/.test(name)), sound);
  search.sound = sound;
  search.hear = (word, best) => {
    const heard = sound(word);
    if (/^[a-z0-9]{2,}$/.test(heard)) rank(sounds, heard, 31, best);
    if (/^[a-z]{2,}$/.test(fold(word))) rank(initials, fold(word), 20, best);
  };

  // The first letters of names of several words, and words that stand apart in a name or in several.
  const short = rows.map(([name, i]) => [/^[ -~]+ /.test(name) ? (name.match(/\b[A-Z]/g) || []).join("") : "", i, 0]);
  const initials = column(short.filter(([name]) => name[1]), fold);
  search.apart = (words, best) => {
    const [first, ...others] = words.map((word) => lookup(word, new Map()));
    for (const [entry, score] of first) {
      const worst = Math.max(score, ...others.map((other) => other.get(entry) ?? NaN));
      if (worst) offer(best, entry, 300 + worst / 4);
    }
  };

  // The fewest slips of the finger from `wanted` to a string or to its beginning: a letter too much, missing,
  // wrong, or two in the wrong order (optimal string alignment).
  const table = Array.from({ length: 3 }, () => new Float64Array(64));
  function slips(wanted, string, most) {
    const width = Math.min(string.length, wanted.length + most);
    let [before, last, now] = table;
    for (let j = 0; j <= width; j++) last[j] = j;
    for (let i = 1; i <= wanted.length; i++) {
      let least = now[0] = i;
      for (let j = 1; j <= width; j++) {
        const same = wanted[i - 1] === string[j - 1];
        let fewest = Math.min(last[j] + 1, now[j - 1] + 1, same ? last[j - 1] : last[j - 1] + 1);
        if (i > 1 && j > 1 && wanted[i - 1] === string[j - 2] && wanted[i - 2] === string[j - 1]) fewest = Math.min(fewest, before[j - 2] + 1);
        now[j] = fewest;
        least = Math.min(least, fewest);
      }
      if (least > most) return most + 1;
      [before, last, now] = [last, now, before];
    }
    const beginning = Math.min(...last.subarray(0, width + 1)) + .5;
    return width === string.length ? Math.min(last[width], beginning) : beginning;
  }
  const letters = (string) => {
    let mask = 0;
    for (let i = 0; i < string.length; i++) mask |= 1 << string.charCodeAt(i);
    return mask;
  };
  function misspelt(column, wanted, most, hit) {
    if (wanted.length > 50) return;
    const { text, starts } = column, mask = letters(wanted);
    column.masks ??= starts.slice(1).map((end, row) => letters(text.slice(starts[row], end - 1)));
    column.masks.forEach((other, row) => {
      let missing = mask & ~other, count = 0;
      for (; missing; missing &= missing - 1) count++;
      if (count > most) return;
      const found = slips(wanted, text.slice(starts[row], starts[row + 1] - 1), most);
      if (found <= most + .5) hit(row, found);
    });
  }

  // Guesses where few names fit: misspelt names, then names that stand inside of what was asked.
  search.guess = (query, best) => {
    const whole = fold(query), heard = sound(query), latin = /^[!-~]+$/.test(whole), length = whole.length;
    const most = length < (latin ? 4 : 3) ? 0 : length < (latin ? 8 : 6) ? 1 : 2;
    if (most) misspelt(names, whole, most, (row, found) => offer(best, names.entry[row], 400 + 20 * found + names.behind[row]));
    if (latin && heard.length > 4) misspelt(sounds, heard, most, (row, found) => offer(best, sounds.entry[row], 405 + 20 * found));
    names.entry.forEach((entry, row) => {
      const name = names.text.slice(names.starts[row], names.starts[row + 1] - 1);
      if (name.length > 1 && whole.includes(name)) offer(best, entry, 600 - name.length);
    });
  };
})();
