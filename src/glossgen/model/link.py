"""Linked text: the mentions of a place of use."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from glossgen.model.problem import Position, Problem
from glossgen.model.term import Key

DISAMBIGUATION = "label:"
"""Begins the id of a target that is the disambiguation page of a label."""

PAGE = "page:"
"""Begins the id of a target that is the page of a source file."""


class Origin(str, Enum):
    """Why a link is there: found in the text, or written by hand."""

    TEXT = "text"
    ANCHOR = "anchor"
    WIKI = "wiki"
    FILE = "file"
    META = "meta"


class Mention(Struct, frozen=True, array_like=True):
    """A surface form found in a text run, and the term it was resolved to.

    `text_run` is the index of the `TextRun` in its body. `linked` says whether the
    policy makes an `<a>` of it; a mention that is not linked still counts as a
    use. `rule` names the rule that decided. `fragment` is the id of a heading on the page
    of the target, where a writer linked to that.
    """

    text_run: int
    start: int
    end: int
    surface: str
    target: Key
    position: Position
    origin: Origin = Origin.TEXT
    linked: bool = True
    rule: str = ""
    fragment: str = ""


class Linked(Struct, frozen=True, array_like=True):
    """The mentions of one place of use (a term or a note), in order of the text."""

    place: Key
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()
