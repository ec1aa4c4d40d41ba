"""How many mentions there are."""

from __future__ import annotations

from collections.abc import Iterable

from glossgen.model import Linked

Counts = tuple[int, int]
"""So many mentions, and so many of them links."""


def counts_of(linked: Iterable[Linked]) -> Counts:
    """The counts of some places."""
    mentions = [mention.linked for each in linked for mention in each.mentions]
    return len(mentions), sum(mentions)


def with_counts(counts: Counts, old: Iterable[Linked], new: Iterable[Linked]) -> Counts:
    """The counts when some places, that were `old`, are `new`."""
    (gone, gone_links), (come, come_links) = counts_of(old), counts_of(new)
    return counts[0] - gone + come, counts[1] - gone_links + come_links
