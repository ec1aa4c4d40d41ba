"""What a build did."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from glossgen.model.problem import Problem

Progress = Callable[[str, int, int], None]


class Report(Struct, frozen=True):
    """What a build did. `mentions` and `links` count those of all texts; the last four count files, `made`
    those that were made to see whether they are others now.
    """

    problems: tuple[Problem, ...]
    terms: int
    notes: int
    mentions: int
    links: int
    formulas: int
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    made: int = 0
