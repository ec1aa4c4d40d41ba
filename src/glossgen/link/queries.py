"""Queries of linking: the targets of links by hand, and the mentions of each text.

The links of a text depend on the labels that occur in it and on the targets of its links made by
hand, and on nothing else. So `linked` reads the forms of those labels one by one, and `occurring`
is a query of its own: when a label is added, only texts that contain it are linked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from operator import add
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace

from glossgen.config.queries import Settings
from glossgen.lexicon import Lexicon, load_tables
from glossgen.link.derived_names import DerivedName, derived_names
from glossgen.link.heading_places import HeadingPlace, heading_places
from glossgen.link.lexicon_queries import (
    FormsOfLanguage,
    NotedLexicon,
    forms,
    labels,
    languages,
    note_labels,
    vocabularies,
    whole_lexicon,
)
from glossgen.link.linker import Linker, Place, autolinks_of, load_analyser
from glossgen.link.recorded_mapping import RecordedMapping
from glossgen.link.site_addresses import address_table
from glossgen.link.targets import EntryName, Targets, entry_names
from glossgen.model import Autolink, Key, Linked, Mention, Position, Problem, RepositoryLink, Term
from glossgen.query import Database, Query, query
from glossgen.sources.data.parts import file_path
from glossgen.sources.file_queries import source_paths
from glossgen.sources.inputs import repository_file
from glossgen.sources.places import bodies, folded_texts, paths, placed_body_of, places
from glossgen.sources.queries import glossary, keys_in, lines, source, sources, terms
from glossgen.text.anchors import decode_anchor

_FEW_FILES = 3
"""With at most this many changed files, labels are found without building the automaton of all labels."""

_FEW_TEXTS = 40
"""With at most this many changed texts, they are linked without the lexicon of all labels."""

# -- which labels occur where ----------------------------------------------------


@query(
    keep=tuple[tuple[str, ...], ...], part=lambda value, number: value[number] if number < len(value) else ()
)
def occurring(db: Database, path: str) -> tuple[tuple[str, ...], ...]:
    """The folded labels that occur in each text of a file, sorted."""
    known, texts = db.part(source, "", path), db.get(folded_texts, path)
    if known is None or not texts:
        return ()
    listed = db.get(labels, known.language)
    if not listed:
        return tuple(() for _ in texts)
    stamp = db.fingerprint(labels, known.language)
    name = f"automaton {known.language}"
    if db.batch <= _FEW_FILES and not db.resources.has(name, stamp):
        return _without_automaton(listed, texts)
    find = db.resources.get(name, stamp, lambda: AhoCorasick(listed)).find_matches_as_indexes
    return tuple(
        tuple(sorted({listed[number] for number, _, _ in find(text, overlapping=True)})) for text in texts
    )


def _without_automaton(listed: tuple[str, ...], texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The same result by a small automaton, of the labels whose first two characters occur."""
    begins = set("".join(texts))
    for text in texts:
        begins.update(map(add, text, text[1:]))
    likely = [label for label in listed if label[:2] in begins]
    if not likely:
        return tuple(() for _ in texts)
    find = AhoCorasick(likely).find_matches_as_indexes
    return tuple(
        tuple(sorted({likely[number] for number, _, _ in find(text, overlapping=True)})) for text in texts
    )


# -- targets of links made by hand --------------------------------------------------


@query(table=True, keep=tuple[Key, ...])
def anchored(db: Database, _: str) -> dict[str, tuple[Key, ...]]:
    """The terms whose anchors decode to a heading, by heading."""
    found: dict[str, tuple[Key, ...]] = {}
    for each in db.get(sources, ""):
        for term in each.terms:
            for anchor in term.anchors:
                heading = decode_anchor(anchor)
                if heading is not None:
                    found[heading] = (*found.get(heading, ()), term.key)
    return found


@query(table=True, keep=tuple[str, ...])
def addressed(db: Database, _: str) -> dict[str, tuple[str, ...]]:
    """The files of each address by which a link may name a page."""
    return address_table(db.get(sources, ""))


