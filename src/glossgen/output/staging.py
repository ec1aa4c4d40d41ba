"""Staging: every file of a batch is compared with the old site, and kept in the work folder if it is new.

Batches may be staged in different processes, so a batch is told as bytes:
which paths it has, and where each lies. Whether they can be a site together
is for the one who has them all to say.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.output.file_names import fold, parents
from glossgen.problems import CannotStart

_BLOCK = 1 << 16
"""Bytes compared at a time."""


Content = bytes | tuple[bytes | memoryview, ...] | Iterator[bytes] | Path
"""The bytes of a file, in pieces or whole, or made as they are written, or the file that it is a copy of."""


class OutFile(Struct, frozen=True):
    """One file of the site: its relative POSIX path, and what is in it."""

    url_path: str
    content: Content


class Batch(Struct, frozen=True):
    """Files that are made together, when it is their turn; `size` says how much work they are."""

    make: Callable[[], Iterable[OutFile]]
    size: int = 1


class Staged(Struct, frozen=True):
    """What became of one file: `kept` is its name in the work folder, empty for one that is as it was.

    `origin` is the file that it was copied from, if any; `conflict` what stands in its way.
    """

    path: str
    kept: str = ""
    origin: str = ""
    conflict: str = ""


class StagingArea(Struct, frozen=True, dict=True):
    """The old site that new files are compared with; `old` are the paths of the files in it that we made."""

    output: Path
    work: Path
    old: frozenset[str]

    @cached_property
    def known(self) -> frozenset[str]:
        """What file systems that ignore case and normalisation call them."""
        return frozenset(map(fold, self.old))

    def stage(self, number: int, batch: Batch) -> bytes:
        """Make and stage the batch of this number; see `read`. Raises CannotStart for a full disk."""
        records = [self._file(f"{number}-{count}", file) for count, file in enumerate(batch.make())]
        return json.dumps(records).encode()

    @staticmethod
    def read(data: bytes) -> list[Staged]:
        """The files of a staged batch, in order."""
        return [Staged(*record) for record in json.loads(data)]

    def _file(self, name: str, file: OutFile) -> tuple[str, str, str, str]:
        path, content = file.url_path, file.content
        origin = str(content) if isinstance(content, Path) else ""
        with as_problem(self.output):
            written = isinstance(content, Iterator)
            if written:
                _keep(self.work / name, content)
                content = self.work / name
            # In a new site there is nothing that could be in the way, or the same.
            if self.old or os.path.lexists(self.output / path):
                if obstacle := _conflict(self, path):
                    return path, "", origin, str(obstacle)
                if path in self.old and has_content(self.output / path, content):
                    if written:
                        (self.work / name).unlink()
                    return path, "", origin, ""
            if not written:
                _keep(self.work / name, content)
        return path, name, origin, ""


@contextlib.contextmanager
def as_problem(output: Path) -> Iterator[None]:
    """A full disk or a read-only folder is no bug of ours: say it as a problem."""
    try:
        yield
    except OSError as error:
        where = Position(str(error.filename or output), 0)
        raise CannotStart([Problem(where, "output-write", f"cannot write: {error.strerror}")]) from error


def _keep(target: Path, content: Content) -> None:
    if isinstance(content, Path):
        shutil.copyfile(content, target)
        return
    with target.open("wb") as file:
        file.writelines((content,) if isinstance(content, bytes) else content)


def has_content(target: Path, content: Content) -> bool:
    """Whether a file is there and has this content."""
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

    A link counts as an obstacle wherever it leads: through it, a file would be
    written outside the output.
    """
    output = stage.output
    for folder in parents(path):
        place = output / folder
        if place.is_symlink() or (place.is_file() and fold(folder) not in stage.known):
            return place
        if not place.is_dir():
            return None
    place = output / path
    if place.is_dir() and not place.is_symlink():
        return next((file for file in _files_in(place) if _key(output, file) not in stage.known), None)
    ours = path in stage.old or not os.path.lexists(place) or fold(path) in stage.known
    return None if ours else place


def _files_in(folder: Path) -> Iterator[Path]:
    for place in sorted(folder.iterdir()):
        if place.is_dir() and not place.is_symlink():
            yield from _files_in(place)
        else:
            yield place


def _key(output: Path, file: Path) -> str:
    return fold(file.relative_to(output).as_posix())
