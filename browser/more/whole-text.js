// The whole text of a term in its card, taken from the page of the term.

/**
 * @param {HTMLElement} card
 * @param {string} address
 */
export async function showWholeText(card, address) {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = page.querySelector(".text");
  if (!text || !card.isConnected) return;
  for (const name of ["href", "src"]) {
    for (const each of text.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, new URL(String(each.getAttribute(name)), answer.url).href);
    }
  }
  for (const each of text.querySelectorAll("[id], [interestfor]")) {
    each.removeAttribute("id");
    each.removeAttribute("interestfor");
  }
  // Without the style sheet of formulas, MathML alone can be read.
  if (!document.querySelector("link[href*=katex]")) {
    for (const each of text.querySelectorAll(".katex-html")) each.remove();
  }
  card.querySelector("p")?.replaceWith(text);
}
