"""What can be suggested."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from glossgen.model import Position


class Kind(str, Enum):
    """What the writer may want to do."""

    TERM = "term"  # add an entry
    LABEL = "label"  # add a label to an entry that is there
    MENTION = "mention"  # link the other mentions of what was linked by hand


class Suggestion(Struct, frozen=True):
    """A phrase that no label covers. `at` are the first places, each with a line of its own.

    `others` are the names that stand beside it as its expansion or acronym, and
    `term` is the preferred label of the entry that it belongs to, if there is
    one. `places` counts the entries, notes and introductions that use it, and
    `count` all its uses.
    """

    kind: Kind
    label: str
    places: int
    count: int
    at: tuple[Position, ...]
    others: tuple[str, ...] = ()
    term: str = ""
