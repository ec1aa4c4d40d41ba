"""The index pages of a language: of all names, split into parts if long, and of names in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from glossgen.model import Key, Label, Term
from glossgen.query import Database, query
from glossgen.site.index_rows import (
    LONG_ROW,
    Row,
    in_order,
    letter_of,
    row_of,
    row_order,
    sounded_name,
    standard_rows,
)
from glossgen.site.site import Site
from glossgen.site.values import IndexEntry, IndexLetter, IndexPage, IndexRow, LinkTo, Name, PageMeta

PART = 1500
"""The most entries on one page of an index."""

IndexName = tuple[Key, Label, str, Label | None]
"""A term's key, one of its labels, the label's reading if known, the preferred label if different."""


def index_addresses(site: Site, language: str) -> Iterator[tuple[str, str]]:
    """The address of each page of each index of a language, with the language of its names.

    The first index has all names of all terms of the language (its names' language is empty); there
    is one more for each other language in which terms have labels.
    """
    for names in ("", *foreign_languages(site, language)):
        for url in _Index(site, language, names).urls:
            yield url, names


def index_page(site: Site, language: str, names: str, number: int) -> IndexPage:
    """A page of an index; `number` counts from 0."""
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


@query
def index_names(db: Database, asked: tuple[str, str]) -> tuple[tuple[Row, tuple[IndexName, ...]], ...]:
    """The names in each row of the index of a language by names in another."""
    index = _Index(Site(db), *asked)
    found: dict[Row, list[IndexName]] = {}
    for row, name in index.named():
        found.setdefault(row, []).append(name)
    return tuple((row, tuple(names)) for row, names in found.items())


@query(keep=tuple[tuple[Row, int], ...])
def row_sizes(db: Database, asked: tuple[str, str]) -> tuple[tuple[Row, int], ...]:
    """The number of names in each row, in row order, of the index of a language by names in another."""
    index = _Index(Site(db), *asked)
    counted = {row: len(found) for row, found in db.get(index_names, asked)}
    ordered = sorted(counted, key=lambda row: row_order(row, index.order_language))
    return tuple((row, counted[row]) for row in ordered)


def index_url(site: Site, language: str, names: str = "", part: int = 1) -> str:
    """The address of a part of an index; `names` is the language of the names if it is another one."""
    url = site.addresses.index(language) + (f"{names}/" if names else "")
    return url if part == 1 else f"{url}{part}/"


# -- names ----------------------------------------------------------------------


def _own_names(term: Term) -> Iterator[IndexName]:
    """The labels of a term, the preferred one first."""
    key, preferred = term.key, term.labels[0]
    yield key, preferred, term.reading, None
    for label in term.labels[1:]:
        if not label.hidden:
            yield key, label, label.reading, preferred


def _names_in(site: Site, term: Term, language: str) -> Iterator[IndexName]:
    """The labels of a term in another language, with readings from its translation."""
    twin = site.translation(term, language)
    readings = {label.text: label.reading for label in twin.labels} if twin else {}
    if twin:
        readings[twin.label] = twin.reading
    for number, label in enumerate(term.labels):
        if label.language == language and not label.hidden:
            yield term.key, label, readings.get(label.text, ""), term.labels[0] if number else None


# -- one index ------------------------------------------------------------------


@query(table=True, keep=tuple[IndexRow, ...], large=True)
def index_rows(db: Database, asked: tuple[str, str]) -> dict[int, tuple[IndexRow, ...]]:
    """The rows on each page of the index of a language by the names in another language."""
    index = _Index(Site(db), *asked)
    rows = index.rows
    return {
        number: tuple(_piece(rows[row], start, end) for row, start, end in part)
        for number, part in enumerate(index.parts)
    }


class _Index(Struct, frozen=True, dict=True):
    """The index of a language by the names in `names`: all names (empty), or those of another language."""

    site: Site
    language: str
    names: str

    def named(self) -> Iterator[tuple[Row, IndexName]]:
        """The names, each with its row."""
        for term in self.site.ordered(self.language):
            for each in _names_in(self.site, term, self.names) if self.names else _own_names(term):
                order = self.order_language
                yield row_of(sounded_name(each[2], each[1].text, order), order), each

    @cached_property
    def sizes(self) -> dict[Row, int]:
        """The number of names in each row, in row order."""
        return dict(self.site.db.get(row_sizes, (self.language, self.names)))

    @property
    def order_language(self) -> str:
        """The language by whose rules the names are sorted."""
        return self.names or self.language

    @cached_property
    def parts(self) -> list[list[IndexPart]]:
        """The parts of rows on each page."""
        return _cut(list(self.sizes.values()), PART)

    @cached_property
    def urls(self) -> list[str]:
        """The address of each page."""
        return [
            index_url(self.site, self.language, self.names, number + 1) for number in range(len(self.parts))
        ]

    @cached_property
    def rows(self) -> list[IndexRow]:
        """Every row with its entries, sorted."""
        found = dict(self.site.db.get(index_names, (self.language, self.names)))
        return [IndexRow(*row, self._entries(found[row])) for row in self.sizes]

    def _entries(self, named: Sequence[IndexName]) -> tuple[IndexEntry, ...]:
        addresses, order = self.site.addresses.urls, self.order_language
        names = in_order(named, lambda each: (each[2], each[1].text), lambda each: addresses[each[0]], order)
        return tuple(_entry(self.site, self.language, *each) for each in names)

    # -- pages ------------------------------------------------------------------

    def head(self, url: str) -> PageMeta:
        """The metadata of the page at an address."""
        alternates = index_alternates(self.site, url, self.language, self.names)
        return self.site.head(url, self.language, "", alternates=alternates)

    def page(self, number: int) -> IndexPage:
        """A page; `number` counts from 0."""
        rows, several = list(self.sizes), len(self.parts) > 1
        where: dict[str, str] = {}
        for url, part in zip(self.urls, self.parts, strict=True):
            for row, _, _ in part:
                where.setdefault(rows[row][0], url)
        order = self.order_language
        bar = dict.fromkeys([*standard_rows(order, latin=not self.names), *rows])
        terms = len(self.site.order(self.language))
        shown = self.site.db.part(index_rows, (self.language, self.names), number)
        return IndexPage(
            head=self.head(self.urls[number]),
            rows=shown,
            all_rows=tuple(sorted(bar, key=lambda row: row_order(row, order))),
            count=0 if number else sum(self.sizes.values()) if self.names else terms,
            names=self.names,
            others=_others(self.site, self.language, foreign_languages(self.site, self.language)),
            row_urls=tuple(where.items()) if several else (),
            parts=tuple(self._part(number) for number in range(len(self.parts))) if several else (),
        )

    def _part(self, number: int) -> LinkTo:
        """The link to a page, with the titles of its first and last row as text: あ–さ."""
        rows = list(self.sizes)
        first, last = (rows[self.parts[number][at][0]][1] or "…" for at in (0, -1))
        return LinkTo(self.urls[number], first if first == last else f"{first}–{last}")


def _entry(site: Site, language: str, key: Key, label: Label, reading: str, see: Label | None) -> IndexEntry:
    preferred = Name(see.text, written=see.written) if see else None
    link = LinkTo(site.addresses.urls[key], label.text)
    return IndexEntry(site.name(label, language), link, reading, preferred)


# -- parts ----------------------------------------------------------------------


IndexPart = tuple[int, int, int]
"""The index of a row, and the range of its entries (start, end)."""


def split_rows(rows: Sequence[IndexRow], most: int = PART) -> list[list[IndexRow]]:
    """Rows grouped into pages of at most `most` entries; only a row longer than that is split."""
    parts = _cut([len(row.entries) for row in rows], most)
    return [[_piece(rows[row], start, end) for row, start, end in part] for part in parts]


def _piece(row: IndexRow, start: int, end: int) -> IndexRow:
    entries = row.entries[start:end]
    return IndexRow(row.id, row.title, entries, _letters(entries) if len(entries) > LONG_ROW else ())


def _letters(entries: Sequence[IndexEntry]) -> tuple[IndexLetter, ...]:
    """The kana that names of a row begin with; nothing for other letters."""
    sounds = [letter_of(entry.reading or entry.name.text) for entry in entries]
    starts = [place for place, kana in enumerate(sounds) if place == 0 or kana != sounds[place - 1]]
    ends = [*starts[1:], len(entries)]
    if "" in sounds or len(starts) < 2:
        return ()
    return tuple(IndexLetter(f"kana-{sounds[a]}", sounds[a], a, b) for a, b in zip(starts, ends, strict=True))


def _cut(sizes: Sequence[int], most: int) -> list[list[IndexPart]]:
    """Group rows of these sizes into pages of at most `most` entries."""
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
    """The index in each language; only the first page of the index of all names has such alternates."""
    if len(site.languages) < 2 or names or url != site.addresses.index(language):
        return ()
    return tuple((lang, site.addresses.index(lang)) for lang in site.languages)


def _others(site: Site, language: str, foreign: tuple[str, ...]) -> tuple[LinkTo, ...]:
    """All indexes of a language, the one of all names first. The template supplies its text."""
    links = [LinkTo(index_url(site, language), "", "")]
    links += [LinkTo(index_url(site, language, other), "", other) for other in foreign]
    return tuple(links) if foreign else ()
