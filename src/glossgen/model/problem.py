"""Problems and their positions."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Position(Struct, frozen=True, order=True, array_like=True):
    """A position in a source file."""

    path: str
    line: int = 1
    column: int | None = None


class Severity(str, Enum):
    """The severity of a problem. Only errors make a build exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Among(str, Enum):
    """The set of names from which a hint picks the one that was probably meant."""

    CHOICES = "choices"
    """The names listed in `Wanted.choices`."""
    FILES = "files"
    """The paths of all files."""
    ENTRIES = "entries"
    """The preferred labels of one file (`Wanted.of`)."""
    HEADINGS = "headings"
    """The preferred labels of all terms."""
    LABELS = "labels"
    """All labels of one language (`Wanted.of`), or of all languages if it has none."""
    CATEGORIES = "categories"
    """The names of categories as the configuration uses them."""


class Wanted(Struct, frozen=True, array_like=True):
    """A name that does not exist as written, and the names among which a hint looks for a similar one.

    The hint is made when a report is worded (`glossgen.problems.hints`), not when the problem is
    found: it depends on the names of the whole glossary, so a hint stored with the result of one
    file would become stale with an edit of another.
    """

    among: Among
    names: tuple[str, ...]
    of: str = ""
    choices: tuple[str, ...] = ()


class Problem(Struct, frozen=True, array_like=True):
    """A problem: what is wrong, where, and how to fix it.

    `code` is a key of `glossgen.problems.CODES`, which also gives the severity. `hint` is advice
    that needs no guess; `wanted` is what a guess starts from.
    """

    position: Position
    code: str
    message: str
    hint: str = ""
    wanted: Wanted | None = None
