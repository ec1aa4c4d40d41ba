"""Queries of the lexicon: labels, their surface forms, and the words near which general nouns are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace

from glossgen.lexicon import Lexicon, SurfaceForm, Unsafe, load_tables
from glossgen.lexicon.label_names import brackets_of, doubtful
from glossgen.lexicon.lexicon import forms_of, has_brackets, in_form_order, named_by, unsafe_of
from glossgen.lexicon.own_names import own_names
from glossgen.lexicon.proper_names import asks_text
from glossgen.link.general_nouns import (
    Frequency,
    Vocabulary,
    frequency_in,
    general_names,
    general_terms,
    sampled,
    vocabulary_of,
)
from glossgen.link.linker import labels_in_other_languages
from glossgen.model import Key, Term
from glossgen.query import Database, query
from glossgen.sources.places import bodies, body_of, places
from glossgen.sources.queries import keys_in, sources, terms, translations
from glossgen.sources.segments import Segment, paths_in, segments_of


@query
def languages(db: Database, _: str) -> tuple[str, ...]:
    """The languages of the sources."""
    return tuple(sorted({each.language for each in db.get(sources, "")}))


@query(table=True, keep=bool)
def doubted(db: Database, language: str) -> dict[str, bool]:
    """The folded texts in brackets of labels that are qualifiers unless the label shows otherwise."""
    known = (term for each in db.get(sources, "") if each.language == language for term in each.terms)
    return dict.fromkeys(sorted(doubtful(label.text for term in known for label in term.labels)), True)


@query(keep=dict[str, tuple[str, ...]])
def own_names_in(db: Database, path: str) -> dict[str, tuple[str, ...]]:
    """The names that entries of a file give beside their labels, by the id of the entry."""
    known = {key: db.part(terms, "", key) for key in db.part(keys_in, "", path) or ()}
    texts = db.get(bodies, path) if known else {}
    found = {
        key[1]: own_names([each.text for each in term.labels], texts.get(key, ()))
        for key, term in known.items()
    }
    return {name: own for name, own in found.items() if own}


@query(keep=tuple[SurfaceForm, ...], large=True)
def forms_in(db: Database, path: str) -> tuple[SurfaceForm, ...]:
    """The surface forms of the terms of a file."""
    tables = load_tables()
    known = [db.part(terms, "", key) for key in db.part(keys_in, "", path) or ()]
    if any(asks_text(label.text) for term in known for label in term.labels):
        texts = db.get(bodies, path)
        known = [replace(term, body=texts.get(term.key, ())) for term in known]
    found: list[SurfaceForm] = []
    own = db.get(own_names_in, path)
    for term in known:
        inner = (each for label in term.labels for each in brackets_of(label.text))
        doubts = {each for each in inner if db.part(doubted, term.language, each)}
        found += forms_of(term, tables, doubts, own.get(term.id, ()), _translated(db, term))
    return tuple(found)


def _translated(db: Database, term: Term) -> tuple[str, ...]:
    """The labels of a term in other languages, if they matter."""
    if not has_brackets(term):
        return ()
    group = db.part(translations, "", term.meta.translation_key)
    return labels_in_other_languages(term, group, lambda key: db.part(terms, "", key))


_BUCKETS = 64
"""The folded labels of a language are in so many tables, so that a label changes one of them."""

Bucket = tuple[str, int]
"""A language, and the number of a table of its labels."""


def bucket_of(language: str, label: str) -> Bucket:
    """The table in which a folded label is."""
    return language, crc32(label.encode("utf-8", "surrogateescape")) % _BUCKETS


def buckets_of(language: str) -> list[Bucket]:
    """All tables of the labels of a language."""
    return [(language, number) for number in range(_BUCKETS)]


@query(table=True, keep=tuple[SurfaceForm, ...], large=True)
def forms_by_bucket(db: Database, segment: Segment) -> dict[int, tuple[SurfaceForm, ...]]:
    """The surface forms of the terms in a segment of the source files, by the number of their table."""
    language, _ = segment
    found: dict[int, list[SurfaceForm]] = {}
    for path in paths_in(db, segment):
        for form in db.get(forms_in, path):
            found.setdefault(bucket_of(language, form.key)[1], []).append(form)
    return {number: tuple(found[number]) for number in sorted(found)}


@query(table=True, keep=tuple[SurfaceForm, ...])
def forms(db: Database, bucket: Bucket) -> dict[str, tuple[SurfaceForm, ...]]:
    """The forms of each folded label in a table of labels."""
    language, number = bucket
    found: dict[str, list[SurfaceForm]] = {}
    for listed in db.gather(forms_by_bucket, [(each, number) for each in segments_of(db, language)]):
        for form in listed or ():
            found.setdefault(form.key, []).append(form)
    return {key: in_form_order(found[key]) for key in sorted(found)}


def forms_of_label(db: Database, language: str, label: str) -> tuple[SurfaceForm, ...] | None:
    """The forms of a folded label; None if there is no such label."""
    return db.part(forms, bucket_of(language, label), label)  # type: ignore[no-any-return]


def note_labels(db: Database, language: str, found: Iterable[str]) -> None:
    """Record the forms of some labels as dependencies, if the caller has them already."""
    by_bucket: dict[Bucket, list[str]] = {}
    for label in found:
        by_bucket.setdefault(bucket_of(language, label), []).append(label)
    for bucket, its in by_bucket.items():
        db.note_parts(forms, bucket, its)


@query(keep=tuple[str, ...])
def labels_in(db: Database, bucket: Bucket) -> tuple[str, ...]:
    """The folded labels in a table."""
    return tuple(db.get(forms, bucket))


@query(keep=tuple[str, ...])
def labels(db: Database, language: str) -> tuple[str, ...]:
    """The folded labels of a language, sorted."""
    return tuple(sorted(label for bucket in buckets_of(language) for label in db.get(labels_in, bucket)))


@query(keep=tuple[Unsafe, ...])
def unsafe_in(db: Database, bucket: Bucket) -> tuple[Unsafe, ...]:
    """The labels in a table that are not linked automatically."""
    return unsafe_of(form for each in db.get(forms, bucket).values() for form in each)


@query(keep=tuple[Unsafe, ...])
def unsafe(db: Database, language: str) -> tuple[Unsafe, ...]:
    """The labels of a language that are not linked automatically."""
    found = {each for bucket in buckets_of(language) for each in db.get(unsafe_in, bucket)}
    return tuple(sorted(found, key=lambda each: (each.term, each.label)))


def whole_lexicon(db: Database, language: str) -> Lexicon:
    """The lexicon of all labels of a language. Its lookups by hand are recorded as dependencies."""
    known = db.peek(labels, language)
    table = {label: each for bucket in buckets_of(language) for label, each in db.peek(forms, bucket).items()}
    stamp = db.fingerprint(labels, language)
    automaton = db.resources.get(f"automaton {language}", stamp, lambda: AhoCorasick(known))
    return NotedLexicon(language, FormsOfLanguage(db, language, table), known, automaton, load_tables(), ())


class FormsOfLanguage(Mapping[str, tuple[SurfaceForm, ...]]):
    """The forms of each label of a language. Lookups are recorded, also those that find nothing."""

    def __init__(
        self, db: Database, language: str, table: Mapping[str, tuple[SurfaceForm, ...]] | None = None
    ) -> None:
        self._db = db
        self._language = language
        self._table = table

    def __getitem__(self, key: str) -> tuple[SurfaceForm, ...]:
        if self._table is not None:
            return self._table[key]
        found = forms_of_label(self._db, self._language, key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None  # type: ignore[call-overload]

    def __iter__(self) -> Iterator[str]:
        return iter(self._db.get(labels, self._language))

    def __len__(self) -> int:
        return len(self._db.get(labels, self._language))


class NotedLexicon(Lexicon, frozen=True):
    """A lexicon whose lookups of labels written by hand go through the database, which records them."""

    def lookup(self, label: str) -> tuple[SurfaceForm, ...]:
        """The forms that a label written by hand may mean."""
        forms_of_language: Any = self.forms
        db = forms_of_language._db
        return named_by(label, self.language, lambda key: forms_of_label(db, self.language, key) or ())


# -- what is asked of general nouns ------------------------------------------------


@query(keep=Frequency)
def frequency(db: Database, language: str) -> Frequency:
    """The words that many entries of a language use, by a sample of them."""
    heads = db.get(places, "")
    known = sampled(key for key, head in heads.items() if head.own and head.language == language)
    return frequency_in((body_of(db, key) for key in known), language)


@query(table=True, keep=Vocabulary)
def vocabularies(db: Database, language: str) -> dict[Key, Vocabulary]:
    """The vocabularies of the terms of a language that general nouns may mean."""
    keys = general_terms(forms_of_label(db, language, key) for key in sorted(general_names(language)))
    if not keys:
        return {}
    often = db.get(frequency, language)
    made = {key: vocabulary_of(db.part(terms, "", key), body_of(db, key), often) for key in keys}
    return {key: each for key, each in made.items() if each is not None}
