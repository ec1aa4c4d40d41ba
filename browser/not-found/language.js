// A server has one page for all addresses that lead nowhere. Each other language has its own beside it.

/**
 * Show the page in the language of an address.
 *
 * @param {string} path
 */
export async function showIn(path) {
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (
    document.querySelectorAll("link[rel=alternate][hreflang]")
  );
  const other = [...links].find((link) => path.startsWith(new URL("./", link.href).pathname));
  if (!other || other.hreflang === document.documentElement.lang) return;
  const answer = await fetch(other.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [own, form] = [document, page].map(
    (each) => /** @type {HTMLFormElement} */ (each.querySelector(".search")),
  );
  own.action = form.action;
  own.q.placeholder = form.q.placeholder;
  own.q.ariaLabel = form.q.ariaLabel;
  form.replaceWith(own); // search listens to it already
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  document.title = page.title;
  for (const part of ["main", ".site-header", ".site-footer"]) {
    const [here, there] = [document, page].map((each) => each.querySelector(part));
    const [chosen, other] = [here, there].map((each) => each?.querySelector(".theme"));
    if (chosen) other?.replaceWith(chosen);
    if (there) here?.replaceWith(there);
  }
}
