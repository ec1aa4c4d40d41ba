"""What an edit has changed, if it is one of texts or of alternative labels.

That is one after which there are the same files, terms, ids, preferred labels
and settings. For any other the whole site is built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config import Config
from glossgen.graph import Relations, TermGraph, problems_of, resolve_relations
from glossgen.lexicon import Lexicon, build_lexicon, occurring
from glossgen.link import Linker, Targets, build_lexicons, load_analyser, places
from glossgen.link.changes import basis_of, changes_between, seen_by_links, stale
from glossgen.link.linker import Place
from glossgen.model import PAGE, Glossary, Key, Linked, Meta, Problem, Source, SourceKind, Term
from glossgen.ondemand import laid_over, together
from glossgen.sources.lock import read_lock

Forms = Mapping[str, Mapping[Key, Sequence[str]]]
"""By language, the folded keys of the surface forms of each term (see `glossgen.lexicon.keys_of`)."""

KnownForms = Callable[[], Forms] | None


class Edit(Struct, frozen=True):
    """Some files, by path, and the places whose text, line, labels or mentions are others.

    `linked` are the mentions of the places that were linked again, `renamed` the
    terms that have other alternative labels.
    """

    graph: TermGraph
    sources: Mapping[str, Source]
    linked: Mapping[Key, Linked]
    places: frozenset[Key]
    renamed: frozenset[Key]


def find_edit(config: Config, graph: TermGraph, glossary: Glossary, forms: KnownForms = None) -> Edit | None:
    """What is in `glossary` that is not in `graph`; None when the whole site has to be built for it.

    With `forms`, the lexicons of the graph need not be built to link a few texts.
    """
    old = graph.glossary
    if old.assets != glossary.assets or len(old.sources) != len(glossary.sources):
        return None
    pairs = [(was, now) for was, now in zip(old.sources, glossary.sources, strict=True) if was is not now]
    if not all(same_but_texts(was, now) for was, now in pairs):
        return None
    pairs = [(was, now) for was, now in pairs if _whole(was) != _whole(now)]
    renamed = frozenset(now.key for was, now in _terms(pairs) if _names(was) != _names(now))
    again = {key for key, each in graph.places.items() if each.problems} if graph.problems else set()
    if renamed:
        again |= _stale(graph, [was for was, _ in pairs], [now for _, now in pairs])
    sources = {now.path: now for _, now in pairs}
    ignores = {now.path for was, now in pairs if was.ignore != now.ignore}
    same = {now.key for was, now in _terms(pairs) if was == now and now.position.path not in ignores}
    edited = _linked(config, graph, _Work(glossary, sources, again, renamed, same, forms))
    if edited is None:
        return None
    after, linked = edited
    if renamed and (read_lock(config.root) or _shared(graph, after, renamed)):
        return None
    changed = frozenset(_changed(graph, after, sources.values(), again))
    return Edit(after, sources, linked, changed | renamed, renamed)


def _whole(source: Source) -> Source:
    """A source with its terms in a tuple, so that two can be compared."""
    return replace(source, terms=tuple(source.terms))


class _Work(Struct, frozen=True):
    """What is to be linked again: the texts of `sources`, by path, and those of the places of `again`.

    Of the sources, those of the terms that are the `same` as before stay as they are.
    """

    glossary: Glossary
    sources: Mapping[str, Source]
    again: Collection[Key]
    renamed: Collection[Key]
    same: Collection[Key]
    forms: KnownForms

    @property
    def places(self) -> list[Place]:
        """The texts."""
        return [place for place in places(self.some) if place.key in self.again or self._differs(place)]

    def _differs(self, place: Place) -> bool:
        return place.path in self.sources and place.key not in self.same

    @property
    def some(self) -> Glossary:
        """The glossary, or where that is enough the files that have changed."""
        return self.glossary if self.again else Glossary(tuple(self.sources.values()))


def _linked(config: Config, graph: TermGraph, work: _Work) -> tuple[TermGraph, dict[Key, Linked]] | None:
    """The graph with the texts linked once more, and what became of them; None where relations change."""
    texts = work.places
    lexicons = later_lexicons(work.glossary) if work.renamed else graph.lexicons
    targets, found = _few(graph, work, texts, lexicons), tuple[Problem, ...]()
    if targets is None:
        targets = Targets.of(work.glossary, lexicons)
        relations, found = resolve_relations(work.glossary, targets)
        if relations != graph.relations:
            return None
    linker = Linker(config, targets, load_analyser(config))
    linked = {place.key: linker.link(place) for place in texts}
    # Where nothing was wrong before, only what is linked now can have problems.
    others = dict(graph.places) if graph.problems else {}
    problems = problems_of(work.glossary, {**others, **linked}.values(), found)
    return graph.with_texts(work.sources, linked, problems, lexicons), linked


def _few(
    graph: TermGraph, work: _Work, texts: Sequence[Place], lexicons: Mapping[str, Lexicon]
) -> Targets | None:
    """What texts without links by hand can lead to: the terms that occur in them.

    None where that is not enough: some text has a link by hand, problems tell
    of the whole glossary, or a term with new labels declares relations.
    """
    now = {term.key: term for source in work.sources.values() for term in source.terms}
    declared = any(_declares(now[key].meta) for key in work.renamed)
    by_hand = any(text_run.references for place in texts for text_run in place.text_runs)
    if graph.problems or declared or by_hand or (work.renamed and _any(graph.relations)):
        return None
    if work.forms is None:
        return Targets(Glossary(), lexicons, laid_over(graph.terms, now))
    known = work.forms()
    by_language: dict[str, list[str]] = {}
    for place in texts:
        by_language.setdefault(place.language, []).append(basis_of(place).text)
    found = {key for lang, forms in known.items() for key in occurring(forms, by_language.get(lang, ()))}
    terms = {key: now.get(key) or graph.terms[key] for key in sorted(found | set(work.renamed))}
    lexicons = {
        language: build_lexicon(language, [term for term in terms.values() if term.language == language])
        for language in known
    }
    return Targets(Glossary(), lexicons, terms)


def later_lexicons(glossary: Glossary) -> Mapping[str, Lexicon]:
    """The lexicons of a glossary, which are built when one is asked for."""
    languages = {source.language for source in glossary.sources}
    return together(sorted(languages), partial(build_lexicons, glossary))


def _declares(meta: Meta) -> bool:
    return bool(meta.related or meta.broader or meta.narrower)


def _any(relations: Relations) -> bool:
    return bool(relations.related or relations.broader)


def _stale(graph: TermGraph, old: list[Source], new: list[Source]) -> set[Key]:
    """The places that hold a label which a term has won or lost, or name one by hand."""
    troubled = graph.places if graph.problems else {}
    bases = {place.key: basis_of(place, troubled.get(place.key)) for place in places(graph.glossary)}
    return stale(bases, changes_between(map(seen_by_links, old), map(seen_by_links, new)))


def _shared(before: TermGraph, after: TermGraph, renamed: Collection[Key]) -> bool:
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
    if now.form is SourceKind.INDEX and was.intro != now.intro:
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
