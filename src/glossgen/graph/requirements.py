"""What to read before a term: the declared requirements without circles, and the path that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from msgspec import Struct

from glossgen.model import Key

MOST = 12
"""The most terms of a path that are shown: the nearest."""

_LOOKED_AT = 240
"""So many terms are looked at for one path, so that a long chain costs each page of it the same."""


class ReadingPath(Struct, frozen=True, array_like=True):
    """Terms to be read before one, the nearest last. `more`: others come before them."""

    terms: tuple[Key, ...] = ()
    more: bool = False


NO_PATH = ReadingPath()


def without_circles(
    declared: Mapping[Key, Sequence[Key]],
) -> tuple[dict[Key, tuple[Key, ...]], list[tuple[Key, ...]]]:
    """The requirements without those that close a circle, and these circles.

    The last term of a circle is the one whose requirement, of the first, is
    left out. The search is depth first and in the order of the terms, without
    recursion: a chain may be as long as the glossary.
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


def path_to(key: Key, requires: Callable[[Key], Sequence[Key]]) -> ReadingPath:
    """The terms to be read before a term, each after those that it requires itself.

    A term stands as far from the end as the longest way to it is; where that is
    the same, terms are in the order in which the writer names them.
    """
    found = {key: tuple(requires(key))}
    for each in (nearest := [key]):  # grows while it is read: breadth first
        for needed in found[each]:
            if needed not in found and len(nearest) <= _LOOKED_AT:
                found[needed] = tuple(requires(needed))
                nearest.append(needed)
    shown = nearest[1 : MOST + 1]
    distance = _longest_ways(found)
    ordered = sorted(shown, key=lambda each: -distance[each])
    return ReadingPath(tuple(ordered), len(nearest) > len(shown) + 1)


def _longest_ways(requires: Mapping[Key, Sequence[Key]]) -> dict[Key, int]:
    """How many steps the longest way to each term has."""
    order = list(TopologicalSorter(requires).static_order())
    distance = dict.fromkeys(order, 0)
    for key in reversed(order):
        for needed in requires.get(key, ()):
            distance[needed] = max(distance[needed], distance[key] + 1)
    return distance
