"""Checks of the glossary as a whole, one small function for each rule."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from glossgen.lexicon import Unsafe
from glossgen.model import Glossary, Position, Problem, Term
from glossgen.problems import in_order
from glossgen.text.case_folding import fold_name
from glossgen.text.language_rules import is_known

TermsByName = dict[str, list[tuple[Term, str]]]


def check_glossary(glossary: Glossary, unlinked: Mapping[str, Iterable[Unsafe]]) -> tuple[Problem, ...]:
    """Every problem that the rules of this module find, sorted."""
    rules = (
        no_terms(glossary),
        languages_without_rules(glossary),
        duplicate_labels(glossary.terms),
        case_homonyms(glossary.terms),
        unsafe_labels(glossary.terms, unlinked),
    )
    return in_order(problem for rule in rules for problem in rule)


def no_terms(glossary: Glossary) -> Iterator[Problem]:
    """A glossary in which no term was found."""
    if not glossary.terms:
        hint = "write an entry as “## label | other label” with its definition below"
        if not glossary.sources:
            hint = "no Markdown file was read; README.md and similar files are left out (see “exclude”)"
        place = Position(glossary.sources[0].path) if glossary.sources else Position(".", 0)
        yield Problem(place, "no-terms", "no term was found", hint)


def languages_without_rules(glossary: Glossary) -> Iterator[Problem]:
    """Languages in which terms are found only in the form of their labels; one problem for each."""
    first: dict[str, str] = {}
    for term in glossary.terms:
        first.setdefault(term.language, term.position.path)
    for language, path in first.items():
        if not is_known(language):
            message = f"terms in “{language}” are linked only where they are written exactly like a label"
            hint = "the table of languages has no rules for the forms of words in this language"
            yield Problem(Position(path), "language-rules", message, hint)


def _named(terms: Iterable[Term], fold_case: bool) -> TermsByName:
    named: TermsByName = defaultdict(list)
    for term in terms:
        for label in term.labels:
            name = fold_name(label.text) if fold_case else unicodedata.normalize("NFKC", label.text)
            named[f"{term.language}\n{name}"].append((term, label.text))
    return named


def duplicate_labels(terms: Iterable[Term]) -> Iterator[Problem]:
    """Labels that several terms share: an error within one file, a warning across files."""
    for entries in _named(terms, fold_case=False).values():
        first: dict[str, Term] = {}
        for term, label in entries:
            before = first.setdefault(term.position.path, term)
            if before is not term:
                message = f"“{label}” is already a label of the entry at line {before.position.line}"
                yield Problem(
                    term.position, "duplicate-label", message, "join the two entries, or rename one"
                )
        if len(first) > 1:
            yield from _homonyms(list(first.values()), entries[0][1])


def _homonyms(terms: list[Term], label: str) -> Iterator[Problem]:
    first, *others = sorted(terms, key=lambda term: term.position)
    for term in others:
        place = f"{first.position.path}:{first.position.line}"
        message = f"“{label}” is also a label of the entry at {place}"
        hint = "a mention links to the nearer one; readers get a page that lists both"
        yield Problem(term.position, "homonym", message, hint)


def case_homonyms(terms: Iterable[Term]) -> Iterator[Problem]:
    """Labels of different terms that differ only by case."""
    for entries in _named(terms, fold_case=True).values():
        spellings = {unicodedata.normalize("NFKC", label) for _, label in entries}
        owners = {term.key for term, _ in entries}
        if len(spellings) < 2 or len(owners) < 2:
            continue
        (first, label), *others = sorted(entries, key=lambda entry: entry[0].position)
        for term, other in others:
            if term is not first and other != label:
                place = f"{first.position.path}:{first.position.line}"
                message = f"“{other}” and “{label}” ({place}) differ only by case"
                yield Problem(term.position, "case-homonym", message, "give one of them “match: exact”")


def unsafe_labels(terms: Iterable[Term], unlinked: Mapping[str, Iterable[Unsafe]]) -> Iterator[Problem]:
    """Labels that are too short or too common to be linked automatically."""
    by_key = {term.key: term for term in terms}
    for labels in unlinked.values():
        for unsafe in labels:
            message = f"“{unsafe.label}” is {unsafe.reason} and is not linked by itself"
            hint = "write “autolink: always” to link it, or “autolink: never” to hide this message"
            yield Problem(by_key[unsafe.term].position, "unsafe-label", message, hint)
