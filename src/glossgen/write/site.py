"""A site is written so that at every moment each of its files is whole.

All files are staged first, in a work folder inside the output (the same file
system), so that a build that fails has touched nothing. Then each changed file
is renamed over the old one, which POSIX and Windows do in one step. The
manifest names the old and the new files while that goes on: a build that is
killed leaves nothing that the next one does not know to be ours.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.write import manifest
from glossgen.write.lock import locked
from glossgen.write.names import WORK, Names, fold, parents

_BLOCK = 1 << 16
"""Bytes compared at a time."""


@dataclass(frozen=True, slots=True)
class OutFile:
    """One file of the site: its relative POSIX path, and its bytes or the file to copy."""

    url_path: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Staged:
    paths: frozenset[str]
    changed: tuple[tuple[str, Path], ...]


def write_site(output: Path, files: Iterable[OutFile], *, keep: Iterable[Path] = ()) -> WriteReport:
    """Make the output folder hold exactly these files, beside those of the user.

    `files` is consumed once and not held in memory. `keep` are paths that must
    not lie in the output (the sources). Raises CannotStart, with the old site
    untouched, for an output that is not ours to write or a name that is not safe.
    """
    output = output.resolve()
    _check(output, keep)
    fresh = not output.exists()
    try:
        with _in_words(output):
            output.mkdir(parents=True, exist_ok=True)
        with locked(output) as work:
            old = manifest.read(output)
            staged = _stage(output, work, old, files)
            with _in_words(output):
                removed = _commit(output, old, staged)
    except BaseException:
        if fresh:
            with contextlib.suppress(OSError):
                output.rmdir()
        raise
    return WriteReport(len(staged.changed), len(staged.paths) - len(staged.changed), removed)


# --------------------------------------------------------------------------
# Refusing


def _check(output: Path, keep: Iterable[Path]) -> None:
    def refuse(message: str, hint: str = "choose another folder with --output") -> CannotStart:
        return CannotStart([Problem(Position(str(output), 0), "output-folder", message, hint)])

    if output.parent == output or output == Path("~").expanduser():
        raise refuse("this folder is not for a site alone")
    inside = [path for path in keep if path.resolve().is_relative_to(output)]
    if inside:
        raise refuse(f"the output folder would hold “{inside[0]}”, which is read")
    if not output.exists():
        return
    if not output.is_dir():
        raise refuse("this is a file, not a folder")
    others = sorted(path.name for path in output.iterdir() if path.name != WORK)
    if others and not manifest.exists(output):
        named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        message = f"the folder was not made by glossgen and is not empty ({named})"
        raise refuse(message, "empty it yourself if nothing in it is needed, or choose another with --output")


@contextlib.contextmanager
def _in_words(output: Path) -> Iterator[None]:
    """A full disk or a read-only folder is no bug of ours: say it as a problem."""
    try:
        yield
    except OSError as error:
        where = Position(str(error.filename or output), 0)
        raise CannotStart([Problem(where, "output-write", f"cannot write: {error.strerror}")]) from error


# --------------------------------------------------------------------------
# Staging


def _stage(output: Path, work: Path, old: frozenset[str], files: Iterable[OutFile]) -> _Staged:
    names = Names()
    changed: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    known = {fold(path) for path in old}
    for file in files:
        if why := names.add(file.url_path):
            place = str(file.content) if isinstance(file.content, Path) else file.url_path
            message = f"“{file.url_path}” cannot be written: {why}"
            problems.append(Problem(Position(place, 0), "file-name", message, "rename it"))
            continue
        with _in_words(output):
            if obstacle := _obstacle(output, file.url_path, known):
                message = f"a file that glossgen did not make is in the way of “{file.url_path}”"
                problems.append(Problem(Position(str(obstacle), 0), "user-file", message, "move it away"))
            elif not problems and not (file.url_path in old and _same(output / file.url_path, file.content)):
                changed.append((file.url_path, _keep(work / str(len(changed)), file.content)))
    if problems:
        raise CannotStart(problems)
    return _Staged(frozenset(names.paths), tuple(changed))


def _keep(target: Path, content: bytes | Path) -> Path:
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        target.write_bytes(content)
    return target


def _same(target: Path, content: bytes | Path) -> bool:
    try:
        status = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(status.st_mode):
        return False
    if isinstance(content, Path):
        return status.st_size == content.stat().st_size and _same_bytes(target, content)
    return status.st_size == len(content) and target.read_bytes() == content


def _same_bytes(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(_BLOCK):
            if block != right.read(_BLOCK):
                return False
        return not right.read(1)


def _obstacle(output: Path, path: str, known: set[str]) -> Path | None:
    """What stands at or above a path and is neither ours nor a folder.

    A link counts as an obstacle wherever it leads: through it, a file would be
    written outside the output.
    """
    for folder in parents(path):
        place = output / folder
        if place.is_symlink() or (place.is_file() and fold(folder) not in known):
            return place
        if not place.is_dir():
            return None
    place = output / path
    if place.is_dir() and not place.is_symlink():
        return next((file for file in _files_in(place) if _key(output, file) not in known), None)
    return place if os.path.lexists(place) and fold(path) not in known else None


def _files_in(folder: Path) -> Iterator[Path]:
    for place in sorted(folder.iterdir()):
        if place.is_dir() and not place.is_symlink():
            yield from _files_in(place)
        else:
            yield place


def _key(output: Path, file: Path) -> str:
    return fold(file.relative_to(output).as_posix())


# --------------------------------------------------------------------------
# Renaming and removing


def _commit(output: Path, old: frozenset[str], staged: _Staged) -> int:
    gone = old - staged.paths
    if staged.changed or gone:
        manifest.write(output, old | staged.paths)
    first = _in_the_way(gone, staged.paths)
    removed = sum([_remove(output, path) for path in sorted(first)])
    for path, source in sorted(staged.changed, key=lambda pair: (pair[0].endswith(".html"), pair[0])):
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            _remove_empty(target)
        os.replace(source, target)  # noqa: PTH105  (os.replace is what tests make fail)
    removed += sum([_remove(output, path) for path in sorted(gone - first)])
    manifest.write(output, staged.paths)
    return removed


def _in_the_way(gone: frozenset[str], paths: frozenset[str]) -> frozenset[str]:
    """Old files that must go before the new ones come.

    Those are files where a folder is needed now, files inside what is now a
    file, and files whose name, or whose folder's name, changes only by case.
    """
    files = {fold(path) for path in paths}
    folders = {fold(folder): folder for path in paths for folder in parents(path)}

    def hinders(path: str) -> bool:
        if fold(path) in files or fold(path) in folders:
            return True
        above = parents(path)
        return any(fold(folder) in files or folders.get(fold(folder), folder) != folder for folder in above)

    return frozenset(path for path in gone if hinders(path))


def _remove(output: Path, path: str) -> int:
    """Remove one old file, and the folders that it leaves empty; 1 if there was one."""
    above = []
    for folder in parents(path):
        if (output / folder).is_symlink() or not (output / folder).is_dir():
            break
        above.append(output / folder)
    target = output / path
    count = 0
    if len(above) == path.count("/") and (target.is_symlink() or target.is_file()):
        target.unlink()
        count = 1
    for place in reversed(above):
        with contextlib.suppress(OSError):  # not empty
            place.rmdir()
    return count


def _remove_empty(folder: Path) -> None:
    for place in folder.iterdir():
        _remove_empty(place)
    folder.rmdir()
