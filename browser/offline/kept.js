// A page that the service worker had kept says so; when there is a network again, it is compared with the new one.

import { digest } from "./digest.js";

export const KEPT = "x-glossgen-kept";

/** When a network may be there again. */
const EVENTS = ["online", "visibilitychange", "focus"];

export function lookAfterKept() {
  const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-kept]"));
  if (!notice) return;
  const compare = async () => {
    const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
    if (!answer?.ok || answer.headers.has(KEPT)) return;
    for (const event of EVENTS) removeEventListener(event, compare);
    if ((await digest(await answer.arrayBuffer())) === notice.dataset.kept) notice.remove();
    else announce(notice);
  };
  for (const event of EVENTS) addEventListener(event, compare);
  if (navigator.onLine) compare();
}

/** @param {HTMLElement} notice */
function announce(notice) {
  const texts = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-changed]")).dataset;
  const link = document.createElement("a");
  link.href = location.pathname + location.search;
  link.textContent = texts.show ?? "";
  notice.replaceChildren(texts.changed ?? "", " ", link);
}
