"""What a build did."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from glossgen.model.problem import Among, Problem

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


class Names(Struct, frozen=True, array_like=True):
    """Names of a glossary that a hint can choose from (see `glossgen.model.Wanted`)."""

    among: Among
    of: str
    names: tuple[str, ...]


class Report(Struct, frozen=True):
    """What a build did. `mentions` and `links` count those of all texts; the last four count files, `made`
    those that were made to see whether they are others now. `known` has the names
    that hints for the problems choose from (see `glossgen.problems.hints`), and
    `understood` says in a few lines what was read.
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
    known: tuple[Names, ...] = ()
    understood: tuple[str, ...] = ()
