"""Allows one build at a time for each output folder.

The lock is an operating-system lock held on a file, not the existence of the file: the system
releases it when the process ends in any way, so a stale lock cannot exist.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from glossgen.model import Position, Problem
from glossgen.output.file_names import WORK
from glossgen.problems import CannotStart

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TRIES = 100
_FAR = 1 << 30  # a locked byte cannot be read on Windows: lock one beyond the end of the file


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Lock the output folder; yield an empty work folder inside it, which is removed at the end.

    Raises CannotStart (`output-busy`) while another process holds the lock.
    """
    work = folder / WORK
    handle = _acquire(work)
    try:
        _empty(work)
        yield work
    finally:
        try:
            _empty(work)
        finally:
            _release(work, handle)


def _acquire(work: Path) -> int:
    lock = work / "lock"
    for _ in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):  # another build is just releasing the folder
            work.mkdir(parents=True, exist_ok=True)
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
            if not _hold(handle):
                os.close(handle)
                raise _busy(work)
            if _still_there(handle, lock):
                os.truncate(handle, 0)
                os.write(handle, str(os.getpid()).encode())
                return handle
            os.close(handle)
    raise _busy(work)


def _hold(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks: building unlocked is better than refusing
        return True
    return True


def _still_there(handle: int, lock: Path) -> bool:
    """Whether the locked file is still the one with that name."""
    return os.path.samestat(os.fstat(handle), lock.stat())


def _busy(work: Path) -> CannotStart:
    try:
        owner = f" (process {int((work / 'lock').read_text())})"
    except (OSError, ValueError):
        owner = ""
    message = f"another build{owner} is writing to this folder"
    hint = "wait until it has finished, or choose another folder with --output"
    return CannotStart([Problem(Position(str(work.parent), 0), "output-busy", message, hint)])


def _empty(work: Path) -> None:
    for path in work.iterdir() if work.is_dir() else ():
        if path.name != "lock":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _release(work: Path, handle: int) -> None:
    """Release the lock. On POSIX unlink first: a waiter notices that the file is gone, and retries."""
    with contextlib.suppress(OSError):
        try:
            if sys.platform != "win32":  # Windows cannot remove an open file
                (work / "lock").unlink()
        finally:
            os.close(handle)
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            (work / "lock").unlink()
        work.rmdir()
