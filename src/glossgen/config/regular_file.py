"""Reads files of a glossary; refuses pipes and devices, which may never end, and very large files."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_BYTES = 64_000_000
"""The largest file that is read as text."""
TOO_LARGE = f"it has more than {MOST_BYTES // 1_000_000} MB"


def read_regular(file: Path) -> bytes:
    """The content of a file. Raises OSError, also for a pipe, a device, or a file above `MOST_BYTES`."""
    status = os.stat(file)  # noqa: PTH116  (thousands of these)
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, "the folder cannot be opened", str(file))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(file))
    if status.st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, TOO_LARGE, str(file))
    return file.read_bytes()
