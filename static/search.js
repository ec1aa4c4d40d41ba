// Search by name: folding, ranking, suggestions. Loaded when a reader turns to the search field. Names that
// only come near are the matter of search-near.js, texts that of search-text.js; both are loaded after the
// first query. glossgen/output/search/__init__.py describes the index.
(() => {
  "use strict";
  const here = document.currentScript.src;
  const form = document.querySelector(".search"), input = form.q, page = form.matches(".search-main");
  const disk = location.protocol === "file:", base = form.action.replace(/[^/]*$/, ""), BREAK = "\u2029";
  const loading = {}, values = {};
  let entries, messages, names, turn = 0;

  // Folding, as in glossgen.text.search_folding.
  const DROPPED = /[\u0300-\u036f\t-\r \u1680\u2028\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff\-\u2010-\u2015\u2212\u30fb\u00b7\u2027\u30fc\u301c~'"\u2018-\u201f._/]+/g;
  const shift = (text, chars, by) => text.replace(chars, (char) => String.fromCharCode(char.charCodeAt() + by));
  const hiragana = (text) => shift(text, /[ァ-ヶヽヾ]/g, -96);
  const bare = (text) => hiragana(text.normalize("NFKD").toLowerCase().replace(DROPPED, ""));
  const fold = (text) => shift(bare(text), /[ぁぃぅぇぉっゃゅょゎς]/g, 1).replace(/ゕ/g, "か").replace(/ゖ/g, "け").normalize("NFC");

  // Strings one after the other, each with the entry it belongs to and how much it stands behind a proper name.
  function column(rows, change) {
    const text = BREAK + change(rows.map((row) => row[0]).join(BREAK)) + BREAK, starts = [];
    for (let at = 0; at >= 0; at = text.indexOf(BREAK, at + 1)) starts.push(at + 1);
    return { text, starts, entry: rows.map((row) => row[1]), behind: rows.map((row) => row[2]) };
  }

  // Calls hit(row, tier, rest): tier 0 whole, 1 beginning, 2 inside; rest is what is left of the string.
  function scan(column, wanted, hit) {
    const { text, starts } = column;
    let row = 0;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[row + 1])) {
      while (starts[row + 1] <= at) row++;
      const rest = starts[row + 1] - 1 - starts[row] - wanted.length;
      hit(row, at > starts[row] ? 2 : rest ? 1 : 0, rest);
    }
  }

  // The entries that a query means, best first, as [number, score]; a lower score is better, guesses have 400 or more.
  function find(query, guess) {
    const best = new Map(), words = query.split(/\s+/).filter(fold);
    if (words[0]) lookup(query, best);
    if (words[1]) search.apart?.(words, best);
    if (guess && best.size < 5) search.guess(query, best);
    return [...best].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, 50);
  }
  function lookup(word, best) {
    rank(names, fold(word), 1, best);
    search.hear?.(word, best);
    return best;
  }
  function rank(column, wanted, worse, best) {
    scan(column, wanted, (row, tier, rest) => {
      const entry = column.entry[row];
      offer(best, entry, tier * 100 + Math.min(rest, 40) + column.behind[row] * 2 + worse - entries[entry].uses / 2 + 2);
    });
  }
  const offer = (best, entry, score) => best.get(entry) <= score || best.set(entry, score);

  // The index files come as scripts, so that a page opened from the disk may have them too.
  window.glossgenIndex = (name, value) => { values[name] = value; };
  const script = (src) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
  });
  const load = (name, version = "") => loading[name] ??= script(base + name + ".js?" + version).then(() => values[name]);

  function decode([version, [terms, categories], firsts, others, readings, urls, uses, shards, texts]) {
    const rows = [];
    [firsts, others, readings, urls] = [firsts, others, readings, urls].map((text) => text.split("\n"));
    entries = firsts.map((first, i) => {
      const all = [first, ...others[i].split("\t").filter(Boolean)], code = readings[i], parts = code.split(" "), url = urls[i];
      const filled = first.replace(/[^ぁ-ゖァ-ヶー]+/g, () => kana(parts.shift() || ""));
      const reading = code[0] === "%" ? code.slice(1) : code[0] === "#" ? kana(code.slice(1)) : code || filled === first ? hiragana(filled) : "";
      const path = url[0] === "/" ? url.slice(1) : `terms/${all[url].toLowerCase().replace(/[\0-/:-@[-\x60{-\x7f・]+/g, "-").replace(/^-|-$/g, "")}/`;
      all.forEach((name, n) => rows.push([name, i, n && 1]));
      rows.push([reading, i, 0]);
      return {
        all, reading, names: all.filter((name) => name[0] !== " "), uses: +uses[i],
        kind: texts[i < terms ? 9 : i < terms + categories ? 3 : 4],
        href: base + "../" + encodeURI(path).replace(/#/g, "%23") + (disk && /\/$/.test(path) ? "index.html" : ""),
      };
    });
    messages = texts;
    names = column(rows, fold);
    Object.assign(search, { entries, version, shards, messages, names });
  }
  const kana = (code) => shift(code, /[(-}]/g, 12313).replace(/!/g, "ー");
  const search = window.glossgenSearch = { form, page, bare, fold, column, rank, offer, find, lookup, load, element };
  search.ready = load("names").then(decode);

  // Elements. `content` is a text, a list of pieces of which every second one is marked, or elements.
  function element(name, properties, ...content) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content.flat().map((piece, i) => i % 2 && typeof piece === "string" ? element("mark", {}, piece) : piece));
    return made;
  }
  // The link of an entry: its name, and what else it is called: the reading, the name that was meant.
  search.link = (entry, query) => {
    const show = search.marked || ((text) => [text]), words = query.split(/\s+/).map(fold).filter(Boolean);
    const other = entry.names.slice(1).find((name) => words.some((word) => fold(name).includes(word)));
    const asides = [entry.reading !== hiragana(entry.names[0]) && entry.reading, other, entry.kind];
    return element("a", { href: entry.href }, element("b", {}, show(entry.names[0], words)),
      ...asides.filter(Boolean).map((text) => element("span", { className: "aside" }, show(text, words))));
  };

  // Suggestions below the field of the header: a combobox with a list (WAI-ARIA Authoring Practices).
  const list = element("div", { className: "suggestions", id: "search--list", role: "listbox", hidden: true });
  const status = element("p", { className: "hidden", role: "status" });
  let options = [], active = -1, pressed, later;
  const pick = (number) => {
    active = number;
    options.forEach((option, i) => { option.ariaSelected = i === active; });
    input.setAttribute("aria-activedescendant", options[active]?.id || "");
  };
  const open = (yes) => {
    list.hidden = !yes;
    input.ariaExpanded = yes;
    if (yes) return;
    // What is still to come is not wanted.
    turn++;
    pick(-1);
  };
  // While a pointer is down, the list under it stays: a click is on the link that was pressed.
  function suggest(query, hits, more) {
    const mine = turn;
    if (pressed) return later = () => { if (mine === turn) suggest(query, hits, more); };
    const kept = suggest.query === query && options[active]?.href;
    suggest.query = query;
    options = hits.map(([number, snippet]) => {
      const link = search.link(entries[number], query);
      if (snippet) link.append(element("span", { className: "quote" }, snippet));
      return link;
    });
    options.push(element("a", { href: form.action + "?q=" + encodeURIComponent(query), className: "all" }, messages[2].replace("%s", () => query)));
    options.forEach((option, i) => Object.assign(option, { id: "search--" + i, role: "option", tabIndex: -1 }));
    list.replaceChildren(...options);
    open(true);
    pick(Math.max(options.findIndex((option) => option.href === kept), hits[0] ? 0 : -1));
    clearTimeout(suggest.timer);
    suggest.timer = setTimeout(() => { status.textContent = more && !hits[0] ? "" : messages[+!hits[0]].replace("%s", hits.length); }, 500);
  }
  const loadMore = () => search.more ??= Promise.all(["near", "text"].map((name) => script(here.replace(/(?=\.js)/, "-" + name))));
  async function update() {
    const query = input.value.trim(), mine = ++turn;
    if (!fold(query)) return open(false);
    await search.ready;
    if (mine !== turn) return;
    const named = find(query).slice(0, 6).map(([entry]) => [entry]);
    suggest(query, named, true);
    await loadMore();
    await new Promise((done) => setTimeout(done, named.length && 150));
    const found = mine === turn && await search.everything?.(query, 6, 4);
    if (mine === turn && found) suggest(query, found);
  }
  function keydown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && list.hidden) update();
    else if (step) {
      pick((active + step + options.length) % options.length);
      options[active].scrollIntoView({ block: "nearest" });
    }
    else if (key === "Enter" && options[active] && !list.hidden) options[active].click();
    else if (key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
  }
  if (disk) form.action = base + "index.html";
  if (page) search.ready.then(loadMore);
  else {
    form.append(list, status);
    list.ariaLabel = input.ariaLabel;
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", (event) => { if (!event.isComposing) update(); });
    input.addEventListener("compositionend", update);
    input.addEventListener("keydown", keydown);
    input.addEventListener("focus", update);
    list.addEventListener("pointerdown", () => { pressed = true; });
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => {
      pressed = false;
      // After the click.
      setTimeout(() => { later = later?.(); });
    });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) open(false); });
    update();
  }
})();
