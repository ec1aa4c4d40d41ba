"""What must be on the disk before more may happen: after a power cut a file is old or new, never empty."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from glossgen.problems.machine import EXHAUSTED

_AT_ONCE = 8
"""Files that the disk is asked for at once: it writes them together, for the price of one or two."""


def to_disk(paths: Iterable[Path]) -> None:
    """Wait until the content of files, or the names in folders, would outlast a power cut.

    Raises OSError if the disk is full or fails. A system that cannot do it (Windows for folders, some
    file systems of networks) is asked in vain.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_flush, paths):
            pass


def _flush(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in EXHAUSTED:
            raise
