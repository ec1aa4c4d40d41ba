"""Where something is, and what is wrong there."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Position(Struct, frozen=True, order=True, array_like=True):
    """A place in a source file."""

    path: str
    line: int = 1
    column: int | None = None


class Severity(str, Enum):
    """How bad a problem is: only errors make a build exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(Struct, frozen=True, array_like=True):
    """A finding: what is wrong, where, and a guess at the fix.

    `code` is a key of `glossgen.problems.CODES`, which also gives the severity.
    """

    position: Position
    code: str
    message: str
    hint: str = ""
