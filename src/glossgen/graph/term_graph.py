"""`TermGraph`: terms, notes and mentions as one value, for Python programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import Config
from glossgen.graph.nearness import Nearness
from glossgen.graph.relations import Relations, resolve_relations
from glossgen.lexicon import Lexicon
from glossgen.link import Targets, build_lexicons, link_each
from glossgen.model import PAGE, Body, Glossary, Key, Linked, Mention, Note, Problem, Term, TextRun
from glossgen.problems import Progress
from glossgen.sources.lock import Lock, apply_lock
from glossgen.text import sentence_at

_OFTEN = ("dangling-anchor", "stale-anchor", "ambiguous-mention")
"""Problems that repeat at every place that mentions one missing, renamed or ambiguous term."""


def grouped_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems; equal ones of one file are merged into one at its first line."""
    counts: dict[tuple[str, str, str], tuple[Problem, int]] = {}
    for problem in problems:
        if problem.code not in _OFTEN:
            yield problem
            continue
        group = (problem.position.path, problem.code, problem.message)
        first, count = counts.get(group, (problem, 0))
        if problem.position.line < first.position.line:
            first = problem
        counts[group] = (first, count + 1)
    for first, count in counts.values():
        times = f" ({count} times in this file)" if count > 1 else ""
        yield replace(first, message=first.message + times)


class Backlink(Struct, frozen=True):
    """One place that mentions a term: its first mention there, and the sentence around it.

    `sentence` is plain text; `start:end` is the span of the surface form in it.
    """

    place: Key
    mention: Mention
    sentence: str
    start: int
    end: int


