"""Queries over the links of the glossary in both directions: backlinks, relations, related terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from glossgen.graph.name_checks import name_checks
from glossgen.graph.nearness import Nearness
from glossgen.graph.relations import resolve_relations
from glossgen.graph.requirements import ReadingPath, path_to
from glossgen.graph.term_graph import grouped_problems
from glossgen.link.derived_names import DerivedName
from glossgen.link.lexicon_queries import languages
from glossgen.link.queries import linked, targets
from glossgen.model import DISAMBIGUATION, Key, Problem
from glossgen.query import Database, query
from glossgen.sources.places import paths, places, places_in
from glossgen.sources.queries import glossary, lines, terms
from glossgen.sources.segments import Segment, paths_in, segments_of

# -- who mentions whom -------------------------------------------------------------

_FOUND = {
    "targets": tuple[tuple[Key, tuple[Key, ...]], ...],
    "problems": tuple[tuple[Key, tuple[Problem, ...]], ...],
    "names": tuple[tuple[Key, tuple[DerivedName, ...]], ...],
    "counts": tuple[int, int],
}


@query(table=True, keep=_FOUND, large=True)
def linked_in(db: Database, segment: Segment) -> dict[str, Any]:
    """What is found in the texts of a segment (see `linked`): by place, and the counts of all together.

    Whoever reads what is found in all texts reads some segments in place of every text.
    """
    keys = [key for path in paths_in(db, segment) for key in places_in(db, path)]
    read = iter(db.gather(linked, [(key, item) for item in _FOUND for key in keys]))
    found: dict[str, Any] = {
        item: tuple([(key, its) for key in keys if (its := next(read))]) for item in _FOUND
    }
    counted = [each for _, each in found["counts"]]
    return {**found, "counts": (sum(each[0] for each in counted), sum(each[1] for each in counted))}


def _in_all_segments(db: Database, item: str) -> list[Any]:
    """One item of what is found in each segment (`linked_in`)."""
    segments = (segment for language in db.get(languages, "") for segment in segments_of(db, language))
    return db.gather(linked_in, [(segment, item) for segment in segments])


def _linked_in_all(db: Database, item: str) -> Iterator[tuple[Key, Any]]:
    """One item of what is found in each text that has it, in the order of texts."""
    found = dict(pair for segment in _in_all_segments(db, item) for pair in segment)
    return ((key, found[key]) for key in db.get(places, "") if key in found)


@query(table=True, keep=tuple[Key, ...])
def mentioned(db: Database, _: str) -> dict[Key, tuple[Key, ...]]:
    """The distinct targets of each text in text order: terms, pages and ambiguous names."""
    return dict(_linked_in_all(db, "targets"))


@query(table=True, keep=tuple[Key, ...])
def links(db: Database, _: str) -> dict[Key, tuple[Key, ...]]:
    """The terms that each text mentions, each once."""
    known = {key: key for key in db.get(terms, "")}  # one object for each, as they are many in all
    found: dict[Key, tuple[Key, ...]] = {}
    for place, targeted in db.get(mentioned, "").items():
        kept = tuple([known[key] for key in targeted if key in known])
        if kept:
            found[place] = kept
    return found


@query(table=True, keep=tuple[Key, ...])
def users(db: Database, _: str) -> dict[Key, tuple[Key, ...]]:
    """The texts that mention each target, in the order of files: the inverse of `mentioned`."""
    found: dict[Key, list[Key]] = {}
    for place, targeted in db.get(mentioned, "").items():
        for key in targeted:
            found.setdefault(key, []).append(place)
    return {key: tuple(each) for key, each in found.items()}


@query(keep=tuple[Key, ...])
def ambiguous_names(db: Database, _: str) -> tuple[Key, ...]:
    """The shared names that are targets of mentions which could mean several terms."""
    return tuple(sorted(key for key in db.get(users, "") if key[1].startswith(DISAMBIGUATION)))


@query(keep=tuple[int, int])
def counts(db: Database, _: str) -> tuple[int, int]:
    """The number of mentions, and how many of them are links."""
    found = _in_all_segments(db, "counts")
    return sum(each[0] for each in found), sum(each[1] for each in found)


@query
def link_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """The problems of mentions and of links made by hand."""
    found = (each for _, its in _linked_in_all(db, "problems") for each in its)
    return tuple(grouped_problems(found))


@query
def name_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """The problems of derived names (see `name_checks`)."""
    found = [each for _, names in _linked_in_all(db, "names") for each in names]
    known = {target: db.part(terms, "", target) for target in dict.fromkeys(target for target, *_ in found)}
    lines_of = {target: db.part(lines, "", target)[0] for target in known}
    return tuple(name_checks(found, known, lines_of))


# -- relations declared by writers --------------------------------------------------


class Related(Struct, frozen=True, array_like=True):
    """The declared relations of a term: related, broader, narrower (SKOS), and terms to read before it."""

    related: tuple[Key, ...] = ()
    broader: tuple[Key, ...] = ()
    narrower: tuple[Key, ...] = ()
    requires: tuple[Key, ...] = ()


NO_RELATIONS = Related()


@query
def declared(db: Database, _: str) -> tuple[tuple[tuple[Key, Related], ...], tuple[Problem, ...]]:
    """The declared relations of each term, and a problem for each label that names no term."""
    found, problems = resolve_relations(db.get(glossary, "").glossary, targets(db))
    kinds = (found.related, found.broader, found.narrower, found.requires)
    keys = dict.fromkeys(key for kind in kinds for key in kind)
    return tuple((key, Related(*(kind.get(key, ()) for kind in kinds))) for key in keys), problems


@query(table=True, keep=Related)
def relations(db: Database, _: str) -> dict[Key, Related]:
    """The declared relations of each term that has any."""
    return dict(db.get(declared, "")[0])


@query(keep=ReadingPath, large=True)
def read_before(db: Database, key: Key) -> ReadingPath:
    """The terms to be read before a term that requires others."""
    return path_to(key, lambda each: (db.part(relations, "", each) or NO_RELATIONS).requires)


# -- names -------------------------------------------------------------------------


@query(table=True, keep=tuple[Key, ...])
def shared_labels(db: Database, _: str) -> dict[str, tuple[Key, ...]]:
    """The terms of each label or id that several terms share."""
    first: dict[str, Key] = {}
    shared: dict[str, dict[Key, None]] = {}
    for key, term in db.get(terms, "").items():
        for name in (term.id, *(label.text for label in term.labels)):
            known = first.setdefault(name, key)
            if known != key:
                shared.setdefault(name, {known: None})[key] = None
    return {name: tuple(found) for name, found in shared.items()}


# -- nearness ------------------------------------------------------------------------

MOST_RELATED = 8

LEAST_NEAR = {True: 1.75, False: 2.5}
"""The least score (see `Nearness.scored`) of a related term that is not declared: in the same file, or not.

