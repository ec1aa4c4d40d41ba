"""Queries of the lexicon: labels, their surface forms, and the words near which general nouns are linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace

from glossgen.lexicon import Lexicon, SurfaceForm, Unsafe, load_tables
from glossgen.lexicon.label_names import brackets_of, doubtful
from glossgen.lexicon.lexicon import forms_of, has_brackets, in_form_order, named_by, unsafe_of
from glossgen.lexicon.own_initials import own_initials
from glossgen.lexicon.proper_names import asks_text
from glossgen.link.general_nouns import (
    Frequency,
    Vocabulary,
    frequency_in,
    general_keys,
    general_terms,
    sampled,
    vocabulary_of,
)
from glossgen.link.linker import labels_in_other_languages
from glossgen.model import Key, Term
from glossgen.query import Database, query
from glossgen.sources.places import bodies, body_of, places
from glossgen.sources.queries import keys_in, sources, terms, translations


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
def initials_in(db: Database, path: str) -> dict[str, tuple[str, ...]]:
    """The initials that entries of a file give behind their labels, by the id of the entry."""
    known = {key: db.part(terms, "", key) for key in db.part(keys_in, "", path) or ()}
    texts = db.get(bodies, path) if known else {}
    found = {
        key[1]: own_initials([each.text for each in term.labels], texts.get(key, ()))
        for key, term in known.items()
    }
    return {name: initials for name, initials in found.items() if initials}


@query(keep=tuple[SurfaceForm, ...], large=True)
def forms_in(db: Database, path: str) -> tuple[SurfaceForm, ...]:
    """The surface forms of the terms of a file."""
    tables = load_tables()
    known = [db.part(terms, "", key) for key in db.part(keys_in, "", path) or ()]
    if any(asks_text(label.text) for term in known for label in term.labels):
        texts = db.get(bodies, path)
        known = [replace(term, body=texts.get(term.key, ())) for term in known]
    found: list[SurfaceForm] = []
    initials = db.get(initials_in, path)
    for term in known:
        inner = (each for label in term.labels for each in brackets_of(label.text))
        doubts = {each for each in inner if db.part(doubted, term.language, each)}
        found += forms_of(term, tables, doubts, initials.get(term.id, ()), _translated(db, term))
    return tuple(found)


def _translated(db: Database, term: Term) -> tuple[str, ...]:
    """The labels of a term in other languages, if they matter."""
    if not has_brackets(term):
        return ()
    group = db.part(translations, "", term.meta.translation_key)
    return labels_in_other_languages(term, group, lambda key: db.part(terms, "", key))


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
    """The folded labels of a language, sorted."""
    return tuple(db.get(forms, language))


@query(keep=tuple[Unsafe, ...])
def unsafe(db: Database, language: str) -> tuple[Unsafe, ...]:
    """The labels of a language that are not linked automatically."""
    return unsafe_of(form for each in db.get(forms, language).values() for form in each)


def whole_lexicon(db: Database, language: str) -> Lexicon:
    """The lexicon of all labels of a language. Its lookups by hand are recorded as dependencies."""
    known, table = db.peek(labels, language), db.peek(forms, language)
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


class NotedLexicon(Lexicon, frozen=True):
    """A lexicon whose lookups of labels written by hand go through the database, which records them."""

    def lookup(self, label: str) -> tuple[SurfaceForm, ...]:
        """The forms that a label written by hand may mean."""
        forms_of_language: Any = self.forms
        db = forms_of_language._db
        return named_by(label, self.language, lambda key: db.part(forms, self.language, key) or ())


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
    keys = general_terms(db.part(forms, language, key) for key in sorted(general_keys(language)))
    if not keys:
        return {}
    often = db.get(frequency, language)
    made = {key: vocabulary_of(db.part(terms, "", key), body_of(db, key), often) for key in keys}
    return {key: each for key, each in made.items() if each is not None}
