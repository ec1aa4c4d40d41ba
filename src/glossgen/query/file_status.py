"""Size and time of a file, by which a change of it is noticed without reading it."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

_YOUNG = 100_000_000
"""Nanoseconds within which two changes may get the same modification time."""

FOLDER_SIZE = -2
"""The size that is reported for a folder."""


def file_status(path: str | Path) -> tuple[int, int]:
    """Size in bytes and modification time in ns of a file.

    (-1, 0) if it is missing, (`FOLDER_SIZE`, 0) for a folder.
    A time within the last 0.1 s is replaced by the present time, which never compares equal, because another
    change could get the same modification time.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  (thousands of these)
    except OSError:
        return -1, 0
    if stat.S_ISDIR(status.st_mode):
        return FOLDER_SIZE, 0
    now = time.time_ns()
    return status.st_size, now if now - status.st_mtime_ns < _YOUNG else status.st_mtime_ns