class TermGraph(Struct, frozen=True, dict=True):
    """Terms, notes, and the mentions between them. `places` are the places of use, in order.

    For example::

        graph = TermGraph.from_folder("glossary")
        graph.backlinks(graph.term("学習率"))
    """

    glossary: Glossary
    places: Mapping[Key, Linked]
    relations: Relations = field(default_factory=Relations)
    problems: tuple[Problem, ...] = ()
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    redirects: tuple[tuple[str, Key], ...] = ()
    moved: tuple[tuple[str, Key], ...] = ()

    @classmethod
    def from_folder(cls, folder: str | Path) -> TermGraph:
        """Read and link the glossary in a folder. Raises `glossgen.problems.CannotStart`."""
        # The one import against the order of packages: reading the disk belongs to the build.
        from glossgen.build import load_graph
        from glossgen.config import load_config

        return load_graph(load_config(Path(folder)))

    @classmethod
    def from_glossary(
        cls, glossary: Glossary, config: Config, lock: Lock | None = None, progress: Progress | None = None
    ) -> TermGraph:
        """Apply the lock to a glossary that was read without it, and link its texts."""
        applied = apply_lock(glossary, lock)
        glossary = applied.glossary
        lexicons = build_lexicons(glossary)
        places = {each.place: each for each in link_each(glossary, lexicons, config, progress)}
        relations, found = resolve_relations(glossary, Targets.of(glossary, lexicons))
        problems = problems_of(glossary, places.values(), found)
        return cls(glossary, places, relations, problems, lexicons, applied.redirects, applied.moved)

    # -- things ------------------------------------------------------------

    @cached_property
    def terms(self) -> Mapping[Key, Term]:
        """Every term by its key, in the order of files and entries."""
        return {term.key: term for term in self.glossary.terms}

    @cached_property
    def notes(self) -> Mapping[Key, Note]:
        """Every note by its key."""
        return {note.key: note for note in self.glossary.notes}

    @cached_property
    def _named(self) -> Mapping[str, tuple[Key, ...]]:
        """The terms of each label and of each id."""
        found: dict[str, dict[Key, None]] = {}
        for term in self.glossary.terms:
            for name in (term.id, *(label.text for label in term.labels)):
                found.setdefault(name, {})[term.key] = None
        return {name: tuple(keys) for name, keys in found.items()}

    def find(self, name: str) -> tuple[Term, ...]:
        """The terms with this label or id."""
        return tuple(self.terms[key] for key in self._named.get(name, ()))

    def namesakes(self, name: str) -> tuple[Term, ...]:
        """The terms with this label or id if there are several, else none."""
        found = self.find(name)
        return found if len(found) > 1 else ()

    def term(self, name: str) -> Term:
        """The only term with this label or id. Raises KeyError if there is none or more than one."""
        found = self.find(name)
        if len(found) != 1:
            raise KeyError(f"{len(found)} terms are called {name!r}")
        return found[0]

    # -- links -------------------------------------------------------------

    @property
    def linked(self) -> tuple[Linked, ...]:
        """The mentions of each place of use, in the order of places."""
        return tuple(self.places.values())

    def mentions(self, place: Key | Term | Note) -> tuple[Mention, ...]:
        """Every mention in a place of use, in order of the text, linked or not."""
        linked = self.places.get(_key(place))
        return linked.mentions if linked else ()

    def links(self, place: Key | Term | Note) -> tuple[Key, ...]:
        """The terms that a place mentions, each once, in order of the text."""
        return self._links.get(_key(place), ())

    @cached_property
    def _links(self) -> Mapping[Key, tuple[Key, ...]]:
        targets = {key: dict.fromkeys(m.target for m in each.mentions) for key, each in self.places.items()}
        return {key: tuple(each for each in found if each in self.terms) for key, found in targets.items()}

    @cached_property
    def _users(self) -> Mapping[Key, tuple[Key, ...]]:
        users: dict[Key, dict[Key, None]] = {}
        for key, each in self.places.items():
            for mention in each.mentions:
                users.setdefault(mention.target, {})[key] = None
        return {target: tuple(places) for target, places in users.items()}

    def users(self, target: Key | Term | Note) -> tuple[Key, ...]:
        """The places that mention a term (the inverse of `links`)."""
        return self._users.get(_key(target), ())

    def count_users(self, target: Key | Term | Note) -> int:
        """How many places mention a term, without the term itself."""
        key, users = _key(target), self.users(target)
        return len(users) - (key in users)

    def backlinks(self, target: Key | Term | Note) -> tuple[Backlink, ...]:
        """The places that mention a term, each with the sentence of its first mention."""
        key = _key(target)
        return tuple(self._backlink(place, self._first_mention(place, key)) for place in self.users(key))

    def _first_mention(self, place: Key, target: Key) -> Mention:
        return next(mention for mention in self.places[place].mentions if mention.target == target)

    def text_runs_of(self, place: Key) -> list[TextRun]:
        """The text runs of a place of use; `Mention.text_run` is an index into this list."""
        return [part for part in self._body_of(place) if isinstance(part, TextRun)]

    def _body_of(self, place: Key) -> Body:
        thing = self.terms.get(place) or self.notes.get(place)
        return thing.body if thing else self._intros[place]

    @cached_property
    def _intros(self) -> Mapping[Key, Body]:
        return {(source.language, PAGE + source.path): source.intro for source in self.glossary.sources}

    def _backlink(self, place: Key, mention: Mention) -> Backlink:
        text_run = self.text_runs_of(place)[mention.text_run]
        start, end = sentence_at(text_run, mention.start, mention.end)
        return Backlink(place, mention, text_run.text[start:end], mention.start - start, mention.end - start)

    # -- what follows ------------------------------------------------------

    def homonyms(self) -> Mapping[tuple[str, str], tuple[Term, ...]]:
        """The labels that several terms of one language share, by (language, label)."""
        found: dict[tuple[str, str], dict[Key, Term]] = {}
        for term in self.glossary.terms:
            for label in term.labels:
                found.setdefault((term.language, label.text), {})[term.key] = term
        return {name: tuple(terms.values()) for name, terms in found.items() if len(terms) > 1}

    def orphans(self) -> tuple[Term, ...]:
        """The terms that no other place mentions."""
        return tuple(term for term in self.glossary.terms if not self.users(term))

    def related(self, term: Key | Term, limit: int = 8) -> tuple[Key, ...]:
        """Terms close to a term: declared ones first, then by shared links (see `Nearness`)."""
        key = _key(term)
        declared = self.relations.related.get(key, ())
        near = self._nearness.closest(key, limit)
        return tuple(dict.fromkeys((*declared, *near)))[:limit]

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self.links, self.users)


def problems_of(
    glossary: Glossary, linked: Iterable[Linked], found: Iterable[Problem]
) -> tuple[Problem, ...]:
    """The problems found in reading, in links made by hand, and those in `found`."""
    return (*glossary.problems, *grouped_problems(p for each in linked for p in each.problems), *found)


def _key(thing: Key | Term | Note) -> Key:
    return thing if isinstance(thing, tuple) else thing.key
