"""What one file gives by itself, and what it has asked about other files on the way."""

from __future__ import annotations

from msgspec import Struct

from glossgen.markdown import Resource
from glossgen.model import Problem, Source


class Parsed(Struct, frozen=True, array_like=True):
    """The result of reading a file: no source for a draft, or one that cannot be read.

    `asked` are the addresses of other files that its text shows or offers, in
    order, with what was found there. `common` is the language that it was given
    because it says none itself, and empty if it does.
    """

    source: Source | None
    problems: tuple[Problem, ...] = ()
    asked: tuple[tuple[str, Resource | None], ...] = ()
    common: str = ""
