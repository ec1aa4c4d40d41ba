"""The term graph: who mentions whom, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.codec import first_of, stored_mentions, targets_of
from glossgen.config import Config, load_config
from glossgen.graph.nearness import Nearness
from glossgen.graph.relations import Relations, resolve_relations
from glossgen.lexicon import Lexicon
from glossgen.link import Targets, build_lexicons, link_each
from glossgen.model import (
    DISAMBIGUATION,
    PAGE,
    Body,
    Glossary,
    Key,
    Linked,
    Mention,
    Note,
    Problem,
    Source,
    Term,
    TextRun,
)
from glossgen.ondemand import Few, laid_over
from glossgen.problems import Progress
from glossgen.sources import read_glossary
from glossgen.sources.lock import Lock, apply_lock, read_lock
from glossgen.text import sentence_at

Counts = tuple[int, int]
"""The number of mentions, and how many of them are links."""


def counts_of(linked: Iterable[Linked]) -> Counts:
    """The counts of some places."""
    mentions = [mention.linked for each in linked for mention in each.mentions]
    return len(mentions), sum(mentions)


def with_counts(counts: Counts, old: Iterable[Linked], new: Iterable[Linked]) -> Counts:
    """The counts when some places, that were `old`, are `new`."""
    (gone, gone_links), (come, come_links) = counts_of(old), counts_of(new)
    return counts[0] - gone + come, counts[1] - gone_links + come_links


def names_of(terms: Iterable[Term]) -> tuple[Mapping[str, Key], Mapping[str, tuple[Key, ...]]]:
    """The first term of each label and id, and all terms of those that several have."""
    first: dict[str, Key] = {}
    shared: dict[str, dict[Key, None]] = {}
    for term in terms:
        key = term.key
        for name in (term.id, *(label.text for label in term.labels)):
            known = first.setdefault(name, key)
            if known != key:
                shared.setdefault(name, {known: None})[key] = None
    return first, {name: tuple(found) for name, found in shared.items()}


Users = Mapping[Key, tuple[Key, ...]]
"""By target, the places that mention it, in the order of places."""


def users_of(linked: Iterable[Linked]) -> Users:
    """The users of everything that is mentioned."""
    users: dict[Key, list[Key]] = {}
    for each in linked:
        for target in targets_of(each.mentions):
            users.setdefault(target, []).append(each.place)
    return {target: tuple(places) for target, places in users.items()}


def with_places(users: Users, before: Mapping[Key, Linked], after: Mapping[Key, Linked]) -> Users:
    """The users of everything when some of the places that were there `before` have other mentions."""
    made: dict[Key, tuple[Key, ...]] = {}
    order = {place: number for number, place in enumerate(before)}
    for place, linked in after.items():
        was, now = (frozenset(targets_of(each.mentions)) for each in (before[place], linked))
        for target in was - now:
            made[target] = tuple(user for user in made.get(target) or users[target] if user != place)
        for target in now - was:
            known = made[target] if target in made else users.get(target, ())
            made[target] = tuple(sorted((*known, place), key=order.__getitem__))
    return laid_over(users, made)


_OFTEN = ("dangling-anchor", "stale-anchor", "ambiguous-mention")
"""One missing, moved or doubtful term makes one of these at every place that mentions it."""


def grouped_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those that say the same of one file joined into one at its first line."""
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
    """One use of a term: the place, its first mention there, and the sentence around it.

    `sentence` is plain text; `start:end` is the surface form in it.
    """

    place: Key
    mention: Mention
    sentence: str
    start: int
    end: int


