"""The index of a language: in its own order, in parts where it is long, and by names in other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from glossgen.model import Label, Term
from glossgen.pages.order import NO_READING, Row, in_order, row_of, row_order, standard_rows
from glossgen.pages.site import Site
from glossgen.pages.values import IndexEntry, IndexPage, IndexRow, LinkTo

PART = 1500
"""The most entries on one page of an index."""

Named = tuple[Term, Label, str]
"""A term, one of its labels, and the reading of that label if it is known."""


def index_pages(site: Site, language: str) -> Iterator[IndexPage]:
    """All names of all terms of a language; then, for each other language, the names in that language."""
    terms = site.ordered(language)
    named = [name for term in terms for name in _own_names(term)]
    foreign = foreign_languages(site, language)
    others = _others(site, language, foreign)
    yield from _pages(site, language, "", _rows(site, language, language, named), len(terms), others)
    for other in foreign:
        named = [name for term in terms for name in _names_in(site, term, other)]
        yield from _pages(site, language, other, _rows(site, language, other, named), len(named), others)


def foreign_languages(site: Site, language: str) -> tuple[str, ...]:
    """The other languages in which terms of a language have labels."""
    labels = (label for term in site.ordered(language) for label in term.labels if not label.hidden)
    return tuple(sorted({label.language for label in labels} - {language, ""}))


def index_url(site: Site, language: str, names: str = "", part: int = 1) -> str:
    """The address of a part of an index; `names` is the language of the names if that is another."""
    url = site.addresses.index(language) + (f"{names}/" if names else "")
    return url if part == 1 else f"{url}{part}/"


# -- names ----------------------------------------------------------------------


def _own_names(term: Term) -> Iterator[Named]:
    """The names under which a term is found: its own, and the others whose sound or letters are known."""
    yield term, term.labels[0], term.reading
    for label in term.labels[1:]:
        if not label.hidden and row_of(label.text, term.language) != NO_READING:
            yield term, label, ""


def _names_in(site: Site, term: Term, language: str) -> Iterator[Named]:
    """The labels of a term in another language, with the reading that its translation gives."""
    twin = site.translations.get(term.meta.translation_key, {}).get(language)
    for label in term.labels:
        if label.language == language and not label.hidden:
            known = twin is not None and twin.label == label.text
            yield term, label, twin.reading if twin and known else ""


# -- rows -----------------------------------------------------------------------


def _rows(site: Site, language: str, order: str, named: Iterable[Named]) -> list[IndexRow]:
    found: dict[Row, list[Named]] = defaultdict(list)
    for each in named:
        found[row_of(each[2] or each[1].text, order)].append(each)
    rows = []
    for row in sorted(found, key=row_order):
        names = in_order(
            found[row],
            lambda each: (each[2], each[1].text),
            lambda each: site.addresses[each[0].key],
            order,
        )
        rows.append(IndexRow(row[0], row[1], tuple(_entry(site, language, *each) for each in names)))
    return rows


def _entry(site: Site, language: str, term: Term, label: Label, reading: str) -> IndexEntry:
    see = "" if label is term.labels[0] else term.label
    return IndexEntry(site.name(label, language), LinkTo(site.addresses[term.key], label.text), reading, see)


# -- pages ----------------------------------------------------------------------


def _pages(
    site: Site, language: str, names: str, rows: list[IndexRow], count: int, others: tuple[LinkTo, ...]
) -> Iterator[IndexPage]:
    parts = split_rows(rows)
    urls = [index_url(site, language, names, number) for number in range(1, len(parts) + 1)]
    where: dict[str, str] = {}
    for url, part in zip(urls, parts, strict=True):
        for row in part:
            where.setdefault(row.id, url)
    bar = dict.fromkeys(
        [*standard_rows(names or language, latin=not names), *((row.id, row.title) for row in rows)]
    )
    for url, part in zip(urls, parts, strict=True):
        head = site.head(url, language, "", alternates=_alternates(site, url, language, names))
        yield IndexPage(
            head=head,
            rows=tuple(part),
            all_rows=tuple(sorted(bar, key=row_order)),
            count=count,
            names=names,
            others=others,
            row_urls=tuple(where.items()) if len(parts) > 1 else (),
            parts=tuple(urls) if len(parts) > 1 else (),
        )


def split_rows(rows: Sequence[IndexRow], most: int = PART) -> list[list[IndexRow]]:
    """Rows in parts of at most `most` entries; a row is cut only where it is longer than that itself."""
    parts: list[list[IndexRow]] = [[]]
    room = most
    for row in rows:
        pieces = [row.entries[at : at + most] for at in range(0, len(row.entries), most)]
        for piece in pieces:
            if len(piece) > room and parts[-1]:
                parts.append([])
                room = most
            parts[-1].append(IndexRow(row.id, row.title, piece))
            room -= len(piece)
    return parts


def _alternates(site: Site, url: str, language: str, names: str) -> tuple[tuple[str, str], ...]:
    """The index of each language: an index by other names, and a later part, are in one language only."""
    if len(site.languages) < 2 or names or url != site.addresses.index(language):
        return ()
    return tuple((lang, site.addresses.index(lang)) for lang in site.languages)


def _others(site: Site, language: str, foreign: tuple[str, ...]) -> tuple[LinkTo, ...]:
    """All indexes of a language; the first is that of all names. The text is for the template to find."""
    links = [LinkTo(index_url(site, language), "", "")]
    links += [LinkTo(index_url(site, language, other), "", other) for other in foreign]
    return tuple(links) if foreign else ()
