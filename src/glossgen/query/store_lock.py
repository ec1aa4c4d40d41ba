"""Locks a store: one build at a time uses it; others wait, and after a timeout go on without a store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

SECONDS = 20.0
"""How long a build waits for another one of the same glossary."""


@contextlib.contextmanager
def lock_store(file: Path | None, seconds: float = SECONDS) -> Iterator[bool]:
    """Lock a store. Yields False if another process holds the lock, or if its folder is not writable."""
    if file is None:
        yield True
        return
    lock = FileLock(f"{file}.lock", timeout=seconds)
    try:
        file.parent.mkdir(exist_ok=True)  # no folders above it: a glossary that is gone stays gone
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
