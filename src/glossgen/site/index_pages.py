"""The index pages of a language: of all names, split into parts if long, and of names in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.query import Database
from glossgen.site.index_names import (
    Index,
    index_layout,
    languages_of_labels,
    order_language,
    row_pieces,
    row_sizes,
    rows_of,
)
from glossgen.site.index_rows import row_order, standard_rows
from glossgen.site.site import Site
from glossgen.site.values import IndexPage, IndexRow, LinkTo


def index_addresses(site: Site, language: str) -> Iterator[tuple[str, str]]:
    """The address of each page of each index of a language, with the language of its names.

    The first index has all names of all terms of the language (its names' language is empty); there
    is one more for each other language in which terms have labels.
    """
    for names in ("", *foreign_languages(site, language)):
        for url in _urls(site, (language, names)):
            yield url, names


def foreign_languages(site: Site, language: str) -> tuple[str, ...]:
    """The other languages in which terms of a language have labels."""
    return site.db.get(languages_of_labels, language)


def index_url(site: Site, language: str, names: str = "", part: int = 1) -> str:
    """The address of a part of an index; `names` is the language of the names if it is another one."""
    url = site.addresses.index(language) + (f"{names}/" if names else "")
    return url if part == 1 else f"{url}{part}/"


def rows_on(db: Database, index: Index, number: int) -> tuple[IndexRow, ...]:
    """The rows on a page of an index; `number` counts from 0."""
    return tuple(
        db.part(row_pieces, (index, row), piece) for row, piece in db.get(index_layout, index)[number]
    )


def all_rows(db: Database, index: Index) -> tuple[IndexRow, ...]:
    """The rows on all pages of an index."""
    return tuple(
        row for number in range(len(db.get(index_layout, index))) for row in rows_on(db, index, number)
    )


def index_page(site: Site, language: str, names: str, number: int) -> IndexPage:
    """A page of an index; `number` counts from 0."""
    db, index, order = site.db, (language, names), order_language((language, names))
    urls, pages, rows = _urls(site, index), db.get(index_layout, index), db.get(rows_of, index)
    where: dict[str, str] = {}
    for url, page in zip(urls, pages, strict=True):
        for (row_id, _), _ in page:
            where.setdefault(row_id, url)
    bar = dict.fromkeys([*standard_rows(order, latin=not names), *rows])
    alternates = index_alternates(site, urls[number], language, names)
    several = len(pages) > 1
    return IndexPage(
        head=site.head(urls[number], language, "", alternates=alternates),
        rows=rows_on(db, index, number),
        all_rows=tuple(sorted(bar, key=lambda row: row_order(row, order))),
        count=0 if number else _count(db, index),
        names=names,
        others=_others(site, language),
        row_urls=tuple(where.items()) if several else (),
        parts=_parts(site, index) if several else (),
    )


def _count(db: Database, index: Index) -> int:
    """The number of terms, or that of names in another language."""
    language, names = index
    if names:
        return sum(sum(sizes) for _, sizes in row_sizes(db, index))
    return len(Site(db).order(language))


def _urls(site: Site, index: Index) -> list[str]:
    """The address of each page of an index."""
    pages = site.db.get(index_layout, index)
    return [index_url(site, *index, number + 1) for number in range(len(pages))]


def _parts(site: Site, index: Index) -> tuple[LinkTo, ...]:
    """The link to each page, with the titles of its first and last row as text: あ–さ."""
    shown = []
    for url, page in zip(_urls(site, index), site.db.get(index_layout, index), strict=True):
        first, last = ((page[at][0][1] or "…") for at in (0, -1))
        shown.append(LinkTo(url, first if first == last else f"{first}–{last}"))
    return tuple(shown)


def index_alternates(site: Site, url: str, language: str, names: str) -> tuple[tuple[str, str], ...]:
    """The index in each language; only the first page of the index of all names has such alternates."""
    if len(site.languages) < 2 or names or url != site.addresses.index(language):
        return ()
    return tuple((lang, site.addresses.index(lang)) for lang in site.languages)


def _others(site: Site, language: str) -> tuple[LinkTo, ...]:
    """All indexes of a language, the one of all names first. The template supplies its text."""
    foreign = foreign_languages(site, language)
    links = [LinkTo(index_url(site, language), "", "")]
    links += [LinkTo(index_url(site, language, other), "", other) for other in foreign]
    return tuple(links) if foreign else ()
