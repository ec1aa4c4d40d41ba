"""The index of a language: in its own order, in parts where it is long, and by names in other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from glossgen.model import Key, Label, Term
from glossgen.query import Database, query
from glossgen.site.index_rows import NO_READING, Row, in_order, row_of, row_order, standard_rows
from glossgen.site.site import Site
from glossgen.site.values import IndexEntry, IndexPage, IndexRow, LinkTo, PageMeta

PART = 1500
"""The most entries on one page of an index."""

IndexName = tuple[Key, Label, str, str]
"""A term by its key, one of its labels, the reading of that label if it is known, and the preferred label if
that is another.
"""


def index_addresses(site: Site, language: str) -> Iterator[tuple[str, str]]:
    """The address of each page of each index of a language, and the language of its names.

    All names of all terms of a language; then, for each other language, the names in that language.
    """
    for names in ("", *foreign_languages(site, language)):
        for url in _Index(site, language, names).urls:
            yield url, names


def index_page(site: Site, language: str, names: str, number: int) -> IndexPage:
    """A page of an index, by its number from 0."""
    return _Index(site, language, names).page(number)


def foreign_languages(site: Site, language: str) -> tuple[str, ...]:
    """The other languages in which terms of a language have labels."""
    return site.db.get(languages_of_labels, language)


@query(keep=tuple[str, ...])
def languages_of_labels(db: Database, language: str) -> tuple[str, ...]:
    """The other languages in which terms of a language have labels."""
    site = Site(db)
    labels = (label for term in site.ordered(language) for label in term.labels if not label.hidden)
    return tuple(sorted({label.language for label in labels} - {language, ""}))


@query(keep=tuple[tuple[Row, int], ...])
def row_sizes(db: Database, asked: tuple[str, str]) -> tuple[tuple[Row, int], ...]:
    """How many names each row has of the index of a language by the names in one, rows in their order."""
    index = _Index(Site(db), *asked)
    counted = Counter(row for row, _ in index.named())
    return tuple((row, counted[row]) for row in sorted(counted, key=row_order))


def index_url(site: Site, language: str, names: str = "", part: int = 1) -> str:
    """The address of a part of an index; `names` is the language of the names if that is another."""
    url = site.addresses.index(language) + (f"{names}/" if names else "")
    return url if part == 1 else f"{url}{part}/"


# -- names ----------------------------------------------------------------------


def _own_names(term: Term) -> Iterator[IndexName]:
    """The names under which a term is found: its own, and the others whose sound or letters are known."""
    key, preferred = term.key, term.labels[0]
    yield key, preferred, term.reading, ""
    for label in term.labels[1:]:
        known = label.reading or row_of(label.text, term.language) != NO_READING
        if known and not label.hidden:
            yield key, label, label.reading, preferred.text


def _names_in(site: Site, term: Term, language: str) -> Iterator[IndexName]:
    """The labels of a term in another language, with the readings that its translation gives."""
    twin = site.translation(term, language)
    readings = {label.text: label.reading for label in twin.labels} if twin else {}
    if twin:
        readings[twin.label] = twin.reading
    for number, label in enumerate(term.labels):
        if label.language == language and not label.hidden:
            yield term.key, label, readings.get(label.text, ""), term.label if number else ""


# -- one index ------------------------------------------------------------------


@query(part=lambda value, number: value[number], parts_only=True, large=True)
def index_rows(db: Database, asked: tuple[str, str]) -> tuple[tuple[IndexRow, ...], ...]:
    """The rows on each page of the index of a language by the names in one."""
    index = _Index(Site(db), *asked)
    rows = index.rows
    return tuple(tuple(_piece(rows[row], start, end) for row, start, end in part) for part in index.parts)


class _Index(Struct, frozen=True, dict=True):
    """The index of a language by the names in one: its own (empty), or another."""

    site: Site
    language: str
    names: str

    def named(self) -> Iterator[tuple[Row, IndexName]]:
        """The names, each with its row."""
        for term in self.site.ordered(self.language):
            for each in _names_in(self.site, term, self.names) if self.names else _own_names(term):
                yield row_of(each[2] or each[1].text, self._order), each

    @cached_property
    def sizes(self) -> dict[Row, int]:
        """How many names each row has, rows in their order."""
        return dict(self.site.db.get(row_sizes, (self.language, self.names)))

    @property
    def _order(self) -> str:
        return self.names or self.language

    @cached_property
    def parts(self) -> list[list[IndexPart]]:
        """The pieces of rows on each page."""
        return _cut(list(self.sizes.values()), PART)

    @cached_property
    def urls(self) -> list[str]:
        """The address of each page."""
        return [
            index_url(self.site, self.language, self.names, number + 1) for number in range(len(self.parts))
        ]

    @cached_property
    def rows(self) -> list[IndexRow]:
        """Every row with its entries in their order."""
        named: dict[Row, list[IndexName]] = {row: [] for row in self.sizes}
        for row, each in self.named():
            named[row].append(each)
        return [IndexRow(*row, self._entries(its)) for row, its in named.items()]

    def _entries(self, named: list[IndexName]) -> tuple[IndexEntry, ...]:
        addresses, order = self.site.addresses.urls, self._order
        names = in_order(named, lambda each: (each[2], each[1].text), lambda each: addresses[each[0]], order)
        return tuple(_entry(self.site, self.language, *each) for each in names)

    # -- pages ------------------------------------------------------------------

    def head(self, url: str) -> PageMeta:
        """The head of the page at an address."""
        alternates = index_alternates(self.site, url, self.language, self.names)
        return self.site.head(url, self.language, "", alternates=alternates)

    def page(self, number: int) -> IndexPage:
        """The page of this number, from 0."""
        rows, several = list(self.sizes), len(self.parts) > 1
        where: dict[str, str] = {}
        for url, part in zip(self.urls, self.parts, strict=True):
            for row, _, _ in part:
                where.setdefault(rows[row][0], url)
        bar = dict.fromkeys([*standard_rows(self._order, latin=not self.names), *rows])
        terms = len(self.site.order(self.language))
        shown = self.site.db.part(index_rows, (self.language, self.names), number)
        return IndexPage(
            head=self.head(self.urls[number]),
            rows=shown,
            all_rows=tuple(sorted(bar, key=row_order)),
            count=sum(self.sizes.values()) if self.names else terms,
            names=self.names,
            others=_others(self.site, self.language, foreign_languages(self.site, self.language)),
            row_urls=tuple(where.items()) if several else (),
            parts=tuple(self.urls) if several else (),
        )


def _entry(site: Site, language: str, key: Key, label: Label, reading: str, see: str) -> IndexEntry:
    return IndexEntry(site.name(label, language), LinkTo(site.addresses.urls[key], label.text), reading, see)


# -- parts ----------------------------------------------------------------------


IndexPart = tuple[int, int, int]
"""The number of a row, and which of its entries, as start and end."""


def split_rows(rows: Sequence[IndexRow], most: int = PART) -> list[list[IndexRow]]:
    """Rows in parts of at most `most` entries; a row is cut only where it is longer than that itself."""
    parts = _cut([len(row.entries) for row in rows], most)
    return [[_piece(rows[row], start, end) for row, start, end in part] for part in parts]


def _piece(row: IndexRow, start: int, end: int) -> IndexRow:
    return IndexRow(row.id, row.title, row.entries[start:end])


def _cut(sizes: Sequence[int], most: int) -> list[list[IndexPart]]:
    """The parts of rows of so many entries."""
    parts: list[list[IndexPart]] = [[]]
    room = most
    for row, size in enumerate(sizes):
        for start in range(0, size, most):
            end = min(start + most, size)
            if end - start > room and parts[-1]:
                parts.append([])
                room = most
            parts[-1].append((row, start, end))
            room -= end - start
    return parts


def index_alternates(site: Site, url: str, language: str, names: str) -> tuple[tuple[str, str], ...]:
    """The index of each language: an index by other names, and a later part, are in one language only."""
    if len(site.languages) < 2 or names or url != site.addresses.index(language):
        return ()
    return tuple((lang, site.addresses.index(lang)) for lang in site.languages)


def _others(site: Site, language: str, foreign: tuple[str, ...]) -> tuple[LinkTo, ...]:
    """All indexes of a language; the first is that of all names. The text is for the template to find."""
    links = [LinkTo(index_url(site, language), "", "")]
    links += [LinkTo(index_url(site, language, other), "", other) for other in foreign]
    return tuple(links) if foreign else ()
