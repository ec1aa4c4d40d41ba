// The service worker of sites that set `offline`. The network comes first, always: what was kept is shown only where
// no answer comes, and a page then says so at its top, in its own words, without any script of its own.

import { digest } from "./offline/digest.js";
import { KEPT } from "./offline/kept.js";

/** @typedef {{ request: Request, data: string[], respondWith(answer: Promise<Response>): void, waitUntil(work: Promise<unknown>): void }} WorkerEvent */

const worker = /** @type {any} */ (self);
/** Several glossaries may share an origin. */
const CACHE = `glossgen ${worker.registration.scope}`;
/** The most files that are kept; those that were opened longest ago go first. */
const MOST = 2000;
/** How long a network may take, in milliseconds, where there is something else to show. */
const PATIENCE = 5000;
/** Other pages may stand below the site: they are left alone. */
const OWN = /<script [^>]*\bsite\.js"[^>]*>/;
const SCRIPT = /<script [^>]*\boffline\.js"[^>]*>/;

/** Whether a page has said that the site no longer wants a worker. */
let ended = false;

/**
 * Pages are one file whatever is asked of them.
 *
 * @param {string} url
 */
const fileOf = (url) => url.split(/[?#]/)[0];

/** @param {string} url */
const isOurs = (url) => url.startsWith(worker.registration.scope) && !fileOf(url).endsWith("/sw.js");

/**
 * @param {string} url
 * @param {Response} answer
 */
async function keep(url, answer) {
  if (!answer.ok || answer.redirected || answer.type !== "basic") return;
  const content = await answer.arrayBuffer();
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  const html = isPage ? new TextDecoder().decode(content) : "";
  if (isPage && !SCRIPT.test(html)) {
    if (OWN.test(html)) await end();
    return;
  }
  const headers = new Headers(answer.headers);
  headers.set(KEPT, new Date().toISOString());
  // What a page has loaded comes after the page, which may have ended all of this.
  if (!(isPage || (await caches.has(CACHE)))) return;
  const cache = await caches.open(CACHE);
  if (ended) return end(); // meanwhile: what was opened now is a new cache
  await cache.delete(fileOf(url));
  await cache.put(fileOf(url), new Response(content, { headers }));
  const files = await cache.keys();
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST)).map((file) => cache.delete(file)));
}

/** The site no longer wants a worker: nothing is left of it. */
async function end() {
  ended = true;
  await caches.delete(CACHE);
  await worker.registration.unregister();
}

/**
 * A kept page with the notice, which knows the digest of the page without it.
 *
 * @param {Response} kept
 */
async function withNotice(kept) {
  const content = await kept.arrayBuffer();
  const html = new TextDecoder().decode(content);
  const text = SCRIPT.exec(html)?.[0].match(/ data-notice="([^"]*)"/)?.[1] ?? "";
  const language = html.match(/<html lang="([^"]*)"/)?.[1];
  const date = new Date(kept.headers.get(KEPT) ?? 0);
  const shown = date.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  const notice = `<p class="behind" role="status" data-kept="${await digest(content)}">${text} <time datetime="${date.toISOString()}">${shown}</time></p>`;
  const headers = { "content-type": "text/html; charset=utf-8", [KEPT]: date.toISOString() };
  return new Response(html.replace(/<main\b[^>]*>/, `$&${notice}`), { headers });
}

/**
 * @param {Request} request
 * @param {WorkerEvent} event
 */
async function answerTo(request, event) {
  const kept = await caches.match(fileOf(request.url), { cacheName: CACHE });
  const fetched = fetch(request).then((answer) => {
    event.waitUntil(keep(request.url, answer.clone()));
    return answer;
  });
  if (!kept) return fetched;
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([fetched, tooLong]).catch(() => null);
  if (answer) return answer;
  fetched.catch(() => {});
  return kept.headers.get("content-type")?.startsWith("text/html") ? withNotice(kept) : kept;
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {WorkerEvent} */ event) =>
  event.waitUntil(Promise.all([caches.open(CACHE), worker.clients.claim()])),
);
worker.addEventListener("fetch", (/** @type {WorkerEvent} */ event) => {
  if (event.request.method !== "GET" || event.request.headers.has("range") || !isOurs(event.request.url))
    return;
  event.respondWith(answerTo(event.request, event));
});
worker.addEventListener("message", (/** @type {WorkerEvent} */ event) => {
  const files = [...new Set(event.data.filter(isOurs).map(fileOf))];
  event.waitUntil(Promise.allSettled(files.map(async (file) => keep(file, await fetch(file)))));
});
