"""What an edit has changed, if it is one of texts or of alternative labels.

That is one after which there are the same files, terms, ids, preferred labels
and settings. For any other the whole site is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from glossgen.config import Config
from glossgen.graph import TermGraph, problems_of, resolve_relations
from glossgen.lexicon import Lexicon
from glossgen.link import PAGE, Linker, Targets, build_lexicons, load_analyser, places
from glossgen.link.changes import basis_of, changes_between, seen_by_links, stale
from glossgen.lock import read_lock
from glossgen.model import Form, Glossary, Key, Source, Term


@dataclass(frozen=True, slots=True)
class Edit:
    """Some files, by path, and the places whose text, line, labels or mentions are others.

    `renamed` are the terms that have other alternative labels.
    """

    graph: TermGraph
    sources: Mapping[str, Source]
    places: frozenset[Key]
    renamed: frozenset[Key]


def find_edit(config: Config, graph: TermGraph, glossary: Glossary) -> Edit | None:
    """What is in `glossary` that is not in `graph`; None when the whole site has to be built for it."""
    old = graph.glossary
    if old.assets != glossary.assets or len(old.sources) != len(glossary.sources):
        return None
    pairs = [(was, now) for was, now in zip(old.sources, glossary.sources, strict=True) if was is not now]
    if not all(same_but_texts(was, now) for was, now in pairs):
        return None
    sources = {now.path: now for was, now in pairs if was != now}
    renamed = {now.key for was, now in _terms(pairs) if _names(was) != _names(now)}
    lexicons, again = graph.lexicons, {each.place for each in graph.linked if each.problems}
    if renamed:
        lexicons = build_lexicons(glossary)
        again |= _stale(graph, [was for was, _ in pairs], [now for _, now in pairs])
    edited = _linked(config, graph, glossary, sources, lexicons, again)
    if edited is None or (renamed and (read_lock(config.root) or _shared(graph, edited, renamed))):
        return None
    changed = frozenset(_changed(graph, edited, sources.values(), again))
    return Edit(edited, sources, changed | renamed, frozenset(renamed))


def _linked(
    config: Config,
    graph: TermGraph,
    glossary: Glossary,
    sources: Mapping[str, Source],
    lexicons: Mapping[str, Lexicon],
    again: set[Key],
) -> TermGraph | None:
    """The graph with these files, their texts and those of the places of `again` linked once more."""
    targets = Targets.of(glossary, lexicons)
    linker = Linker(config, targets, load_analyser(config))
    wanted = (place for place in places(glossary) if place.path in sources or place.key in again)
    linked = {place.key: linker.link(place) for place in wanted}
    relations, found = resolve_relations(glossary, targets)
    if relations != graph.relations:
        return None
    problems = problems_of(glossary, (linked.get(each.place, each) for each in graph.linked), found)
    return graph.with_texts(sources, linked, problems, lexicons)


def _stale(graph: TermGraph, old: list[Source], new: list[Source]) -> set[Key]:
    """The places that hold a label which a term has won or lost, or name one by hand."""
    bases = {place.key: basis_of(place, graph.places[place.key]) for place in places(graph.glossary)}
    return stale(bases, changes_between(map(seen_by_links, old), map(seen_by_links, new)))


def _shared(before: TermGraph, after: TermGraph, renamed: set[Key]) -> bool:
    """Whether a renamed term shares a name with another: then pages of such names may come or go."""
    terms = ((graph, graph.terms[key]) for graph in (before, after) for key in renamed)
    named = ((term, graph.namesakes(label.text)) for graph, term in terms for label in term.labels)
    return any(
        other.language == term.language and other.key != term.key
        for term, others in named
        for other in others
    )


def _terms(pairs: Iterable[tuple[Source, Source]]) -> Iterator[tuple[Term, Term]]:
    return (terms for was, now in pairs for terms in zip(was.terms, now.terms, strict=True))


def _names(term: Term) -> object:
    return (term.labels, term.heading, term.anchors)


def same_but_texts(was: Source, now: Source) -> bool:
    """Whether two states of a file differ in texts, lines and alternative labels alone."""
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
        and was.labels[0] == now.labels[0]
        and was.reading == now.reading
        and was.meta == now.meta
        and was.explicit_id == now.explicit_id
        and was.position.path == now.position.path
    )


def _changed(
    before: TermGraph, after: TermGraph, sources: Iterable[Source], again: Iterable[Key]
) -> Iterator[Key]:
    """The places whose text, line or mentions are others."""
    for source in sources:
        for term in source.terms:
            if before.terms[term.key] != term or before.places[term.key] != after.places[term.key]:
                yield term.key
        if source.note:
            yield source.note.key
        if source.intro:
            yield (source.language, PAGE + source.path)
    yield from (place for place in again if before.mentions(place) != after.mentions(place))
