"""What to read before a term: the path that writers declare, else one derived from defining sentences.

A term builds on the terms in its defining sentence that are more basic: more places use them, and their own
texts do not mention it. Since a more basic term has more uses, there are no cycles.
"""

from __future__ import annotations

from glossgen.graph import queries as graph
from glossgen.graph.nearness import is_term
from glossgen.graph.requirements import ReadingPath, path_to
from glossgen.link.queries import mentions_in
from glossgen.model import Key, TextRun
from glossgen.query import Database, query
from glossgen.site.site import Site
from glossgen.sources.places import body_of
from glossgen.text import first_place, sentence_at

LEAST_TIMES = 1.5
"""A more basic term is used in at least this many times as many places, and in at least `LEAST_USED`."""

LEAST_USED = 3

MOST_USED = 200
"""A term with more uses than this is assumed to be known to readers of the subject."""

MOST = 5
"""The most terms of a derived path, those nearest to its end."""


@query(keep=tuple[Key, ...], large=True)
def builds_on(db: Database, key: Key) -> tuple[Key, ...]:
    """The more basic terms that the defining sentence of a term names, in its order."""
    body = body_of(db, key)
    place = first_place(body)
    if place is None:
        return ()
    number, start = place
    run = [part for part in body if isinstance(part, TextRun)][number]
    first, last = sentence_at(run, start, start, limit=len(run.text))
    mentions = [each for each in mentions_in(db, key) if each.text_run == number]
    named = dict.fromkeys(each.target for each in mentions if first <= each.start and each.end <= last)
    terms = [each for each in named if each != key and each[0] == key[0] and is_term(each)]
    least = max(LEAST_USED, LEAST_TIMES * _uses(db, key)) if terms else 0
    return tuple(
        each
        for each in terms
        if least <= _uses(db, each) <= MOST_USED and key not in (db.part(graph.links, "", each) or ())
    )


def _uses(db: Database, key: Key) -> int:
    return len(db.part(graph.users, "", key) or ())


@query(keep=tuple[Key, ...], large=True)
def found_path(db: Database, key: Key) -> tuple[Key, ...]:
    """The derived path: the terms to read before a term by what each builds on, the most used first.

    Empty if the path has only terms that the text links to anyway.
    """
    path = path_to(key, lambda each: db.get(builds_on, each), MOST).terms
    linked_to = set(db.part(graph.links, "", key) or ())
    return tuple(sorted(path, key=lambda each: -_uses(db, each))) if {*path} - linked_to else ()


def path_before(site: Site, key: Key) -> ReadingPath:
    """The declared path to a term; else the derived one, without terms that declare to be read after it."""
    declared = site.graph.read_before(key)
    if declared.terms or not site.db.get(builds_on, key):
        return declared
    found = site.db.get(found_path, key)
    return ReadingPath(tuple(each for each in found if key not in site.graph.read_before(each).terms))