class TermGraph(Struct, frozen=True, dict=True):
    """Terms, notes, and the mentions between them. `places` are the places of use, in order.

    Two lines are enough to ask it something::

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
        return cls.from_config(load_config(Path(folder)))

    @classmethod
    def from_config(cls, config: Config, progress: Progress | None = None) -> TermGraph:
        """Read and link the glossary that a configuration describes."""
        return cls.from_glossary(read_glossary(config, progress), config, progress)

    @classmethod
    def from_glossary(
        cls, glossary: Glossary, config: Config, progress: Progress | None = None, lock: Lock | None = None
    ) -> TermGraph:
        """Give a glossary as read its published ids, those of `lock` or of the file, and link it."""
        applied = apply_lock(glossary, lock or read_lock(config.root))
        glossary = applied.glossary
        lexicons = build_lexicons(glossary)
        places = {
            each.place: replace(each, mentions=stored_mentions(each.mentions))
            for each in link_each(glossary, lexicons, config, progress)
        }
        relations, found = resolve_relations(glossary, Targets.of(glossary, lexicons))
        problems = problems_of(glossary, places.values(), found)
        return cls(glossary, places, relations, problems, lexicons, applied.redirects, applied.moved)

    def with_texts(
        self,
        sources: Mapping[str, Source],
        linked: Mapping[Key, Linked],
        problems: tuple[Problem, ...],
        lexicons: Mapping[str, Lexicon],
    ) -> TermGraph:
        """The graph in which some files, by path, have other texts, and some places other mentions.

        Only texts, lines and alternative labels may differ: what else is said of
        a term is the same, and all that depends on it alone is taken over.
        """
        new = replace(
            self,
            glossary=replace(
                self.glossary, sources=tuple(sources.get(each.path, each) for each in self.glossary.sources)
            ),
            places=laid_over(self.places, linked),
            problems=problems,
            lexicons=lexicons,
        )
        links = {place: _targets(each, self.terms) for place, each in linked.items()}
        terms = {term.key: term for source in sources.values() for term in source.terms}
        vars(new).update(
            terms=laid_over(self.terms, terms),
            _links=laid_over(self._links, links),
            _users=with_places(self._users, self.places, linked),
            counted=with_counts(self.counted, (self.places[key] for key in linked), linked.values()),
        )
        if all(links[place] == self._links[place] for place in links):
            vars(new)["_near"] = self._near
        if all(term.labels == self.terms[key].labels for key, term in terms.items()):
            vars(new)["shared_names"] = self.shared_names
        return new

    def knowing(
        self,
        *,
        terms: Mapping[Key, Term],
        links: Mapping[Key, tuple[Key, ...]],
        users: Users,
        shared_names: Mapping[str, tuple[Key, ...]],
        counted: Counts,
    ) -> TermGraph:
        """The same graph, of which this is known already and need not be found out."""
        new = replace(self)
        vars(new).update(terms=terms, _links=links, _users=users, shared_names=shared_names, counted=counted)
        return new

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
    def _names(self) -> tuple[Mapping[str, Key], Mapping[str, tuple[Key, ...]]]:
        """The first term of each label and id, and all of those that several terms have."""
        return names_of(self.glossary.terms)

    @cached_property
    def shared_names(self) -> Mapping[str, tuple[Key, ...]]:
        """The labels and ids that several terms have."""
        return self._names[1]

    def find(self, name: str) -> tuple[Term, ...]:
        """The terms with this label or id: several for a homonym, or none."""
        first = self._names[0].get(name)
        return self.namesakes(name) or ((self.terms[first],) if first else ())

    def namesakes(self, name: str) -> tuple[Term, ...]:
        """The terms that have this label or id, if there are several; else none."""
        return tuple(self.terms[key] for key in self.shared_names.get(name, ()))

    def term(self, name: str) -> Term:
        """The one term that has this label or id. Raises KeyError for none, and for a homonym."""
        found = self.find(name)
        if len(found) != 1:
            raise KeyError(f"{len(found)} terms are called {name!r}")
        return found[0]

    # -- links -------------------------------------------------------------

    @property
    def linked(self) -> tuple[Linked, ...]:
        """The mentions of each place of use, in the order of places."""
        return tuple(self.places.values())

    def mentions(self, place: Key | Term | Note) -> Sequence[Mention]:
        """Every mention in a place of use, in order of the text, linked or not."""
        linked = self.places.get(_key(place))
        return linked.mentions if linked else ()

    def links(self, place: Key | Term | Note) -> tuple[Key, ...]:
        """The terms that a place mentions, each once, in order of the text."""
        return self._links.get(_key(place), ())

    @cached_property
    def _links(self) -> Mapping[Key, tuple[Key, ...]]:
        return {each.place: _targets(each, self.terms) for each in self.places.values()}

    @cached_property
    def _users(self) -> Users:
        return users_of(self.places.values())

    def first_mention(self, place: Key, target: Key) -> Mention:
        """The first mention of a target in a place that mentions it (see `users`)."""
        return first_of(self.places[place].mentions, target)

    def users(self, target: Key | Term | Note) -> tuple[Key, ...]:
        """The places that mention a term: the links reversed."""
        return self._users.get(_key(target), ())

    @cached_property
    def ambiguous_names(self) -> frozenset[Key]:
        """The shared names that mentions were resolved to, since they could mean several terms."""
        shared = (key for key in self._users if key[1].startswith(DISAMBIGUATION))
        return frozenset(key for key in shared if self._users[key])

    def count_users(self, target: Key | Term | Note) -> int:
        """How many other places mention a term."""
        key, users = _key(target), self.users(target)
        return len(users) - (key in users)

    def backlinks(self, target: Key | Term | Note) -> tuple[Backlink, ...]:
        """The places that mention a term, each with the sentence of its first mention."""
        key = _key(target)
        return tuple(self._backlink(place, self.first_mention(place, key)) for place in self.users(key))

    def flows_of(self, place: Key) -> list[TextRun]:
        """The running text of a place of use; `Mention.text_run` counts in this list."""
        known = self._flows.get(place)
        return known or self._flows.keep(place, [p for p in self._body_of(place) if isinstance(p, TextRun)])

    def flow_of(self, place: Key, mention: Mention) -> TextRun:
        """The text run that contains a mention of a place."""
        return self.flows_of(place)[mention.text_run]

    @cached_property
    def _flows(self) -> Few[Key, list[TextRun]]:
        """The running text of some places that were asked for: those that mention a term are in few files."""
        return Few(1 << 10)

    def _body_of(self, place: Key) -> Body:
        thing = self.terms.get(place) or self.notes.get(place)
        return thing.body if thing else self._intros[place]

    @cached_property
    def _intros(self) -> Mapping[Key, Body]:
        return {(source.language, PAGE + source.path): source.intro for source in self.glossary.sources}

    def _backlink(self, place: Key, mention: Mention) -> Backlink:
        text_run = self.flow_of(place, mention)
        start, end = sentence_at(text_run, mention.start, mention.end)
        return Backlink(place, mention, text_run.text[start:end], mention.start - start, mention.end - start)

    @cached_property
    def counted(self) -> Counts:
        """How many mentions there are, and how many of them are links."""
        return counts_of(self.places.values())

    # -- what follows ------------------------------------------------------

    def homonyms(self) -> Mapping[tuple[str, str], tuple[Term, ...]]:
        """The labels that several terms of one language share, by (language, label)."""
        first: dict[tuple[str, str], Term] = {}
        shared: dict[tuple[str, str], dict[Key, Term]] = {}
        for term in self.glossary.terms:
            for label in term.labels:
                name = (term.language, label.text)
                known = first.setdefault(name, term)
                if known is not term:
                    shared.setdefault(name, {known.key: known})[term.key] = term
        order = [name for name in first if name in shared]
        return {name: tuple(shared[name].values()) for name in order}

    def orphans(self) -> tuple[Term, ...]:
        """The terms that no other place mentions."""
        return tuple(term for term in self.glossary.terms if not self.users(term))

    def related(self, term: Key | Term, limit: int = 8) -> tuple[Key, ...]:
        """Terms close to a term: declared ones first, then by the links they share.

        A direct link counts 1 each way; a place that mentions both, or a term
        that both mention, counts 1 / ln(1 + its degree), as Adamic and Adar
        weigh common neighbours (2003).
        """
        key = _key(term)
        declared = self.relations.related.get(key, ())
        return tuple(dict.fromkeys((*declared, *self._near.closest(key, limit))))[:limit]

    @cached_property
    def _near(self) -> Nearness:
        return Nearness(tuple(self.terms), self.links, self.users)


def problems_of(
    glossary: Glossary, linked: Iterable[Linked], found: Iterable[Problem]
) -> tuple[Problem, ...]:
    """What is wrong with a glossary as it was read, with links by hand, and what else was `found`."""
    return (*glossary.problems, *grouped_problems(p for each in linked for p in each.problems), *found)


def _targets(linked: Linked, terms: Collection[Key]) -> tuple[Key, ...]:
    return tuple([key for key in targets_of(linked.mentions) if key in terms])


def _key(thing: Key | Term | Note) -> Key:
    return thing if isinstance(thing, tuple) else thing.key
