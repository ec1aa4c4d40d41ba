"""The names in the index of a language: in rows, and long rows in pieces that fit on a page.

An index has several names of every term, and an edit changes few of them. So the names are found for each
segment of the source files, and each row is sorted apart from the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from glossgen.model import Label, Term
from glossgen.query import Database, query
from glossgen.site.index_rows import LONG_ROW, Row, letter_of, row_of, row_order, sorted_names, sounded_name
from glossgen.site.site import Site
from glossgen.site.values import IndexEntry, IndexLetter, IndexRow, LinkTo, Name
from glossgen.sources.queries import keys_in, terms
from glossgen.sources.segments import paths_in, segments_of
from glossgen.text.collation import letters_key

PART = 1500
"""The most entries on one page of an index."""

_LEAST, _ONE_IN = 1000, 256
"""A piece of a long row has so many names or more; then one name in so many begins the next piece."""

Index = tuple[str, str]
"""A language, and the language of the names: empty for all names of the terms of the language."""

IndexName = tuple[str, IndexEntry]
"""The letters that decide where a name is in its row (see `letters_key`), and the name."""

Piece = tuple[Row, int]
"""A row, and the number of a piece of it, from 0."""


def order_language(index: Index) -> str:
    """The language by whose rules the names of an index are sorted."""
    return index[1] or index[0]


def named_languages(db: Database, language: str) -> tuple[str, ...]:
    """The languages of the names of each index of a language: of all names (empty) first."""
    return ("", *db.peek(languages_of_labels, language))


@query(keep=tuple[str, ...])
def languages_of_labels(db: Database, language: str) -> tuple[str, ...]:
    """The other languages in which terms of a language have labels."""
    found = {
        label.language
        for term in db.get(terms, "").values()
        if term.language == language
        for label in term.labels
        if not label.hidden
    }
    return tuple(sorted(found - {language, ""}))


# -- names ----------------------------------------------------------------------


@query(table=True, keep=tuple[IndexName, ...], large=True, pooled=True)
def index_names(db: Database, asked: tuple[str, int, str]) -> dict[Row, tuple[IndexName, ...]]:
    """The names that a segment has in each row of an index: its language, its number, that of the names."""
    language, number, names = asked
    site, order = Site(db), order_language((language, names))
    found: dict[Row, list[IndexName]] = {}
    for path in paths_in(db, (language, number)):
        for term in db.parts(terms, "", db.part(keys_in, "", path) or ()):
            for each in _names_in(site, term, names) if names else _own_names(term):
                entry = _entry(site, term, *each)
                sounded = sounded_name(entry.reading, entry.name.text, order)
                found.setdefault(row_of(sounded, order), []).append((letters_key(sounded, order), entry))
    return {row: tuple(listed) for row, listed in found.items()}


def _own_names(term: Term) -> Iterator[tuple[Label, str, Label | None]]:
    """The labels of a term with their readings and, if it is another one, the preferred label."""
    preferred = term.labels[0]
    yield preferred, term.reading, None
    for label in term.labels[1:]:
        if not label.hidden:
            yield label, label.reading, preferred


def _names_in(site: Site, term: Term, language: str) -> Iterator[tuple[Label, str, Label | None]]:
    """The labels of a term in another language, with readings from its translation."""
    twin = site.translation(term, language)
    readings = {label.text: label.reading for label in twin.labels} if twin else {}
    if twin:
        readings[twin.label] = twin.reading
    for number, label in enumerate(term.labels):
        if label.language == language and not label.hidden:
            yield label, readings.get(label.text, ""), term.labels[0] if number else None


def _entry(site: Site, term: Term, label: Label, reading: str, see: Label | None) -> IndexEntry:
    preferred = Name(see.text, written=see.written) if see else None
    link = LinkTo(site.addresses[term.key], label.text)
    return IndexEntry(site.name(label, term.language), link, reading, preferred)


# -- rows -----------------------------------------------------------------------


@query(keep=tuple[Row, ...])
def index_row_names(db: Database, asked: tuple[str, int, str]) -> tuple[Row, ...]:
    """The rows in which a segment has names."""
    return tuple(sorted(db.get(index_names, asked)))


@query(keep=tuple[Row, ...])
def rows_of(db: Database, index: Index) -> tuple[Row, ...]:
    """The rows of an index that have names, in their order."""
    language, names = index
    segments = segments_of(db, language)
    found = {row for _, number in segments for row in db.get(index_row_names, (language, number, names))}
    return tuple(sorted(found, key=lambda row: row_order(row, order_language(index))))


@query(table=True, keep=IndexRow, large=True)
def row_pieces(db: Database, asked: tuple[Index, Row]) -> dict[int, IndexRow]:
    """A row of an index, sorted, in pieces of at most `PART` names."""
    index, row = asked
    language, names = index
    wanted = [((language, number, names), row) for _, number in segments_of(db, language)]
    listed: list[IndexName] = [name for each in db.gather(index_names, wanted) for name in each or ()]
    entries = sorted_names(listed, order_language(index))
    return {number: _row(row, entries[start:end]) for number, (start, end) in enumerate(pieces(entries))}


def _row(row: Row, entries: Sequence[IndexEntry]) -> IndexRow:
    return IndexRow(*row, tuple(entries), _letters(entries) if len(entries) > LONG_ROW else ())


def pieces(entries: Sequence[IndexEntry]) -> list[tuple[int, int]]:
    """The ranges (start, end) of the pieces of a row.

    A long row is cut where a hash of a name says so, and not at every so many names: then a name that is
    added changes one piece, and does not move all names behind it to other pages. (This is content-defined
    chunking, as rsync and backup programs have it.)
    """
    if len(entries) <= PART:
        return [(0, len(entries))]
    ends = []
    start = 0
    for place, entry in enumerate(entries):
        size = place - start
        if size == PART or (size >= _LEAST and _begins_piece(entry)):
            ends.append(place)
            start = place
    return list(zip([0, *ends], [*ends, len(entries)], strict=True))


def _begins_piece(entry: IndexEntry) -> bool:
    return crc32(f"{entry.name.text} {entry.link.url}".encode("utf-8", "surrogateescape")) % _ONE_IN == 0


def _letters(entries: Sequence[IndexEntry]) -> tuple[IndexLetter, ...]:
    """The kana that names of a row begin with; nothing for other letters."""
    sounds = [letter_of(entry.reading or entry.name.text) for entry in entries]
    starts = [place for place, kana in enumerate(sounds) if place == 0 or kana != sounds[place - 1]]
    ends = [*starts[1:], len(entries)]
    if "" in sounds or len(starts) < 2:
        return ()
    return tuple(IndexLetter(f"kana-{sounds[a]}", sounds[a], a, b) for a, b in zip(starts, ends, strict=True))


# -- pages ----------------------------------------------------------------------


@query(keep=tuple[int, ...])
def piece_sizes(db: Database, asked: tuple[Index, Row]) -> tuple[int, ...]:
    """The number of names in each piece of a row of an index."""
    return tuple(len(piece.entries) for piece in db.get(row_pieces, asked).values())


def row_sizes(db: Database, index: Index) -> list[tuple[Row, tuple[int, ...]]]:
    """The number of names in each piece of each row of an index."""
    return [(row, db.get(piece_sizes, (index, row))) for row in db.get(rows_of, index)]


@query(keep=tuple[tuple[Piece, ...], ...])
def index_layout(db: Database, index: Index) -> tuple[tuple[Piece, ...], ...]:
    """The pieces on each page of an index."""
    return tuple(map(tuple, layout(row_sizes(db, index))))


def layout(rows: Sequence[tuple[Row, Sequence[int]]]) -> list[list[Piece]]:
    """Group the pieces of rows, by their sizes, into pages of at most `PART` names; one at least."""
    pages: list[list[Piece]] = [[]]
    room = PART
    for row, sizes in rows:
        for number, size in enumerate(sizes):
            if size > room and pages[-1]:
                pages.append([])
                room = PART
            pages[-1].append((row, number))
            room -= size
    return pages
