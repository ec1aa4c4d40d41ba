"""How near terms are to each other, by the links that they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from glossgen.model import Key

HUB = 60
"""A place that mentions more terms than this says little about how they are related."""

Neighbours = Callable[[Key], Sequence[Key]]


class Nearness:
    """Answers which terms are closest to one; what it learns of a neighbour it keeps for the next.

    Inside, terms are numbers in the order of their keys: they are cheaper to
    count with, and of two terms that are equally near the first comes first.
    """

    def __init__(self, terms: Sequence[Key], links: Neighbours, users: Neighbours) -> None:
        """Take the terms, what each place mentions, and the places that mention each term."""
        self.terms = terms
        self.links = links
        self.users = users
        self._shares: tuple[dict[Key, Share], dict[Key, Share]] = ({}, {})

    @cached_property
    def _ordered(self) -> list[Key]:
        return sorted(self.terms)

    @cached_property
    def _numbers(self) -> Mapping[Key, int]:
        return {key: number for number, key in enumerate(self._ordered)}

    def closest(self, key: Key, limit: int) -> list[Key]:
        """At most `limit` terms, the nearest first, without the term itself."""
        scores = self._scores(key)
        scores.pop(self._numbers.get(key, -1), None)
        least = sorted(scores.values(), reverse=True)[limit - 1] if len(scores) > limit > 0 else 0.0
        ranked = sorted((-score, number) for number, score in scores.items() if score >= least)
        return [self._ordered[number] for _, number in ranked[:limit]]

    def _scores(self, key: Key) -> dict[int, float]:
        numbers = self._numbers
        outgoing, incoming = self.links(key), self.users(key)
        scores: dict[int, float] = {}
        for other in (*outgoing, *incoming):
            number = numbers.get(other)
            if number is not None:
                scores[number] = scores.get(number, 0.0) + 1.0
        for kind, neighbours in enumerate((outgoing, incoming)):
            for neighbour in neighbours:
                weight, near = self._shares[kind].get(neighbour) or self._share(kind, neighbour)
                for number in near:
                    scores[number] = scores.get(number, 0.0) + weight
        return scores

    def _share(self, kind: int, neighbour: Key) -> Share:
        """What a common neighbour counts, and for which terms: those that use it, or that it uses."""
        # A hub is passed over, and so is a neighbour that is common to nobody.
        others = self.links(neighbour) if kind else self.users(neighbour)
        share: Share = (0.0, ())
        if 1 < len(others) <= HUB:
            near = (self._numbers.get(other) for other in others)
            share = (1 / math.log(1 + len(others)), tuple(number for number in near if number is not None))
        self._shares[kind][neighbour] = share
        return share


Share = tuple[float, tuple[int, ...]]
"""The weight of a common neighbour, and the numbers of the terms that it is near to."""
