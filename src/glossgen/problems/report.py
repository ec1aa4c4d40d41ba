"""The report of a build."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from glossgen.model.problem import Among, Problem

Progress = Callable[[str, int, int], None]
"""A progress callback: called with the name of a stage, the work done, and the total."""


class Names(Struct, frozen=True, array_like=True):
    """One set of names in a glossary that a hint can choose from (see `glossgen.model.Wanted`)."""

    among: Among
    of: str
    names: tuple[str, ...]


class Report(Struct, frozen=True):
    """What a build did.

    `mentions` and `links` count those of all texts. `written`, `unchanged`, `removed` and `made` count files;
    `made` are those computed in this build, whether or not their content changed, and `pages_made` the HTML
    pages of these. `known` are the names that hints choose from (see `glossgen.problems.hints`), and
    `understood` are lines that describe what was read.
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
    pages_made: int = 0
    known: tuple[Names, ...] = ()
    understood: tuple[str, ...] = ()
