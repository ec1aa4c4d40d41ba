"""One build at a time on one store: others wait, and go on without it if that takes too long."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

SECONDS = 20.0
"""How long a build waits for another one in the same glossary."""


@contextlib.contextmanager
def held(file: Path | None, seconds: float = SECONDS) -> Iterator[bool]:
    """Hold a store. False when another process holds it, or when nothing can be written beside it."""
    if file is None:
        yield True
        return
    lock = FileLock(f"{file}.lock", timeout=seconds)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
