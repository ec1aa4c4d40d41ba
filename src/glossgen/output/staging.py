"""Staging: compares each new file with the old site, and stores it in the work folder if it differs."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.text.paths import fold_path, parents

_BLOCK = 1 << 16
"""Bytes compared at once."""


Content = bytes | tuple[bytes | memoryview, ...] | Iterator[bytes] | Path
"""The content of a file: bytes, pieces of bytes, an iterator that makes them, or a file to copy."""


class OutFile(Struct, frozen=True):
    """One file of the site: its relative POSIX path, and its content."""

    url_path: str
    content: Content


class Staged(Struct, frozen=True):
    """The result of staging one file: `kept` is its name in the work folder; empty if it is unchanged.

    `origin` is the file that it was copied from, if any; `conflict` a foreign file in its way.
    """

    path: str
    kept: str = ""
    origin: str = ""
    conflict: str = ""


class StagingArea(Struct, frozen=True, dict=True):
    """Stages files against the old site; `old` are the paths of the files in it that glossgen made.

    `durable`: the old site is worth more than the time that a disk takes to be sure of the new one.
    """

    output: Path
    work: Path
    old: frozenset[str]
    durable: bool = True

    @cached_property
    def known(self) -> frozenset[str]:
        """The folded paths of the old files, as case-insensitive file systems compare them."""
        return frozenset(map(fold_path, self.old))

    def file(self, name: str, file: OutFile) -> Staged:
        """Compare a file with the old site, and store it in the work folder under `name` if it differs.

        Raises CannotStart if the file cannot be written, for instance on a full disk.
        """
        path, content = file.url_path, file.content
        origin = str(content) if isinstance(content, Path) else ""
        kept = f"{self.work}{os.sep}{name}"
        with as_problem(self.output):
            written = isinstance(content, Iterator)
            if written:
                _keep(kept, content)
                content = Path(kept)
            # a new site has no old file to compare with, and nothing in the way
            if self.old or os.path.lexists(f"{self.output}{os.sep}{path}"):
                if obstacle := _conflict(self, path):
                    return Staged(path, "", origin, str(obstacle))
                if path in self.old and has_content(self.output / path, content):
                    if written:
                        os.unlink(kept)  # noqa: PTH108  (a text, as there are thousands of files)
                    return Staged(path, "", origin)
            if not written:
                _keep(kept, content)
        return Staged(path, name, origin)


@contextlib.contextmanager
def as_problem(output: Path) -> Iterator[None]:
    """Report a full disk or a read-only folder as a problem: it is not a bug."""
    try:
        yield
    except OSError as error:
        where = Position(str(error.filename or output), 0)
        raise CannotStart([Problem(where, "output-write", f"cannot write: {error.strerror}")]) from error


def _keep(target: str, content: Content) -> None:
    if isinstance(content, Path):
        shutil.copyfile(content, target)
        return
    with open(target, "wb") as file:  # noqa: PTH123  (a text, as there are thousands of files)
        file.writelines((content,) if isinstance(content, bytes) else content)


def has_content(target: Path, content: Content) -> bool:
    """Whether a file exists and has this content."""
    try:
        status = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(status.st_mode):
        return False
    if isinstance(content, Path):
        return status.st_size == content.stat().st_size and _same_bytes(target, content)
    pieces = (content,) if isinstance(content, bytes) else tuple(content)
    if status.st_size != sum(map(len, pieces)):
        return False
    with target.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in pieces)


def _same_bytes(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(_BLOCK):
            if block != right.read(_BLOCK):
                return False
        return not right.read(1)


def _conflict(stage: StagingArea, path: str) -> Path | None:
    """A file at or above a path that is neither ours nor a folder.

    A symbolic link always counts: writing through it would write outside of the output folder.
    """
    output = stage.output
    for folder in parents(path):
        place = output / folder
        if place.is_symlink() or (place.is_file() and fold_path(folder) not in stage.known):
            return place
        if not place.is_dir():
            return None
    place = output / path
    if place.is_dir() and not place.is_symlink():
        return next((file for file in _files_in(place) if _key(output, file) not in stage.known), None)
    ours = path in stage.old or not os.path.lexists(place) or fold_path(path) in stage.known
    return None if ours else place


def _files_in(folder: Path) -> Iterator[Path]:
    for place in sorted(folder.iterdir()):
        if place.is_dir() and not place.is_symlink():
            yield from _files_in(place)
        else:
            yield place


def _key(output: Path, file: Path) -> str:
    return fold_path(file.relative_to(output).as_posix())