In the same file, one link and two terms that both mention suffice, or about four such terms without a link.
Terms of different fields often have that much in common by chance.
"""


@query(keep=tuple[Key, ...], large=True)
def related(db: Database, key: Key) -> tuple[Key, ...]:
    """Terms close to a term: declared ones first, then by shared links (see `Nearness`)."""
    part = db.part
    given = (part(relations, "", key) or NO_RELATIONS).related
    db.note_parts(users, "", part(links, "", key) or ())
    db.note_parts(links, "", part(users, "", key) or ())
    nearness: Nearness = db.resources.get("nearness", db.revision, lambda: _nearness(db))
    own, far = part(paths, "", key), LEAST_NEAR[False]
    scored = nearness.scored(key, MOST_RELATED, LEAST_NEAR[True])
    near = [each for score, each in scored if score >= far or part(paths, "", each) == own]
    return tuple(dict.fromkeys((*given, *near)))[:MOST_RELATED]


@query(keep=tuple[Key, ...], large=True)
def related_unnamed(db: Database, key: Key) -> tuple[Key, ...]:
    """The related terms that neither the text of a term nor its backlinks name, as its page does already."""
    found = db.get(related, key)
    if not found:
        return ()
    named = {*(db.part(links, "", key) or ()), *(db.part(users, "", key) or ())}
    return tuple(each for each in found if each not in named)


def _nearness(db: Database) -> Nearness:
    """The shared `Nearness`, cached; `related` records the reads that its answer depends on."""
    return Nearness(
        lambda key: db.peek_part(links, "", key) or (), lambda key: db.peek_part(users, "", key) or ()
    )
