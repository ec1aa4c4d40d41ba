// The term of the day, of those that the home page has; and the reader's language where several are to choose from.
// It runs before what stands behind it is drawn: nothing moves.

const terms = document.querySelectorAll(".daily article");
const now = new Date();
const day = Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000);
terms.forEach((term, place) => {
  term.classList.toggle("other", place !== day % terms.length);
});

/**
 * Whether two tags are of the same language; Chinese differs by script and region too.
 *
 * @param {string} tag
 * @param {string} other
 */
function isSame(tag, other) {
  const [a, b] = [tag, other].map((each) => new Intl.Locale(each).maximize());
  return a.language === b.language && a.script === b.script;
}

const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".choose a")]);
const wanted = navigator.languages.find((tag) => links.some((link) => isSame(link.hreflang, tag)));
const own = links.find((link) => wanted && isSame(link.hreflang, wanted));
own?.classList.add("own");
