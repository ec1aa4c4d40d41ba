"""A build that begins where the last one ended: only what an edit of texts can change is made again.

It is taken when nothing but texts has changed: the same files, terms, labels,
ids and settings. Anything else is a build of the whole site. Either way the
site is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from glossgen.config import Config
from glossgen.graph import TermGraph, problems_of, resolve_relations
from glossgen.link import PAGE, Linker, Place, Targets, load_analyser, places
from glossgen.model import Form, Glossary, Key, Source, Term


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit has changed: some files, by path, and the text, line or mentions of some places."""

    graph: TermGraph
    sources: Mapping[str, Source]
    places: frozenset[Key]


def find_edit(config: Config, graph: TermGraph, glossary: Glossary) -> Edit | None:
    """The texts of `glossary` that are not those of `graph`; None when something else differs."""
    old = graph.glossary
    if old.assets != glossary.assets or len(old.sources) != len(glossary.sources):
        return None
    pairs = [(was, now) for was, now in zip(old.sources, glossary.sources, strict=True) if was is not now]
    if not all(same_but_texts(was, now) for was, now in pairs):
        return None
    sources = {now.path: now for was, now in pairs if was != now}
    targets = Targets.of(glossary, graph.lexicons)
    linker = Linker(config, targets, load_analyser(config))
    linked = {place.key: linker.link(place) for place in _places(sources.values())}
    _, found = resolve_relations(glossary, targets)
    problems = problems_of(glossary, (linked.get(each.place, each) for each in graph.linked), found)
    edited = graph.with_texts(sources, linked, problems)
    return Edit(edited, sources, frozenset(_changed(graph, edited, sources.values())))


def _places(sources: Iterable[Source]) -> Iterator[Place]:
    return places(Glossary(tuple(sources)))


def same_but_texts(was: Source, now: Source) -> bool:
    """Whether two states of a file differ in texts and lines alone."""
    if now.form is Form.INDEX and was.intro != now.intro:
        return False  # every page shows what the site is about
    if len(was.terms) != len(now.terms) or (was.note is None) != (now.note is None):
        return False
    if was.note and now.note and replace(now.note, body=()) != replace(was.note, body=()):
        return False
    if replace(was, terms=(), note=None, intro=()) != replace(now, terms=(), note=None, intro=()):
        return False
    return bool(was.intro) == bool(now.intro) and all(map(_same_name, was.terms, now.terms))


def _same_name(was: Term, now: Term) -> bool:
    return (
        was.id == now.id
        and was.labels == now.labels
        and was.reading == now.reading
        and was.meta == now.meta
        and was.heading == now.heading
        and was.anchors == now.anchors
        and was.explicit_id == now.explicit_id
        and was.position.path == now.position.path
    )


def _changed(before: TermGraph, after: TermGraph, sources: Iterable[Source]) -> Iterator[Key]:
    """The places whose text, line or mentions are others."""
    for source in sources:
        for term in source.terms:
            if before.terms[term.key] != term or before.places[term.key] != after.places[term.key]:
                yield term.key
        if source.note:
            yield source.note.key
        if source.intro:
            yield (source.language, PAGE + source.path)
