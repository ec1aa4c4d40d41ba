"""Which pages an edit of texts and alternative labels can change, when no term or address has.

A text is shown on its own page and on that of its category, it is quoted on the
pages of the terms that it mentions, and its first sentence stands wherever the
term is listed or linked. What it links to is counted and drawn, and decides
which terms are related. So the pages that can be another are few; those that
are named here and come out the same are not written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from glossgen.codec import targets_of
from glossgen.graph import MAX_DEGREE, TermGraph
from glossgen.model import DISAMBIGUATION, PAGE, Key, Mention
from glossgen.site.reading_path import defining
from glossgen.site.site import Site


class Affected(Struct, frozen=True):
    """The pages of `terms` and `notes`, and the category pages of `files` (paths of sources).

    The pages of `nearer` are others only if their related terms are.

    `counted` are the terms that are mentioned in other places now, on which
    maps depend; with `retold`, the first sentence of some term is another, with
    `dated` some date, and with `renamed` an alternative label, on which indexes
    depend.
    """

    terms: frozenset[Key]
    nearer: frozenset[Key]
    notes: frozenset[Key]
    files: frozenset[str]
    counted: frozenset[Key]
    retold: bool
    dated: bool = False
    renamed: bool = False
    defining: bool = False

    @property
    def listed(self) -> bool:
        """Whether what the home page and the page of changes say of terms can be another."""
        return bool(self.counted or self.retold or self.dated or self.renamed or self.defining)


def affected(before: Site, after: Site, places: Collection[Key], dated: Collection[Key]) -> Affected | None:
    """What the new texts of `places`, and the new dates of `dated`, can change.

    None when a mention that could mean several terms has come or gone: then
    pages may come and go with it.
    """
    targets = {place: (_targets(before.graph, place), _targets(after.graph, place)) for place in places}
    everything = {key for was, now in targets.values() for key in (*was, *now)}
    told = {key for place in places for key in _told(before, after, place)}
    if any(key[1].startswith(DISAMBIGUATION) for key in everything):
        return None
    counted = {key for was, now in targets.values() for key in was ^ now}
    retold = [key for key in places if _summary(before, key) != _summary(after, key)]
    moved = {place for place, (was, now) in targets.items() if was != now}
    changed = {*places, *dated, *told, *counted, *_translations(after, dated)}
    telling = {user for each in retold for user in _telling(after, each)}
    changed |= telling | {key for each in retold for key in _listing(before, after, each)}
    return Affected(
        frozenset(changed & after.graph.terms.keys()),
        frozenset(_nearer(before.graph, after.graph, moved, counted) - changed),
        frozenset(changed & after.graph.notes.keys()),
        frozenset(_files(after, {*places, *dated, *counted, *telling})),
        frozenset(counted),
        bool(retold),
        bool(dated),
        defining=any(_defining(before, key) != _defining(after, key) for key in places),
    )


def _targets(graph: TermGraph, place: Key) -> frozenset[Key]:
    return frozenset(targets_of(graph.mentions(place)))


def _told(before: Site, after: Site, place: Key) -> Iterator[Key]:
    """The targets whose pages quote another sentence of a place than before, or another word of it."""
    was, now = _first_mentions(before.graph, place), _first_mentions(after.graph, place)
    for target in was.keys() & now.keys():
        if before.quote(place, was[target]) != after.quote(place, now[target]):
            yield target


def _first_mentions(graph: TermGraph, place: Key) -> Mapping[Key, Mention]:
    """Where a place mentions each target first."""
    return {mention.target: mention for mention in reversed(graph.mentions(place))}


def _summary(site: Site, key: Key) -> object:
    term = site.graph.terms.get(key)
    return site.summary(term) if term else None


def _defining(site: Site, key: Key) -> set[Key]:
    return defining(site, key) if key in site.graph.terms else set()


def _translations(site: Site, keys: Iterable[Key]) -> Iterator[Key]:
    for key in keys:
        if key in site.graph.terms:
            yield from (other.key for other in site.translations_of(site.graph.terms[key]))


def _nearer(before: TermGraph, after: TermGraph, moved: set[Key], counted: set[Key]) -> set[Key]:
    """The terms whose related terms may be others, since a neighbour has others."""
    found = set(counted)
    for graph in (before, after):
        for place in moved:
            found.update(graph.links(place))
        for key in counted:
            users = graph.users(key)
            if len(users) <= MAX_DEGREE + len(moved):  # a larger one counted for nothing, and still does
                found.update(users)
    return found


def _telling(site: Site, key: Key) -> Iterator[Key]:
    """The places that lead to a term, by a shared name, too: its first sentence stands beside the link."""
    addresses, graph = site.addresses, site.graph
    yield from graph.users(key)
    for name in graph.ambiguous_names:
        if addresses[name] == addresses[key]:
            yield from graph.users(name)


def _listing(before: Site, after: Site, key: Key) -> Iterator[Key]:
    """The terms that list a term with its first sentence, or preview it."""
    graph, relations = after.graph, after.graph.relations
    term = graph.terms[key]
    yield from (other.key for label in term.labels for other in graph.namesakes(label.text))
    for relation in (relations.related, relations.broader, relations.narrower):
        yield from relation.get(key, ())
    near = {*graph.links(key), *graph.users(key)}
    near |= {other for each in tuple(near) for other in (*graph.links(each), *graph.users(each))}
    for other in near & graph.terms.keys():
        if key in graph.related(other) or key in before.graph.related(other):
            yield other


def _files(site: Site, places: Iterable[Key]) -> Iterator[str]:
    """The files in which some places stand."""
    for place in places:
        source = site.source_of.get(place)
        if source:
            yield source.path
        elif place[1].startswith(PAGE):
            yield place[1].removeprefix(PAGE)