class _Terms(Mapping[Key, Term]):
    """The terms of the glossary with their lines, which problems report. Reads are recorded."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getitem__(self, key: Key) -> Term:
        term: Term | None = self._db.part(terms, "", key)
        if term is None:
            raise KeyError(key)
        first, last = self._db.part(lines, "", key)
        return replace(term, position=Position(term.position.path, first), end_line=last)

    def __contains__(self, key: object) -> bool:
        return self._db.part(terms, "", key) is not None

    def __iter__(self) -> Iterator[Key]:
        return iter(self._db.get(terms, ""))

    def __len__(self) -> int:
        return len(self._db.get(terms, ""))


@query(table=True, keep=int)
def entries(db: Database, path: str) -> dict[EntryName, int]:
    """The number of the first entry in a file for each name that a fragment may use."""
    return entry_names(db.part(terms, "", key) for key in db.part(keys_in, "", path) or ())


def _table_of(db: Database, table: Query[Any, Any], key: str = "") -> Mapping[Any, Any]:
    """A query that returns a table, as a mapping."""
    return RecordedMapping(lambda item: db.part(table, key, item), lambda: db.get(table, key))


@query(table=True, keep=HeadingPlace)
def headings_in(db: Database, path: str) -> dict[str, HeadingPlace]:
    """The places in the texts of a file that a fragment may name."""
    return heading_places(db.get(bodies, path).values())


def _terms_of_heading(db: Database, by_key: Mapping[Key, Term], heading: str) -> tuple[Term, ...] | None:
    keys = db.part(anchored, "", heading)
    return None if keys is None else tuple(by_key[key] for key in keys)


def _lexicon_for_lookups(db: Database, found: Mapping[str, Lexicon], language: str) -> Lexicon | None:
    """The lexicon of a language for labels written by hand; nothing is searched in a text with it."""
    if language in found:
        return found[language]
    if language not in db.get(languages, ""):
        return None
    return NotedLexicon(language, FormsOfLanguage(db, language), (), AhoCorasick([]), load_tables(), ())


def targets(db: Database, found: Mapping[str, Lexicon] | None = None) -> Targets:
    """Everything that a link made by hand can lead to. Lookups are recorded."""
    by_key = _Terms(db)

    def each_path() -> tuple[str, ...]:
        return db.get(source_paths, "")

    return Targets(
        RecordedMapping(partial(_lexicon_for_lookups, db, found or {}), lambda: db.get(languages, "")),
        by_key,
        RecordedMapping(partial(_terms_of_heading, db, by_key), lambda: db.get(anchored, "")),
        _table_of(db, source),
        _table_of(db, keys_in),
        RecordedMapping(partial(_table_of, db, entries), each_path),
        _table_of(db, addressed),
        RecordedMapping(partial(_table_of, db, headings_in), each_path),
        RecordedMapping(lambda key: db.part(vocabularies, key[0], key), lambda: ()),
    )


@query(keep=tuple[tuple[Key, Autolink], ...])
def autolinks(db: Database, _: str) -> tuple[tuple[Key, Autolink], ...]:
    """The `autolink` settings of the few terms that do not follow the policy."""
    return tuple(autolinks_of(db.get(terms, "")).items())


# -- linking ---------------------------------------------------------------------


_ELSEWHERE = Position("", 0)

_LINKED = {
    "mentions": tuple[Mention, ...],
    "lines": tuple[int, ...],
    "targets": tuple[Key, ...],
    "counts": tuple[int, int],
    "problems": tuple[Problem, ...],
    "names": tuple[DerivedName, ...],
    "outside": tuple[RepositoryLink, ...],
}
"""What is found out of a text: mentions without their lines, those, distinct targets, how many mentions
there are and how many of them are links, problems, links by names in the brackets of headings, and links
to files of the repository. The last three are left out where there are none."""


@query(table=True, keep=_LINKED, pooled=True, large=True)
def linked(db: Database, key: Key) -> dict[str, Any]:
    """The mentions of one text, in order, and the problems found, by name (see `_LINKED`)."""
    place = db.part(places, "", key)
    if place is None:
        return {}
    body, found = placed_body_of(db, key), db.part(occurring, place.path, place.number)
    note_labels(db, place.language, found)
    linker = _linker(db, place.language, found)
    made = linker.link(Place(key, place.path, place.language, body, place.own, place.ignore))
    return _columns(made, derived_names(made.mentions, body, linker.targets.terms, place.path))


def _columns(found: Linked, names: tuple[DerivedName, ...]) -> dict[str, Any]:
    """By name, what a text has of `_LINKED`: most texts lack half of it."""
    mentions = found.mentions
    items = {
        "mentions": tuple([replace(mention, position=_ELSEWHERE) for mention in mentions]),
        "lines": tuple([mention.position.line for mention in mentions]),
        "targets": tuple(dict.fromkeys([mention.target for mention in mentions])),
        "counts": (len(mentions), sum(mention.linked for mention in mentions)) if mentions else (),
        "problems": found.problems,
        "names": names,
        "outside": found.outside,
    }
    return {name: item for name, item in items.items() if item}


def mentions_in(db: Database, key: Key) -> tuple[Mention, ...]:
    """Every mention in a text, without its position, in order, linked or not."""
    return db.part(linked, key, "mentions") or ()


def linked_of(db: Database, key: Key) -> Linked:
    """The mentions of one text with their positions, and the problems found. Records no read."""
    path, found = db.peek(paths, "")[key], db.peek(linked, key)
    mentions = zip(found.get("mentions", ()), found.get("lines", ()), strict=True)
    placed = (replace(mention, position=Position(path, line)) for mention, line in mentions)
    return Linked(key, tuple(placed), found.get("problems", ()))


def _linker(db: Database, language: str, found: tuple[str, ...]) -> Linker:
    """A shared linker with all labels if many texts are linked, else one with the labels of this text."""
    settings = dict(db.get(autolinks, ""))
    config: Any = Settings(db)
    if db.batch > _FEW_TEXTS:
        stamp = (
            db.fingerprint(glossary, ""),
            db.fingerprint(labels, language),
            repr((config.links, config.repository)),
        )
        return db.resources.get(
            f"linker {language}",
            stamp,
            lambda: _make_linker(db, language, whole_lexicon(db, language), settings),
        )
    few = NotedLexicon(language, FormsOfLanguage(db, language), found, AhoCorasick(found), load_tables(), ())
    return _make_linker(db, language, few, settings)


def _make_linker(db: Database, language: str, known: Lexicon, settings: Mapping[Key, Autolink]) -> Linker:
    config: Any = Settings(db)

    def in_repository(path: str, address: str) -> str:
        return db.input(repository_file, (file_path(path), address))

    found = targets(db, {language: known})
    return Linker(config, found, load_analyser(config), autolinks=settings, in_repository=in_repository)


def release_lexicon(db: Database) -> None:
    """Drop what only linking needs: it takes much memory, and pages are made without it."""
    for language in db.peek(languages, ""):
        db.resources.drop(f"linker {language}")
        db.resources.drop(f"automaton {language}")
    db.release(forms, labels, occurring)
