// Only on sites that set `offline`: it has the pages that a reader opens kept, and looks after one that was kept.

import { lookAfterKept } from "./offline/kept.js";

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../", src);

/** This page and what it has loaded came before the worker; searching by name is wanted next. */
function toKeep() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const search = /** @type {HTMLFormElement | null} */ (document.querySelector("form.search"))?.action;
  const names = search ? [search, new URL("names.js", search).href] : [];
  const scripts = ["static/search.js", "static/search.css"].map((path) => new URL(path, root).href);
  return [location.href, root.href, ...loaded, ...names, ...scripts];
}

if ("serviceWorker" in navigator && window.isSecureContext) {
  const isFirst = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname }).catch(() => {});
  if (isFirst) navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(toKeep()));
}
lookAfterKept();
