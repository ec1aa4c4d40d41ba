"""Reading order: the declared requirements without cycles, and the path of terms to read before a term."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from msgspec import Struct

from glossgen.model import Key

MAX_SHOWN = 12
"""The most terms of a path that are shown: those closest to its end."""

_LOOKED_AT = 240
"""The most terms that are visited for one path, so that long chains do not make every page slow."""


class ReadingPath(Struct, frozen=True, array_like=True):
    """The terms to read before a term, the nearest last. `more`: terms before the first were left out."""

    terms: tuple[Key, ...] = ()
    more: bool = False


NO_PATH = ReadingPath()


def without_circles(
    declared: Mapping[Key, Sequence[Key]],
) -> tuple[dict[Key, tuple[Key, ...]], list[tuple[Key, ...]]]:
    """The requirements without the edges that close a cycle, and the cycles.

    The edge from the last term of a cycle to its first is the one left out. The depth-first search
    follows the order of the terms and is iterative: a chain may be as long as the glossary.
    """
    kept: dict[Key, list[Key]] = {}
    circles: list[tuple[Key, ...]] = []
    done: set[Key] = set()
    for start in declared:
        path: dict[Key, Iterator[Key]] = {} if start in done else {start: iter(declared[start])}
        while path:
            key, left = next(reversed(path.items()))
            needed = next(left, None)
            if needed is None:
                del path[key]
                done.add(key)
            elif needed in path:
                keys = list(path)
                circles.append(tuple(keys[keys.index(needed) :]))
            else:
                kept.setdefault(key, []).append(needed)
                if needed not in done:
                    path[needed] = iter(declared.get(needed, ()))
    return {key: tuple(kept[key]) for key in declared if key in kept}, circles


def path_to(key: Key, requires: Callable[[Key], Sequence[Key]], most: int = MAX_SHOWN) -> ReadingPath:
    """The terms to read before a term: a topological order, each after the terms that it requires.

    Terms are ordered by the length of the longest path from them to the term; ties keep the order in
    which the writer names them.
    """
    found = {key: tuple(requires(key))}
    for each in (nearest := [key]):  # breadth first: the list grows during the iteration
        for needed in found[each]:
            if needed not in found and len(nearest) <= _LOOKED_AT:
                found[needed] = tuple(requires(needed))
                nearest.append(needed)
    shown = nearest[1 : most + 1]
    distance = _longest_distances(found)
    ordered = sorted(shown, key=lambda each: -distance[each])
    return ReadingPath(tuple(ordered), len(nearest) > len(shown) + 1)


def _longest_distances(requires: Mapping[Key, Sequence[Key]]) -> dict[Key, int]:
    """For each term the number of steps of the longest path to it."""
    order = list(TopologicalSorter(requires).static_order())
    distance = dict.fromkeys(order, 0)
    for key in reversed(order):
        for needed in requires.get(key, ()):
            distance[needed] = max(distance[needed], distance[key] + 1)
    return distance
