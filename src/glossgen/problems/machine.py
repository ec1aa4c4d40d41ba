"""Problems for exceptions that the machine causes: a full disk, no handles, missing rights, no memory."""

from __future__ import annotations

import errno
from collections.abc import Iterable

from glossgen.model import Position, Problem

_EXHAUSTED = ("ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE", "ENOMEM", "EIO", "EAGAIN")
_FORBIDDEN = ("EROFS", "EACCES", "EPERM", "ENAMETOOLONG")


def _numbers(names: Iterable[str]) -> frozenset[int]:
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


EXHAUSTED = _numbers(_EXHAUSTED)
"""Errors of a machine at its end, which say nothing of the file that was asked for."""

_REFUSALS = EXHAUSTED | _numbers(_FORBIDDEN)


def machine_problem(error: BaseException) -> Problem | None:
    """The problem for an exception that the machine caused; None for other exceptions."""
    if isinstance(error, MemoryError):
        return Problem(Position("glossgen", 0), "machine", "there is not enough memory")
    if isinstance(error, OSError) and error.errno in _REFUSALS:
        where = Position(str(error.filename or "glossgen"), 0)
        return Problem(where, "machine", f"the system refuses: {error.strerror}")
    return None
