"""The kinds of suggestions, and a suggestion."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from glossgen.model import Position


class Kind(str, Enum):
    """What the writer may do about a suggestion."""

    TERM = "term"  # add an entry
    LABEL = "label"  # add a label to an entry that is there
    MENTION = "mention"  # link the other mentions of what was linked by hand


class Suggestion(Struct, frozen=True):
    """A phrase that no label covers. `at` are the positions of the first uses, on different lines.

    `others` are its expansions or acronyms from brackets. `term` is the preferred label of the
    entry that it belongs to, if any. `places` counts the entries, notes and introductions that use
    it, `count` all its uses.
    """

    kind: Kind
    label: str
    places: int
    count: int
    at: tuple[Position, ...]
    others: tuple[str, ...] = ()
    term: str = ""
