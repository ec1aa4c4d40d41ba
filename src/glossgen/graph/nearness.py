"""How near terms are to each other, by the links that they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from glossgen.model import Key

MAX_DEGREE = 60
"""A place that mentions more terms than this says little about how they are related."""

Neighbours = Callable[[Key], Sequence[Key]]


V = TypeVar("V")

Share = tuple[float, list[int]]
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
        self._outgoing = _Memo(lambda number: self._numbered(links(self._keys[number])))
        self._incoming = _Memo(lambda number: self._numbered(users(self._keys[number])))
        # What a term is for those that mention it too, and a place for those that it mentions beside.
        self._mentioned = _Memo(lambda number: self._share(self._incoming[number]))
        self._mentioning = _Memo(lambda number: self._share(self._outgoing[number]))

    @cached_property
    def _keys(self) -> list[Key]:
        return sorted(self.terms)

    @cached_property
    def _numbers(self) -> _Numbers:
        return _Numbers(self._keys)

    def closest(self, key: Key, limit: int) -> list[Key]:
        """At most `limit` terms, the nearest first, without the term itself."""
        own = self._numbers[key]
        scores = self._scores(own)
        scores.pop(own, None)
        least = sorted(scores.values(), reverse=True)[limit - 1] if len(scores) > limit > 0 else 0.0
        ranked = sorted([(-score, number) for number, score in scores.items() if score >= least])
        return [self._keys[number] for _, number in ranked[:limit]]

    def _scores(self, own: int) -> dict[int, float]:
        outgoing, incoming, last = self._outgoing[own], self._incoming[own], len(self.terms)
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

    def _numbered(self, keys: Iterable[Key]) -> list[int]:
        numbers = self._numbers
        return [numbers[key] for key in keys]

    def _share(self, others: list[int]) -> Share:
        """What a common neighbour of `others` counts for each of them."""
        # A hub is passed over, and so is a neighbour that is common to nobody.
        if not 1 < len(others) <= MAX_DEGREE:
            return (0.0, [])
        last, weight = len(self.terms), 1 / math.log(1 + len(others))
        return (weight, others if max(others) < last else [number for number in others if number < last])


class _Numbers(dict[Key, int]):
    """The numbers of terms, and of other places (assigned lazily)."""

    def __init__(self, keys: list[Key]) -> None:
        super().__init__(zip(keys, range(len(keys)), strict=True))
        self._keys = keys

    def __missing__(self, key: Key) -> int:
        self[key] = number = len(self._keys)
        self._keys.append(key)
        return number


class _Memo(dict[int, V]):
    """What is known of some numbers so far."""

    def __init__(self, make: Callable[[int], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> V:
        self[number] = value = self._make(number)
        return value
