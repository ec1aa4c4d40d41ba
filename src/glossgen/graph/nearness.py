"""How close terms are to each other, measured by the links that they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from glossgen.model import Key

MAX_DEGREE = 60
"""Maximum degree of a common neighbour: a place that mentions more terms than this says little about them."""

Neighbours = Callable[[Key], Sequence[Key]]

Share = tuple[float, list[int]]
"""The weight of a common neighbour, and the numbers of the terms that it connects."""


class Nearness:
    """Finds the closest terms of a term. The shares of each neighbour are memoised.

    Terms are numbered internally, because integers are faster to count with than keys.
    """

    def __init__(self, links: Neighbours, users: Neighbours) -> None:
        """`links`: what each place mentions. `users`: the places that mention each term."""
        self._links = links
        self._users = users
        self._numbers = _Numbers()
        # Shares of a term for the places that mention it, and of a place for the terms that it mentions.
        self._mentioned: dict[Key, Share] = {}
        self._mentioning: dict[Key, Share] = {}

    def closest(self, key: Key, limit: int) -> list[Key]:
        """At most `limit` terms, the closest first, without the term itself (see `scored`)."""
        return [each for _, each in self.scored(key, limit)]

    def scored(self, key: Key, limit: int, least: float = 0.0) -> list[tuple[float, Key]]:
        """At most `limit` terms with their scores, of `least` or more, the highest first.

        A direct link counts 1 in each direction. A place that mentions both terms, or a term that
        both mention, counts 1 / ln(1 + its degree): the index of Adamic and Adar (2003) for common
        neighbours. Ties are broken by key.
        """
        scores = self._scores(key)
        scores.pop(self._numbers[key], None)
        high = [score for score in scores.values() if score >= least]
        if len(high) > limit > 0:
            least = sorted(high, reverse=True)[limit - 1]
        keys = self._numbers.keys_of
        ranked = sorted([(-score, keys[number]) for number, score in scores.items() if score >= least])
        return [(-score, each) for score, each in ranked[:limit]]

    def _scores(self, key: Key) -> dict[int, float]:
        outgoing, incoming = self._links(key), self._users(key)
        scores = dict.fromkeys(self._numbered(outgoing), 1.0)
        get = scores.get
        for number in self._numbered(incoming):
            scores[number] = get(number, 0.0) + 1.0
        for known, others, neighbours in (
            (self._mentioned, outgoing, self._users),
            (self._mentioning, incoming, self._links),
        ):
            for each in others:
                weight, near = known.get(each) or self._share(known, each, neighbours)
                for number in near:
                    scores[number] = get(number, 0.0) + weight
        return scores

    def _share(self, known: dict[Key, Share], key: Key, neighbours: Neighbours) -> Share:
        """The share of a common neighbour, to be memoised in `known`."""
        others = neighbours(key)
        # Skip hubs, and neighbours that connect nothing else.
        counts = 1 < len(others) <= MAX_DEGREE
        found = (1 / math.log(1 + len(others)), self._numbered(others)) if counts else (0.0, [])
        known[key] = found
        return found

    def _numbered(self, keys: Iterable[Key]) -> list[int]:
        """The numbers of those places that are terms."""
        numbers = self._numbers
        return [number for key in keys if (number := numbers[key]) >= 0]


class _Numbers(dict[Key, int]):
    """The number of each term, given when it is first asked for; -1 for other places."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_of: list[Key] = []

    def __missing__(self, key: Key) -> int:
        if not is_term(key):
            self[key] = -1
            return -1
        number = self[key] = len(self.keys_of)
        self.keys_of.append(key)
        return number


def is_term(key: Key) -> bool:
    """Whether a place of use is a term: only ids of other places contain a colon."""
    return ":" not in key[1]
