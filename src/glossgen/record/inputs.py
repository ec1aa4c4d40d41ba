"""What a build has read, so that the next one can tell whether anything is different.

A file counts as the same when its size and time of change are, and else when
its bytes are; a folder when its time of change is, and else when the names in
it are. A file that was changed a moment before it was looked at is always
compared by its bytes: the clock of a file system may be too coarse to tell two
changes apart.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossgen.assets import PACKAGE, MissingAssetsError, static_folder, templates_folder

Input = tuple[str, int, int, str]
"""A path, its size (`MISSING` or `FOLDER` for what is no file), its time in ns, the digest of its content."""

MISSING = -1
FOLDER = -2
_YOUNG = 100_000_000
"""Nanoseconds: what has changed less than this ago may change again without a new time."""


def look_at(path: str, passed: frozenset[str] = frozenset()) -> Input:
    """What is at a path now. `passed` are paths that do not count as names in a folder."""
    try:
        status = os.stat(path)  # noqa: PTH116  (thousands of these are the whole work)
        if os.path.isdir(path):  # noqa: PTH112
            return path, FOLDER, _time(status), _names(path, passed)
        return path, status.st_size, _time(status), digest(Path(path).read_bytes())
    except OSError:
        return path, MISSING, 0, ""


def is_same(known: Input, passed: frozenset[str] = frozenset()) -> bool:
    """Whether what is at a path is still what it was."""
    path, size, changed, content = known
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return size == MISSING
    if size == MISSING:
        return False
    if status.st_mtime_ns == changed and (size == FOLDER or status.st_size == size):
        return True
    now = look_at(path, passed)
    return now[1] == size and now[3] == content


def folders_below(folder: str, passed: frozenset[str]) -> Iterator[str]:
    """A folder and all folders in it, but for hidden ones and those of `passed`."""
    yield folder
    try:
        inside = sorted(e.path for e in os.scandir(folder) if e.is_dir(follow_symlinks=False))
    except OSError:
        return
    for path in inside:
        if path not in passed and not os.path.basename(path).startswith("."):  # noqa: PTH119
            yield from folders_below(path, passed)


def files_below(folder: str) -> Iterator[str]:
    """Every folder and file in a folder of our own, or of a site's templates."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        yield here
        yield from (os.path.join(here, name) for name in sorted(files))  # noqa: PTH118


def program() -> str:
    """A digest of the program itself: its own files, Python, and whatever is installed beside it."""
    lines = [sys.version]
    folders = [str(PACKAGE)]
    with contextlib.suppress(MissingAssetsError):  # the build will say so
        folders += [str(templates_folder()), str(static_folder())]
    for folder in dict.fromkeys(folders):
        for here, inside, files in os.walk(folder):
            inside[:] = sorted(name for name in inside if name != "__pycache__")
            lines += [_stamp(os.path.join(here, name)) for name in sorted(files)]  # noqa: PTH118
    lines += [_stamp(path) for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def repository(root: Path) -> list[str] | None:
    """The files that say which commit of a repository is at `root`, on which dates depend.

    None for a worktree or a submodule, whose commit lies elsewhere.
    """
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            try:
                name = (git / "HEAD").read_text("utf-8").removeprefix("ref:").strip()
            except (OSError, UnicodeDecodeError):
                name = "HEAD"
            return [str(git / each) for each in ("HEAD", name, "packed-refs", "config")]
        if git.exists():
            return None
    return []


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return path
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _names(folder: str, passed: Iterable[str]) -> str:
    inside = sorted(e.name for e in os.scandir(folder) if e.path not in passed and e.name[0] != ".")
    return digest("\0".join(inside).encode("utf-8", "surrogateescape"))


def _time(status: os.stat_result) -> int:
    return status.st_mtime_ns if time.time_ns() - status.st_mtime_ns > _YOUNG else 0


def digest(data: bytes) -> str:
    """A short digest of some bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
