"""Problems for exceptions that the machine causes: a full disk, no handles, missing rights, what vanished."""

from __future__ import annotations

import errno

from glossgen.model import Position, Problem

_EXHAUSTED = ("ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE", "ENOMEM", "EIO", "EAGAIN")

EXHAUSTED = frozenset(getattr(errno, name) for name in _EXHAUSTED if hasattr(errno, name))
"""Errors of a machine at its end, which say nothing of the file that was asked for."""


def machine_problem(error: BaseException) -> Problem | None:
    """The problem for an exception that the machine caused; None for other exceptions."""
    if isinstance(error, MemoryError):
        return Problem(Position("glossgen", 0), "machine", "there is not enough memory")
    if isinstance(error, OSError) and error.strerror:
        where = Position(str(error.filename or "glossgen"), 0)
        return Problem(where, "machine", f"the system refuses: {error.strerror}")
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # before Python 3.13
        return Problem(Position("glossgen", 0), "machine", f"the system refuses: {error}")
    return None
