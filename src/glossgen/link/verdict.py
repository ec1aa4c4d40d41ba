"""What a rule says of an edge of a match."""

from __future__ import annotations

from msgspec import Struct


class Verdict(Struct, frozen=True):
    """Whether an edge holds, and the name of the rule that said so (see `glossgen.link.rules`).

    `compound` marks a label inside of a longer word.
    """

    accepted: bool
    rule: str = ""
    compound: bool = False


OPEN = Verdict(True)
"""Nothing at the edge speaks against the label."""

COMPOUND = Verdict(True, "compound", compound=True)
"""The label is a whole piece of a longer word."""


def refused(rule: str) -> Verdict:
    """A refusal by a rule."""
    return Verdict(False, rule)


INSIDE = refused("inside-word")
"""Letters or digits go on at an edge."""
