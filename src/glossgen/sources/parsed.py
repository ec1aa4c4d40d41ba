"""The result of parsing one file, with the other files that it refers to."""

from __future__ import annotations

from msgspec import Struct

from glossgen.markdown import Resource
from glossgen.model import Problem, Source


class Parsed(Struct, frozen=True, array_like=True):
    """The result of parsing a file; `source` is None for a draft and for a file that cannot be read.

    `asked` are the addresses of other files that its text shows or links to, in order, with the
    file found for each.
    """

    source: Source | None
    problems: tuple[Problem, ...] = ()
    asked: tuple[tuple[str, Resource | None], ...] = ()
