// Search in texts: marks, snippets, and the search page. Loaded by search.js after the first query.
(() => {
  "use strict";
  const search = window.glossgenSearch, { fold, element, load } = search;
  const BREAK = "\u2029", CHUNK = 16, CHECKED = 80;
  const wordsOf = (query) => query.split(/\s+/).map(fold).filter(Boolean);

  const known = new Map(), foldChar = (char) => known.get(char) ?? known.set(char, [...fold(char)]).get(char);

  // A text with the words marked: a list of pieces, every second one a match.
  search.marked = (text, words) => {
    const chars = text.match(/[^][\p{M}ﾞﾟ゛゜]*/gu) || [], at = [], on = [];
    const folded = chars.map((char, i) => foldChar(char).map((each) => (at.push(i), each.length > 1 && at.push(i), each)).join("")).join("");
    for (const word of words) {
      for (let from = folded.indexOf(word); word && from >= 0; from = folded.indexOf(word, from + word.length)) {
        for (let i = at[from]; i <= at[from + word.length - 1]; i++) on[i] = true;
      }
    }
    const pieces = [""];
    chars.forEach((char, i) => {
      if (!on[i] === (pieces.length % 2 === 0)) pieces.push("");
      pieces[pieces.length - 1] += char;
    });
    return pieces;
  };

  // The texts: all of them in one file, or in files of CHUNK entries.
  const texts = [];
  let all;
  async function textsOf(numbers) {
    if (!search.shards) texts.push(...(texts.length ? [] : (await load("text", search.version)).split("\n")));
    const files = new Set(search.shards ? numbers.map((number) => number / CHUNK | 0) : []);
    await Promise.all([...files].map(async (file) => {
      (await load("text-" + file, search.version)).split("\n").forEach((text, i) => { texts[file * CHUNK + i] = text; });
    }));
    return numbers.map((number) => texts[number]);
  }

  // One file: everything folded once, a little at a time so that typing is not held up.
  async function folded() {
    await textsOf([]);
    const made = [];
    for (let i = 0; i < texts.length; i += 20) {
      made.push(texts.slice(i, i + 20).map(fold).join("\n"));
      if (i % 100 === 80) await new Promise((done) => setTimeout(done));
    }
    return made.join("\n");
  }
  async function lookThrough(word) {
    const text = await (all ??= folded()), found = new Map();
    let entry = 0, start = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (let end = text.indexOf("\n", start); end >= 0 && end < at; end = text.indexOf("\n", start)) {
        entry++;
        start = end + 1;
      }
      found.set(entry, (found.get(entry) || 0) + 1);
    }
    return found;
  }

  // Several files: the entries that have all pairs of letters of a word, then those that have the word.
  const VALUES = Object.fromEntries([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((char, i) => [char, i]));
  function entriesOf(line) {
    const found = [];
    let entry = -1, distance = 0, unit = 1;
    if (line[0] === ".") {
      for (let at = 1; at < line.length; at++) {
        for (let bits = VALUES[line[at]], number = 6 * at - 6; bits; bits >>= 1, number++) if (bits & 1) found.push(number);
      }
      return found;
    }
    for (const char of line) {
      const value = VALUES[char];
      distance += (value & 31) * unit;
      if (value > 31) unit *= 32;
      else {
        found.push(entry += distance);
        [distance, unit] = [0, 1];
      }
    }
    return found;
  }
  async function entriesWith(bigram) {
    const [a, b] = [...bigram].map((char) => char.codePointAt());
    const shard = "\n" + await load("grams-" + (a * 31 + b) % search.shards, search.version) + "\n";
    const at = shard.indexOf("\n" + bigram) + 1 + bigram.length;
    return at > bigram.length ? entriesOf(shard.slice(at, shard.indexOf("\n", at))) : [];
  }
  async function lookUp(word) {
    const chars = [...word], bigrams = new Set();
    for (let i = 0; i + 1 < chars.length && bigrams.size < 10; i++) bigrams.add(chars[i] + chars[i + 1]);
    if (chars.length > 1) bigrams.add(chars.at(-2) + chars.at(-1));
    const lists = (await Promise.all([...bigrams].map(entriesWith))).sort((a, b) => a.length - b.length);
    const sets = lists.slice(1).map((list) => new Set(list));
    return new Map((lists[0] || []).filter((entry) => sets.every((set) => set.has(entry))).map((entry) => [entry, 1]));
  }
  async function checked(candidates, words, wanted) {
    const found = [];
    for (let i = 0; i < Math.min(candidates.length, CHECKED) && found.length < wanted; i += 10) {
      const some = candidates.slice(i, i + 10);
      (await textsOf(some)).forEach((text, n) => {
        const whole = fold(text) + BREAK + search.entries[some[n]].names.map(fold);
        if (words.every((word) => whole.includes(word))) found.push(some[n]);
      });
    }
    return found.slice(0, wanted);
  }

  // The entries, apart from `known`, whose texts and names have all words of a query: those with the words one
  // after the other first, then the more often they are there, then the more an entry is used.
  async function inTexts(query, known, wanted) {
    const words = wordsOf(query), phrase = fold(query), count = new Map();
    const find = search.shards ? lookUp : lookThrough;
    const [together, ...apart] = await Promise.all([phrase, ...(words.length > 1 ? words : [])].map(find));
    for (const [entry, times] of together) count.set(entry, 100 + times);
    const named = apart.map((found, i) => new Map([...found, ...search.entries.flatMap((entry, n) =>
      entry.names.some((name) => fold(name).includes(words[i])) ? [[n, 1]] : [])]));
    for (const entry of named[0]?.keys() || []) {
      if (!count.has(entry) && named.every((found) => found.has(entry))) count.set(entry, Math.min(...named.map((found) => found.get(entry))));
    }
    known.forEach((entry) => count.delete(entry));
    const ranked = [...count].sort((a, b) => b[1] - a[1] || search.entries[b[0]].uses - search.entries[a[0]].uses || a[0] - b[0]);
    const candidates = ranked.map(([entry]) => entry);
    return search.shards ? checked(candidates, words, wanted) : candidates.slice(0, wanted);
  }
  async function withSnippets(numbers, query) {
    const given = await textsOf(numbers), words = wordsOf(query), phrase = fold(query);
    return numbers.map((number, i) => [number, snippet(given[i], phrase, words)]);
  }

  // What a query finds, as [number, snippet]: `most` names, `more` texts, then the guesses. A name without text
  // search has no snippet where that would take a file for each.
  search.everything = async (query, most, more, snippets) => {
    const named = search.find(query, true), sure = named.filter(([, score]) => score < 400).map(([entry]) => entry);
    const guessed = named.slice(sure.length).map(([entry]) => entry), known = new Set(sure);
    const found = await withSnippets(await inTexts(query, sure, more), query);
    found.forEach(([entry]) => known.add(entry));
    const names = sure.slice(0, most), rest = guessed.filter((entry) => !known.has(entry)).slice(0, most);
    const shown = snippets ? await withSnippets(search.shards ? names.slice(0, 10) : names, query) : [];
    return [...shown, ...names.slice(shown.length).map((entry) => [entry]), ...found, ...rest.map((entry) => [entry])];
  };

  // The sentence that has the phrase, or else the first word; marked, and not much longer than two lines.
  function snippet(text, phrase, words) {
    const sentences = text.match(/[^。．！？\u2029]+[。．！？]?/g) || [""];
    const having = (word) => sentences.findIndex((sentence) => fold(sentence).includes(word));
    const [at = 0] = [phrase, ...words].map(having).filter((index) => index >= 0);
    const whole = sentences[at].trim() + (sentences[at].length < 40 ? sentences[at + 1] || "" : "");
    const pieces = search.marked(whole, fold(whole).includes(phrase) ? [phrase] : words);
    const before = pieces.length > 1 ? Math.max(0, pieces[0].length - 40) : 0;
    if (before) pieces[0] = "…" + pieces[0].slice(before);
    let room = 110;
    return pieces.map((piece) => {
      const shown = piece.slice(0, Math.max(0, room));
      room -= piece.length;
      return shown + (room < 0 && shown ? "…" : "");
    });
  }

  // The search page: a list that follows the field, and an address that keeps the query.
  if (!search.page) return;
  const { form } = search, input = form.q, note = document.querySelector(".search-note");
  const list = document.querySelector(".search-results"), status = document.querySelector(".search-status");
  let turn = 0;
  async function show() {
    const query = input.value.trim(), mine = ++turn;
    await search.ready;
    note.hidden = true;
    if (mine !== turn) return;
    render(query, search.find(query).slice(0, 10).map(([entry]) => [entry]), true);
    await new Promise((done) => setTimeout(done, 150));
    if (mine !== turn) return;
    const found = fold(query) ? await search.everything(query, 50, 50, true) : [];
    if (mine === turn) render(query, found);
  }
  function render(query, results, more) {
    const links = () => [...list.querySelectorAll("a")], focused = links().find((link) => link === document.activeElement);
    list.replaceChildren(...results.map(([number, snippet]) => element("li", {},
      search.link(search.entries[number], query), element("p", { className: "quote" }, snippet || ""))));
    if (focused) (links().find((link) => link.href === focused.href) || input).focus();
    clearTimeout(show.timer);
    show.timer = setTimeout(() => {
      const [found, none] = search.messages;
      status.textContent = results.length ? found.replace("%s", results.length) : fold(query) && !more ? none : "";
      try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (error) { /* from the disk */ }
    }, 300);
  }
  input.value = new URLSearchParams(location.search).get("q") || input.value;
  input.addEventListener("input", (event) => { if (!event.isComposing) show(); });
  input.addEventListener("compositionend", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], links = [input, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (!step || at < 0 || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    links[Math.max(0, Math.min(at + step, links.length - 1))].focus();
  });
  if (!input.value) input.focus();
  show();
})();
