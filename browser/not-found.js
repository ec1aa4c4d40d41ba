// The 404 page: it goes to the page that was meant, or offers the nearest, in the language of the address.

import { showIn } from "./not-found/language.js";
import { chosen, elsewhere, offered } from "./not-found/meant.js";
import { readNames } from "./search/entries.js";
import { makeLoader } from "./search/load.js";

const MOST = 3;
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

/** The address of a page that is no term's, and differs from the asked one by its case; else empty. */
async function other() {
  const root = new URL("..", here);
  const answer = await fetch(new URL("search/addresses.json", root));
  const found = answer.ok ? elsewhere(await answer.json(), root.pathname, location) : undefined;
  return found === undefined ? "" : new URL(found, root).href + location.hash;
}

async function lead() {
  await showIn(location.pathname);
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".search"));
  if (!form) return;
  const base = form.action.replace(/[^/]*$/, "");
  const load = makeLoader(base);
  const file = /** @type {import("./text/tables.js").NamesFile} */ (await load("names"));
  const index = readNames(file, { base, onDisk: false });
  const home = new URL("..", base).pathname;
  const found = chosen(index, home, location) || (await other());
  if (found) {
    location.replace(found);
    return;
  }
  const entries = offered(index, location).slice(0, MOST);
  const list = /** @type {HTMLElement} */ (document.querySelector(".meant"));
  for (const { href, names } of entries) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = names[0];
    const item = document.createElement("li");
    item.append(link);
    list.querySelector("ul")?.append(item);
  }
  list.hidden = entries.length === 0;
}

lead();
