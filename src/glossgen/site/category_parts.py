"""Splits a long category page by the estimated size of its entries, before they are rendered.

The first page keeps the address of the category and lists its entries, so that anchors published there
always lead to their entries (`category_anchors`). The others are at `CATEGORY/2/` and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from glossgen.model import PAGE, Body, Key, Source, Term, TextRun
from glossgen.query import Database, query
from glossgen.site.fields import categories_named
from glossgen.site.queries import address_book
from glossgen.site.site import Site
from glossgen.site.values import LinkTo
from glossgen.sources.places import bodies
from glossgen.sources.queries import keys_in

LARGEST = 290_000
"""The estimated size in bytes above which a page is split, so that none is much larger than 300 kB."""

LISTED = 120_000
"""The most bytes of the first page that name the entries of later ones."""

_ENTRY, _LISTED, _ARTICLE = 650, 60, 240
"""Bytes of markup and structured data of an entry, of its line in the contents, of an article in a list."""

_ANCHOR = 32
"""The markup of an anchor."""

_NAMED = 5
"""How often the name and id of an entry occur on its page."""

_TEXT = 2.2
"""Bytes of the page for each byte of an entry's text, with its links.

It stays as it was, though pages are lighter: else entries of published sites would move to other pages.
"""

_FORMULA, _TEX = 500, 50
"""Bytes of the page for each formula, and for each character of its TeX."""


class CategoryPart(Struct, frozen=True):
    """A page of a category: its address, its title, its terms, and the first and last of them as text."""

    url: str
    title: str
    keys: tuple[Key, ...]
    span: str

    @property
    def link(self) -> LinkTo:
        """The link from the other pages of the category."""
        return LinkTo(self.url, self.span)


def file_parts(site: Site, source: Source) -> tuple[CategoryPart, ...]:
    """The pages of a file of entries."""
    later = site.db.get(later_entries, source.path)
    url, keys = site.addresses[(source.language, PAGE + source.path)], site.graph.keys_in(source.path)
    return _parts(site, url, source.title, keys, later)


def named_parts(site: Site, language: str, name: str) -> tuple[CategoryPart, ...]:
    """The pages of a category that front matter names."""
    later = site.db.get(later_articles, (language, name))
    keys = dict(site.db.get(categories_named, "")).get((language, name), ())
    return _parts(site, site.addresses.category(language, name), name, keys, later)


def _parts(
    site: Site, url: str, title: str, keys: Iterable[Key], later: Mapping[Key, str]
) -> tuple[CategoryPart, ...]:
    found: dict[str, list[Key]] = {url: []}
    for key in keys:
        found.setdefault(later.get(key, url), []).append(key)
    if len(found) == 1:
        return (CategoryPart(url, title, tuple(found[url]), ""),)
    made = []
    for each, own in found.items():
        span = " – ".join(dict.fromkeys(site.link(key, key[0]).text for key in (own[0], own[-1])))
        made.append(CategoryPart(each, title if each == url else f"{title}: {span}", tuple(own), span))
    return tuple(made)


# -- where a category is cut --------------------------------------------------------


@query(table=True, keep=str)
def later_entries(db: Database, path: str) -> dict[Key, str]:
    """The address of the page of each entry of a file that is not on the first page of the file."""
    site, texts = Site(db), db.get(bodies, path)
    known = {key: site.graph.terms[key] for key in db.part(keys_in, "", path) or ()}
    sizes = {key: _entry_size(term, texts.get(key, ())) for key, term in known.items()}
    if sum(sizes.values()) <= LARGEST:
        return {}
    url = site.addresses[(next(iter(known))[0], PAGE + path)]
    return _addresses(db, url, sizes, min(LISTED, sum(map(_listed_size, known.values()))))


@query(table=True, keep=str)
def later_articles(db: Database, category: tuple[str, str]) -> dict[Key, str]:
    """The same for the articles of a category, given by its language and name."""
    site = Site(db)
    keys = dict(db.get(categories_named, "")).get(category, ())
    sizes = {key: _article_size(site, key) for key in keys}
    if sum(sizes.values()) <= LARGEST:
        return {}
    return _addresses(db, site.addresses.category(*category), sizes, 0)


def _addresses(db: Database, url: str, sizes: Mapping[Key, int], contents: int) -> dict[Key, str]:
    """The addresses of the later pages of a category at `url`; `contents` bytes of the first page are used.

    The pages are about equally large, so that the last one does not hold just an entry or two.
    """
    total = contents + sum(sizes.values())
    share, before = total / -(-total // LARGEST), float(contents)
    shares: dict[Key, int] = {}
    for key, size in sizes.items():
        shares[key] = int((before + size / 2) // share)
        before += size
    numbers = {each: number for number, each in enumerate(dict.fromkeys(shares.values()), 1)}
    found = {key: numbers[each] for key, each in shares.items()}
    taken = {address for _, address in db.get(address_book, "").urls}
    is_free = not any(f"{url}{each}/" in taken for each in range(2, len(numbers) + 1))
    begin = url if is_free else f"{url}part-"  # another page of the glossary has such an address
    return {key: f"{begin}{number}/" for key, number in found.items() if number > 1}


def _entry_size(term: Term, body: Body) -> int:
    names = _size(term.id) + _size(" ".join(label.text for label in term.labels))
    text = sum(_size(part) if isinstance(part, str) else _run_size(part, _TEXT) for part in body)
    return _ENTRY + _NAMED * names + sum(map(_size, term.anchors)) + text


def _listed_size(term: Term) -> int:
    return listed_size(term.label, term.id, (term.id, *term.anchors))


def listed_size(name: str, address: str, anchors: Iterable[str]) -> int:
    """The bytes that the line of an entry in the contents is expected to take."""
    return _LISTED + _size(name) + _size(address) + sum(_ANCHOR + _size(each) for each in anchors)


def _article_size(site: Site, key: Key) -> int:
    summary, link = site.summary(key), site.link(key, key[0])
    text = _run_size(summary.text_run, 1) if summary else 0
    return _ARTICLE + 2 * (_size(link.url) + _size(link.text)) + text


def _run_size(run: TextRun, factor: float) -> int:
    formulas = [mark.formula for mark in run.marks if mark.formula]
    markup = sum(_size(mark.html) for mark in run.marks)
    return int(factor * _size(run.text)) + markup + sum(_FORMULA + _TEX * len(each.tex) for each in formulas)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
