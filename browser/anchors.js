// The first page of a long category: an anchor that it lacks leads to the page that has the entry now.

import { loadScript } from "./search/load.js";
import { decoded } from "./text/decoded.js";

async function lead() {
  const anchor = decoded(location.hash.slice(1));
  if (!anchor || document.getElementById(anchor)) return;
  const base = location.href.split(/[?#]/)[0].replace(/[^/]*$/, "");
  if (!window.glossgenAnchors) await loadScript(`${base}anchors.js`);
  const found = Object.entries(window.glossgenAnchors ?? {}).find((page) => page[1].includes(anchor));
  // A page that was opened from the disk has its file in the address.
  if (found)
    location.replace(base + found[0] + (/[^/]*$/.exec(location.pathname)?.[0] ?? "") + location.hash);
}

lead();
addEventListener("hashchange", lead);
