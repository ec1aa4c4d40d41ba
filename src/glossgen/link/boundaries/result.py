"""The result of a boundary rule for one edge of a match."""

from __future__ import annotations

from msgspec import Struct


class BoundaryResult(Struct, frozen=True):
    """Whether an edge is accepted, and the name of the rule that decided (see `glossgen.link.rule_texts`).

    `compound` marks a label inside of a longer word.
    """

    accepted: bool
    rule: str = ""
    compound: bool = False


ACCEPTED = BoundaryResult(True)
"""No rule rejects the edge."""

ACCEPTED_COMPOUND = BoundaryResult(True, "compound", compound=True)
"""The label is a whole part of a longer word."""


def rejected(rule: str) -> BoundaryResult:
    """The result of a rule that rejects an edge."""
    return BoundaryResult(False, rule)


INSIDE_WORD = rejected("inside-word")
"""Letters or digits go on at an edge."""
