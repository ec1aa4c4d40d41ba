"""Where something is, and what is wrong there."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Position(Struct, frozen=True, order=True):
    """A place in a source file."""

    path: str
    line: int = 1
    column: int | None = None


class Severity(str, Enum):
    """How bad a problem is: only errors make a build exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Among(str, Enum):
    """Names of a glossary among which a hint looks for the one that was meant."""

    CHOICES = "choices"
    """Those that `Wanted.choices` lists."""
    FILES = "files"
    """The paths of all files."""
    ENTRIES = "entries"
    """The preferred labels of one file (`Wanted.of`)."""
    HEADINGS = "headings"
    """The preferred labels of all terms."""
    LABELS = "labels"
    """All labels of one language (`Wanted.of`); of every language where that one has none."""
    CATEGORIES = "categories"
    """What the configuration calls the categories."""


class Wanted(Struct, frozen=True):
    """What was written for something that does not exist: names of it, and where to look for a like one.

    A hint is guessed from that when a report is worded (`glossgen.problems.hints`), and not
    when the problem is found: the names of the whole glossary decide about it, so
    one that is kept with a text would be wrong after an edit of another file.
    """

    among: Among
    names: tuple[str, ...]
    of: str = ""
    choices: tuple[str, ...] = ()


class Problem(Struct, frozen=True):
    """A finding: what is wrong, where, and how to mend it.

    `code` is a key of `glossgen.problems.CODES`, which also gives the severity.
    `hint` is what can be said without a guess; `wanted` is what to guess from.
    """

    position: Position
    code: str
    message: str
    hint: str = ""
    wanted: Wanted | None = None
