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
        self._keys: list[Key] = []
        self._numbers: dict[Key, int] = {}
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
        scores.pop(self._number(key), None)
        if len(scores) > limit > 0:
            least = max(least, sorted(scores.values(), reverse=True)[limit - 1])
        keys = self._keys
        ranked = sorted([(-score, keys[number]) for number, score in scores.items() if score >= least])
        return [(-score, each) for score, each in ranked[:limit]]

    def _scores(self, key: Key) -> dict[int, float]:
        outgoing, incoming = self._links(key), self._users(key)
        scores = dict.fromkeys(self._numbered(outgoing), 1.0)
        get = scores.get
        for number in self._numbered(incoming):
            scores[number] = get(number, 0.0) + 1.0
        shares = [self._share(self._mentioned, each, self._users) for each in outgoing]
        shares += [self._share(self._mentioning, each, self._links) for each in incoming]
        for weight, near in shares:
            for number in near:
                scores[number] = get(number, 0.0) + weight
        return scores

    def _share(self, known: dict[Key, Share], key: Key, neighbours: Neighbours) -> Share:
        """The share of a common neighbour, memoised in `known`."""
        found = known.get(key)
        if found is None:
            others = neighbours(key)
            # Skip hubs, and neighbours that connect nothing else.
            counts = 1 < len(others) <= MAX_DEGREE
            found = known[key] = (
                (1 / math.log(1 + len(others)), self._numbered(others)) if counts else (0.0, [])
            )
        return found

    def _numbered(self, keys: Iterable[Key]) -> list[int]:
        """The numbers of those places that are terms."""
        return [self._number(key) for key in keys if is_term(key)]

    def _number(self, key: Key) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._keys)
            self._keys.append(key)
        return number


def is_term(key: Key) -> bool:
    """Whether a place of use is a term: only ids of other places contain a colon."""
    return ":" not in key[1]
