"""Reads files of a glossary; refuses pipes and devices, which may never end, and very large files."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_BYTES = 64_000_000
"""The largest file that is read as text."""
TOO_LARGE = f"it has more than {MOST_BYTES // 1_000_000} MB"


def is_within(place: Path, root: Path) -> bool:
    """Whether a place is in the folder of the configuration, or in the git repository around that folder.

    Nobody meant what is outside to be published, and it may be the whole disk.
    """
    tops = (folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git"))
    return place.is_relative_to(next(tops, root))


def read_own(file: Path) -> bytes:
    """The content of a configuration file, lock or readings file. Raises OSError, as `read_regular` does.

    A symbolic link out of the repository is refused: a pull request may add one, and messages about the file
    would then quote a file of this machine.
    """
    if file.is_symlink() and not is_within(Path(os.path.realpath(file)), Path(os.path.realpath(file.parent))):
        raise OSError(errno.EPERM, "the link leads outside of the folder of the configuration", str(file))
    return read_regular(file)


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
