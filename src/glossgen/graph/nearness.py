"""How near terms are to each other, by the links that they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from glossgen.model import Key

MAX_DEGREE = 60
"""A place that mentions more terms than this says little about how they are related."""

Neighbours = Callable[[Key], Sequence[Key]]


def nearest_terms(key: Key, links: Neighbours, users: Neighbours, limit: int) -> list[Key]:
    """At most `limit` terms, the nearest first, without the term itself.

    `links` gives what a place mentions, `users` the places that mention a term.
    A direct link counts 1 each way; a place that mentions both, or a term that
    both mention, counts 1 / ln(1 + its degree), as Adamic and Adar weigh common
    neighbours (2003).
    """
    scores = _scores(key, links, users)
    scores.pop(key, None)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [each for each, _ in ranked[:limit]]


def _scores(key: Key, links: Neighbours, users: Neighbours) -> dict[Key, float]:
    outgoing, incoming = links(key), users(key)
    scores = dict.fromkeys(outgoing, 1.0)
    get = scores.get
    for each in incoming:
        if is_term(each):
            scores[each] = get(each, 0.0) + 1.0
    shares = [users(each) for each in outgoing]
    shares += [links(each) for each in incoming]
    for near in shares:
        # A hub is passed over, and so is a neighbour that is common to nobody.
        if 1 < len(near) <= MAX_DEGREE:
            weight = 1 / math.log(1 + len(near))
            for each in near:
                if is_term(each):
                    scores[each] = get(each, 0.0) + weight
    return scores


def is_term(key: Key) -> bool:
    """Whether a place of use is a term: the ids of others have a colon, which no id of a term has."""
    return ":" not in key[1]
