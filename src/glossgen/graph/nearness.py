"""How near terms are to each other, by the links that they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property

from glossgen.model import Key

HUB = 60
"""A place that mentions more terms than this says little about how they are related."""

Neighbours = Callable[[Key], Sequence[Key]]


Share = tuple[float, tuple[int, ...]]
"""The weight of a common neighbour, and the numbers of the terms that it is near to."""


class Nearness:
    """Answers which terms are closest to one; what it learns of a neighbour it keeps for the next.

    Inside, terms are numbers in the order of their keys: they are cheaper to
    count with, and of two terms that are equally near the first comes first.
    Other places get the numbers behind them.
    """

    def __init__(self, terms: Sequence[Key], links: Neighbours, users: Neighbours) -> None:
        """Take the terms, what each place mentions, and the places that mention each term."""
        self.terms = terms
        self.links = links
        self.users = users
        # What a term is for those that mention it too, and a place for those that it mentions beside.
        self._mentioned = _Shares(lambda number: self._share(users(self._keys[number])))
        self._mentioning = _Shares(lambda number: self._share(links(self._keys[number])))

    @cached_property
    def _keys(self) -> list[Key]:
        return sorted(self.terms)

    @cached_property
    def _numbers(self) -> _Numbers:
        return _Numbers(self._keys)

    def closest(self, key: Key, limit: int) -> list[Key]:
        """At most `limit` terms, the nearest first, without the term itself."""
        scores = self._scores(key)
        scores.pop(self._numbers[key], None)
        least = sorted(scores.values(), reverse=True)[limit - 1] if len(scores) > limit > 0 else 0.0
        ranked = sorted([(-score, number) for number, score in scores.items() if score >= least])
        return [self._keys[number] for _, number in ranked[:limit]]

    def _scores(self, key: Key) -> dict[int, float]:
        numbers, last = self._numbers, len(self.terms)
        outgoing = [numbers[other] for other in self.links(key)]
        incoming = [numbers[other] for other in self.users(key)]
        scores = dict.fromkeys(outgoing, 1.0)
        get = scores.get
        for number in incoming:
            if number < last:
                scores[number] = get(number, 0.0) + 1.0
        shares = [self._mentioned[number] for number in outgoing]
        shares += [self._mentioning[number] for number in incoming]
        for weight, near in shares:
            for number in near:
                scores[number] = get(number, 0.0) + weight
        return scores

    def _share(self, others: Sequence[Key]) -> Share:
        """What a common neighbour of `others` counts for each of them."""
        # A hub is passed over, and so is a neighbour that is common to nobody.
        if not 1 < len(others) <= HUB:
            return (0.0, ())
        last = len(self.terms)
        near = [self._numbers[other] for other in others]
        return (1 / math.log(1 + len(others)), tuple([number for number in near if number < last]))


class _Numbers(dict[Key, int]):
    """The numbers of terms, and of other places when they are asked for."""

    def __init__(self, keys: list[Key]) -> None:
        super().__init__(zip(keys, range(len(keys)), strict=True))
        self._keys = keys

    def __missing__(self, key: Key) -> int:
        self[key] = number = len(self._keys)
        self._keys.append(key)
        return number


class _Shares(dict[int, Share]):
    """What is known of neighbours so far."""

    def __init__(self, make: Callable[[int], Share]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Share:
        self[number] = share = self._make(number)
        return share
