"""Linked text: the mentions of a place of use."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from glossgen.model.problem import Position, Problem
from glossgen.model.term import Key

DISAMBIGUATION = "label:"
"""Prefix of the id of a target that is the disambiguation page of a label."""

PAGE = "page:"
"""Prefix of the id of a target that is the page of a source file."""


class Origin(str, Enum):
    """How a mention came about: found in the text, or linked by hand."""

    TEXT = "text"
    ANCHOR = "anchor"
    WIKI = "wiki"
    FILE = "file"
    META = "meta"


class Mention(Struct, frozen=True, array_like=True):
    """A surface form found in a text run, and the term it was resolved to.

    `text_run` is the index of the `TextRun` in its body. `linked` says whether the policy makes it
    an `<a>`; a mention that is not linked still counts as a use. `rule` names the rule that
    decided. `fragment` is the id of a heading on the page of the target, if the writer linked to one.
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


class RepositoryLink(Struct, frozen=True, array_like=True):
    """A span of a text run that the writer linked to a file of the repository that is no page.

    `path` counts from the folder of the configuration. A folder ends with a slash.
    """

    text_run: int
    start: int
    end: int
    path: str
    fragment: str = ""


class Linked(Struct, frozen=True, array_like=True):
    """The mentions of one place of use (a term, a note or an introduction), in text order.

    `outside` are links to files of the repository that are no pages.
    """

    place: Key
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()
    outside: tuple[RepositoryLink, ...] = ()
