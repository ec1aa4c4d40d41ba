"""Problems for errors of the operating system: a full disk, no handles, missing rights, a vanished file."""

from __future__ import annotations

import errno

from glossgen.model import Position, Problem

_EXHAUSTED = ("ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE", "ENOMEM", "EIO", "EAGAIN")

EXHAUSTED = frozenset(getattr(errno, name) for name in _EXHAUSTED if hasattr(errno, name))
"""Errors of an exhausted resource, which are not the fault of the file that was opened."""


def machine_problem(error: BaseException) -> Problem | None:
    """The problem for an error of the operating system; None for other exceptions."""
    if isinstance(error, MemoryError):
        return Problem(Position("glossgen", 0), "machine", "there is not enough memory")
    if isinstance(error, OSError) and error.strerror:
        where = Position(str(error.filename or "glossgen"), 0)
        return Problem(where, "machine", f"the system refuses: {error.strerror}")
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # before Python 3.13
        return Problem(Position("glossgen", 0), "machine", f"the system refuses: {error}")
    return None
