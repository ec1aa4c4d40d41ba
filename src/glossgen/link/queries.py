"""Texts to mentions, as queries.

What a text links to depends on the labels that occur in it, on what its links
by hand name, and on nothing else. So `linked` reads the forms of those labels
one by one; which labels occur is a result of its own (`occurring`), so that a
new label reaches only the texts that hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import add
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace

from glossgen.config.queries import Settings
from glossgen.lexicon import Lexicon, SurfaceForm, Unsafe, load_tables
from glossgen.lexicon.lexicon import forms_of, in_form_order, unsafe_of
from glossgen.link.heading_places import HeadingPlace, heading_places
from glossgen.link.linker import Linker, Place, load_analyser, wishes_of
from glossgen.link.site_addresses import address_table
from glossgen.link.targets import EntryName, Targets, entry_names
from glossgen.model import Autolink, Key, Linked, Position, Term
from glossgen.query import Database, Query, query
from glossgen.sources.file_queries import source_paths
from glossgen.sources.queries import (
    bodies,
    draft,
    folded_texts,
    glossary,
    heads,
    keys_in,
    lines,
    places,
    source,
    sources,
    terms,
)
from glossgen.text.anchors import decode_anchor
from glossgen.text.label_folding import fold

_FEW_FILES = 3
"""The labels of so few files are found without the automaton of all labels, which takes longer to make."""

_FEW_TEXTS = 40
"""So few texts are linked without the lexicon of all labels."""

# -- the lexicon -----------------------------------------------------------------


@query
def languages(db: Database, _: str) -> tuple[str, ...]:
    """The languages of the sources."""
    return tuple(sorted({each.language for each in db.get(sources, "")}))


@query(keep=tuple[SurfaceForm, ...], bound=32)
def forms_in(db: Database, path: str) -> tuple[SurfaceForm, ...]:
    """The surface forms of the terms of a file."""
    tables = load_tables()
    keys = db.part(keys_in, "", path) or ()
    return tuple(form for key in keys for form in forms_of(db.part(terms, "", key), tables))


@query(table=True, keep=tuple[SurfaceForm, ...])
def forms(db: Database, language: str) -> dict[str, tuple[SurfaceForm, ...]]:
    """The forms of each folded label of a language."""
    found: dict[str, list[SurfaceForm]] = {}
    for each in db.get(sources, ""):
        if each.language == language and each.terms:
            for form in db.get(forms_in, each.path):
                found.setdefault(form.key, []).append(form)
    return {key: in_form_order(found[key]) for key in sorted(found)}


@query(keep=tuple[str, ...])
def labels(db: Database, language: str) -> tuple[str, ...]:
    """The folded labels of a language, in order."""
    return tuple(db.get(forms, language))


@query(keep=tuple[Unsafe, ...])
def unsafe(db: Database, language: str) -> tuple[Unsafe, ...]:
    """The labels of a language that are not linked by themselves."""
    return unsafe_of(form for each in db.get(forms, language).values() for form in each)


def whole_lexicon(db: Database, language: str) -> Lexicon:
    """The whole lexicon of a language. What is looked up by hand is noted; `linked` notes what occurs."""
    known, table = db.peek(labels, language), db.peek(forms, language)
    stamp = db.fingerprint(labels, language)
    automaton = db.resources.get(f"automaton {language}", stamp, lambda: AhoCorasick(known))
    return _NotedLexicon(language, _Forms(db, language, table), known, automaton, load_tables(), ())


class _Forms(Mapping[str, tuple[SurfaceForm, ...]]):
    """The forms of each label of a language; who looks one up depends on it, be it there or not."""

    def __init__(
        self, db: Database, language: str, table: Mapping[str, tuple[SurfaceForm, ...]] | None = None
    ) -> None:
        self._db = db
        self._language = language
        self._table = table

    def __getitem__(self, key: str) -> tuple[SurfaceForm, ...]:
        if self._table is not None:
            return self._table[key]
        found = self._db.part(forms, self._language, key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None  # type: ignore[call-overload]

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.get(labels, self._language))

    def __len__(self) -> int:
        return len(self._db.get(labels, self._language))


class _NotedLexicon(Lexicon, frozen=True):
    """A lexicon in which a label that is written by hand is looked up through the database."""

    def lookup(self, label: str) -> tuple[SurfaceForm, ...]:
        """The forms that a label written by hand may stand for."""
        forms_of_language: Any = self.forms
        found = forms_of_language._db.part(forms, self.language, fold(label).text)
        return found or ()


# -- which labels occur where ----------------------------------------------------


@query(
    keep=tuple[tuple[str, ...], ...], part=lambda value, number: value[number] if number < len(value) else ()
)
def occurring(db: Database, path: str) -> tuple[tuple[str, ...], ...]:
    """The folded labels that stand in each text of a file, in order of the alphabet."""
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
    """The same, by a small automaton of the labels of which the first two characters occur."""
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


# -- what links by hand may lead to ------------------------------------------------


@query(table=True, keep=tuple[Key, ...])
def anchored(db: Database, _: str) -> dict[str, tuple[Key, ...]]:
    """The terms whose anchors hold a heading."""
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
    """The terms of the glossary, with their lines, since problems tell them."""

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


class _Table(Mapping[Any, Any]):
    """A query that gives a table, as a mapping; who looks an item up depends on it, be it there or not."""

    def __init__(self, db: Database, table: Query[Any, Any], key: str = "") -> None:
        self._db, self._table, self._key = db, table, key

    def __getitem__(self, item: Any) -> Any:
        found = self._db.part(self._table, self._key, item)
        if found is None:
            raise KeyError(item)
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._db.get(self._table, self._key))

    def __len__(self) -> int:
        return len(self._db.get(self._table, self._key))


class _Anchored(Mapping[str, tuple[Term, ...]]):
    """The terms of each heading that an anchor may hold."""

    def __init__(self, db: Database, by_key: Mapping[Key, Term]) -> None:
        self._db = db
        self._terms = by_key

    def __getitem__(self, heading: str) -> tuple[Term, ...]:
        keys = self._db.part(anchored, "", heading)
        if keys is None:
            raise KeyError(heading)
        return tuple(self._terms[key] for key in keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.get(anchored, ""))

    def __len__(self) -> int:
        return len(self._db.get(anchored, ""))


@query(table=True, keep=int)
def entries(db: Database, path: str) -> dict[EntryName, int]:
    """The number of the first entry of a file that a fragment may name."""
    return entry_names(db.part(terms, "", key) for key in db.part(keys_in, "", path) or ())


@query(table=True, keep=HeadingPlace)
def headings_in(db: Database, path: str) -> dict[str, HeadingPlace]:
    """The places inside of the texts of a file that a fragment may name."""
    return heading_places(db.get(bodies, path).values())


class _Tables(Mapping[str, Mapping[Any, Any]]):
    """A table of each file."""

    def __init__(self, db: Database, table: Query[Any, Any]) -> None:
        self._db, self._table = db, table

    def __getitem__(self, path: str) -> Mapping[Any, Any]:
        return _Table(self._db, self._table, path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.get(source_paths, ""))

    def __len__(self) -> int:
        return len(self._db.get(source_paths, ""))


class _Lexicons(Mapping[str, Lexicon]):
    """The lexicon of each language, for what is looked up by hand."""

    def __init__(self, db: Database, found: Mapping[str, Lexicon]) -> None:
        self._db = db
        self._found = found

    def __getitem__(self, language: str) -> Lexicon:
        if language in self._found:
            return self._found[language]
        if language not in self._db.get(languages, ""):
            raise KeyError(language)
        return _NotedLexicon(language, _Forms(self._db, language), (), AhoCorasick([]), load_tables(), ())

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.get(languages, ""))

    def __len__(self) -> int:
        return len(self._db.get(languages, ""))


def targets(db: Database, found: Mapping[str, Lexicon] | None = None) -> Targets:
    """Everything that a link by hand can lead to; what is looked up is noted."""
    by_key = _Terms(db)
    lexicons = _Lexicons(db, found or {})
    return Targets(
        lexicons,
        by_key,
        _Anchored(db, by_key),
        _Table(db, source),
        _Table(db, keys_in),
        _Tables(db, entries),
        _Table(db, addressed),
        _Tables(db, headings_in),
    )


@query(keep=tuple[tuple[Key, Autolink], ...])
def wishes(db: Database, _: str) -> tuple[tuple[Key, Autolink], ...]:
    """What terms ask of the linker beside the policy; few do."""
    return tuple(wishes_of(db.get(terms, "")).items())


# -- linking ---------------------------------------------------------------------


def _part_of_linked(value: Linked, part: str) -> Any:
    match part:
        case "targets":
            return tuple(dict.fromkeys([mention.target for mention in value.mentions]))
        case "problems":
            return value.problems
        case "counts":
            return (len(value.mentions), sum(mention.linked for mention in value.mentions))
    raise AssertionError(part)


@query(keep=Linked, part=_part_of_linked, pooled=True, bound=2048)
def linked(db: Database, key: Key) -> Linked:
    """The mentions of one text, in order, with what was found wrong."""
    place = db.part(places, "", key)
    if place is None:
        return Linked(key)
    body = db.part(bodies, place.path, place.number) or ()
    found = db.part(occurring, place.path, place.number)
    db.note_parts(forms, place.language, found)
    whole = Place(key, place.path, place.language, body, place.own, place.ignore)
    return _linker(db, place.language, found).link(whole)


def _linker(db: Database, language: str, found: tuple[str, ...]) -> Linker:
    """The linker of all texts, or where few are linked again, one that knows the labels of this text only."""
    asked = dict(db.get(wishes, ""))
    config: Any = Settings(db)
    if db.batch > _FEW_TEXTS:
        stamp = (db.fingerprint(glossary, ""), db.fingerprint(labels, language), repr(config.links))
        return db.resources.get(
            f"linker {language}",
            stamp,
            lambda: _make_linker(db, language, whole_lexicon(db, language), asked),
        )
    few = _NotedLexicon(language, _Forms(db, language), found, AhoCorasick(found), load_tables(), ())
    return _make_linker(db, language, few, asked)


def _make_linker(db: Database, language: str, known: Lexicon, asked: Mapping[Key, Autolink]) -> Linker:
    config: Any = Settings(db)
    return Linker(config, targets(db, {language: known}), load_analyser(config), wishes=asked)


def release_lexicon(db: Database) -> None:
    """Drop from memory what only linking needs: it is much, and pages are made without it."""
    for language in db.peek(languages, ""):
        db.resources.drop(f"linker {language}")
        db.resources.drop(f"automaton {language}")
    db.release(forms_in, forms, labels, occurring, linked, draft, heads, folded_texts)
