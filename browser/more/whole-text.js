// The whole text of a term in its card, taken from the page of the term.

const STYLE = /(<[a-z][^<>]*?) style="[^"]*"/g;

/** Without the style sheet of formulas, MathML alone can be read; and the policy of such a page refuses styles. */
const isPlain = () => !document.querySelector("link[href*=katex]");

/**
 * A page of the site, to take parts of.
 *
 * @param {Response} answer
 */
export async function parse(answer) {
  const html = (await answer.text()).replace(isPlain() ? STYLE : /$^/, "$1");
  return new DOMParser().parseFromString(html, "text/html");
}

/**
 * The text on a page of the site, to be shown on this one.
 *
 * @param {string} address
 */
export async function fetchText(address) {
  const answer = await fetch(address);
  const text = (await parse(answer)).querySelector(".text");
  if (!text) throw new Error(`no text at ${address}`);
  setHere(text, answer.url);
  return text;
}

/**
 * Make a part of another page one of this page.
 *
 * @param {Element} part
 * @param {string} base  the address of the other page
 */
export function setHere(part, base) {
  for (const name of ["href", "src"]) {
    for (const each of part.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, new URL(String(each.getAttribute(name)), base).href);
    }
  }
  for (const each of part.querySelectorAll("[id]")) each.removeAttribute("id");
  if (isPlain()) for (const each of part.querySelectorAll(".katex-html")) each.remove();
}

/**
 * @param {HTMLElement} card
 * @param {string} address
 */
export async function showWholeText(card, address) {
  const text = await fetchText(address);
  if (card.isConnected) card.querySelector("p")?.replaceWith(text);
}
