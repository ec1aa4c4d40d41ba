"""The result of a boundary rule for one edge of a match."""

from __future__ import annotations

from msgspec import Struct


class BoundaryResult(Struct, frozen=True):
    """Whether an edge is accepted, and the name of the rule that decided (see `glossgen.link.rule_texts`).

    `compound` means that the label is a part of a longer word.
    """

    accepted: bool
    rule: str = ""
    compound: bool = False


ACCEPTED = BoundaryResult(True)
"""No rule rejects the edge."""

ACCEPTED_COMPOUND = BoundaryResult(True, "compound", compound=True)
"""Accepted as a whole part of a longer word."""


def rejected(rule: str) -> BoundaryResult:
    """A rejection by a rule."""
    return BoundaryResult(False, rule)


INSIDE_WORD = rejected("inside-word")
"""Letters or digits continue across the edge."""
