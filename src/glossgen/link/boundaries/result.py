"""What a rule says of an edge of a match."""

from __future__ import annotations

from msgspec import Struct


class BoundaryResult(Struct, frozen=True):
    """Whether an edge holds, and the name of the rule that said so (see `glossgen.link.rule_texts`).

    `compound` marks a label inside of a longer word.
    """

    accepted: bool
    rule: str = ""
    compound: bool = False


ACCEPTED = BoundaryResult(True)
"""Nothing at the edge speaks against the label."""

ACCEPTED_COMPOUND = BoundaryResult(True, "compound", compound=True)
"""The label is a whole piece of a longer word."""


def rejected(rule: str) -> BoundaryResult:
    """A refusal by a rule."""
    return BoundaryResult(False, rule)


INSIDE_WORD = rejected("inside-word")
"""Letters or digits go on at an edge."""
