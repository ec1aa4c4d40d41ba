"""Applies the lock: restores published ids and anchors, and reports published terms that have vanished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import PAGE, Glossary, Key, Position, Problem, Source, SourceKind, Term
from glossgen.sources.lock.file import NAME
from glossgen.sources.lock.match import Matches, PlaceInFile, match, place_of
from glossgen.sources.lock.values import Lock, PublishedTerm
from glossgen.text.anchors import encode_anchor
from glossgen.text.slug import unique


class Applied(Struct, frozen=True):
    """A glossary with its published ids and anchors.

    `redirects` are published addresses with the terms that were there; some may be addresses of
    current pages. `moved` are (address of a page, term) for terms that have left that page.
    """

    glossary: Glossary
    redirects: tuple[tuple[str, Key], ...] = ()
    moved: tuple[tuple[str, Key], ...] = ()


def apply_lock(glossary: Glossary, lock: Lock | None) -> Applied:
    """The glossary with the ids and anchors of its published terms; unchanged without a lock.

    Pure. Vanished terms, and terms that the lock lacks, are problems of the returned glossary.
    """
    if lock is None:
        return Applied(glossary)
    matches = match(glossary.terms, lock)
    ids, problems = _ids(glossary.terms, matches)
    current = _current_anchors(glossary.terms)
    sources = tuple(_source(source, ids, matches, current) for source in glossary.sources)
    problems += [_vanished(entry, glossary, matches) for entry in matches.lost]
    problems += _missing(glossary, matches)
    applied = replace(glossary, sources=sources, problems=(*glossary.problems, *problems))
    return Applied(applied, tuple(_redirects(applied, matches)), tuple(_moved(applied, matches)))


# -- ids ----------------------------------------------------------------------


def _ids(terms: Sequence[Term], matches: Matches) -> tuple[dict[PlaceInFile, str], list[Problem]]:
    """The id of each term: the explicit one, else the published one, else a free one.

    An id that was part of a published address of a term is not free for other terms, unless a
    writer states it explicitly.
    """
    taken: dict[str, set[str]] = defaultdict(set)
    ids = {place_of(term): term.id for term in terms if term.explicit_id}
    problems = list(_claimed(terms, matches))
    for term in terms:
        if term.explicit_id:
            taken[term.language].add(term.id)
    for term in terms:
        entry = matches.entries.get(place_of(term))
        if entry and not term.explicit_id:
            ids[place_of(term)] = unique(entry.id, taken[term.language])
    for language, name in _published(terms, matches):
        taken[language].add(name)
    for term in terms:
        if place_of(term) not in ids:
            ids[place_of(term)] = unique(term.id, taken[term.language])
    return ids, problems


def _published(terms: Iterable[Term], matches: Matches) -> dict[Key, PublishedTerm]:
    """The ids in the current and former addresses of published terms, with their terms."""
    entries = [*matches.lost, *(entry for term in terms for entry in matches.of(term))]
    found: dict[Key, PublishedTerm] = {}
    for entry in entries:
        for address in entry.addresses:
            *folders, name = address.strip("/").split("/")
            if folders[-1:] == ["terms"]:
                found[(entry.language, name)] = entry
    return found | {entry.key: entry for entry in entries}


def _claimed(terms: Iterable[Term], matches: Matches) -> Iterator[Problem]:
    """Report explicit ids that take over the address of another published term."""
    terms = list(terms)
    published = _published(terms, matches)
    for term in terms:
        owner = published.get(term.key) if term.explicit_id else None
        if owner and owner not in matches.of(term) and owner not in matches.lost:
            name = owner.labels[0] if owner.labels else owner.id
            message = f"the id “{term.id}” takes the published address of “{name}” ({owner.id})"
            yield Problem(term.position, "vanished", message, "choose another id for this entry")


# -- anchors ------------------------------------------------------------------


def _current_anchors(terms: Sequence[Term]) -> Mapping[str, set[PlaceInFile]]:
    """For each (file, anchor): the terms whose current heading gives that anchor."""
    current: dict[str, set[PlaceInFile]] = defaultdict(set)
    for term in terms:
        current[encode_anchor(term.heading)].add(place_of(term))
    return current


def _source(
    source: Source, ids: Mapping[PlaceInFile, str], matches: Matches, current: Mapping[str, set[PlaceInFile]]
) -> Source:
    terms: list[Term] = []
    for term in source.terms:
        place = place_of(term)
        old = (anchor for entry in matches.of(term) for anchor in entry.anchors)
        kept = [anchor for anchor in old if not current.get(anchor, set()) - {place}]
        terms.append(replace(term, id=ids[place], anchors=tuple(dict.fromkeys([*term.anchors, *kept]))))
    return replace(source, terms=tuple(terms))


# -- what was elsewhere -------------------------------------------------------


def _redirects(glossary: Glossary, matches: Matches) -> Iterator[tuple[str, Key]]:
    """Old addresses with their terms; that of a page leads to the page that has most of its terms now."""
    pages: dict[str, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
    for source in glossary.sources:
        for term in source.terms:
            for entry in matches.of(term):
                yield from ((address, term.key) for address in entry.addresses)
                if source.form is SourceKind.HEADINGS:
                    for page in entry.pages:
                        pages[page][(source.language, PAGE + source.path)] += 1
    for page, counts in sorted(pages.items()):
        yield page, min(counts, key=lambda key: (-counts[key], key))


def _moved(glossary: Glossary, matches: Matches) -> Iterator[tuple[str, Key]]:
    for term in glossary.terms:
        for entry in matches.of(term):
            yield from ((page, term.key) for page in entry.pages)


# -- problems -----------------------------------------------------------------


def _vanished(entry: PublishedTerm, glossary: Glossary, matches: Matches) -> Problem:
    name = entry.labels[0] if entry.labels else entry.id
    where = f" at {entry.addresses[-1]}" if entry.addresses else ""
    message = f"the term “{name}” was published{where}, and no entry has its id or one of its labels now"
    new = [
        term
        for term in glossary.terms
        if term.position.path == entry.file and place_of(term) not in matches.entries
    ]
    renamed = f"“{new[0].label}” (line {new[0].position.line})" if len(new) == 1 else "an entry"
    hint = (
        f"if {renamed} is its new name, write “id: {entry.id}” below that heading; "
        f"to give its address up, run “glossgen lock --retire {entry.language}/{entry.id}”"
    )
    return Problem(Position(NAME, entry.line), "vanished", message, hint)


def _missing(glossary: Glossary, matches: Matches) -> list[Problem]:
    fresh = [term for term in glossary.terms if place_of(term) not in matches.entries]
    if not fresh:
        return []
    count = "1 term is" if len(fresh) == 1 else f"{len(fresh)} terms are"
    message = f"{count} not in {NAME}, “{fresh[0].label}” first"
    hint = "run “glossgen lock” before you publish, so that ids last"
    return [Problem(fresh[0].position, "lock-missing", message, hint)]
