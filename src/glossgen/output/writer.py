"""A site is written so that at every moment each of its files is whole.

All files are staged first, in a work folder inside the output (the same file
system), so that a build that fails has touched nothing. Then each changed file
is renamed over the old one, which POSIX and Windows do in one step. The
manifest names the old and the new files while that goes on: a build that is
killed leaves nothing that the next one does not know to be ours.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import Position, Problem
from glossgen.output import manifest
from glossgen.output.build_lock import locked
from glossgen.output.file_names import WORK, Names, fold, parents
from glossgen.output.staging import Batch, OutFile, StagingArea, as_problem
from glossgen.problems import CannotStart
from glossgen.workers import run

FileProgress = Callable[[int, int], None]
RunTasks = Callable[..., Iterator[bytes]]
"""`glossgen.workers.run` with its number of processes."""


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many files were written, left as they were, and removed; `made` counts those made to see that.

    `paths` are those of all files of the site, `changed` those of the files that were written.
    """

    written: int
    unchanged: int
    removed: int
    made: int = field(default=0, compare=False)
    paths: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    changed: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


class _Staged(Struct, frozen=True):
    paths: frozenset[str]
    changed: tuple[tuple[str, str], ...]


def write_site(output: Path, files: Iterable[OutFile], *, keep: Iterable[Path] = ()) -> WriteReport:
    """Make the output folder hold exactly these files, beside those of the user.

    `files` is consumed once and not held in memory. `keep` are paths that must
    not lie in the output (the sources). Raises CannotStart, with the old site
    untouched, for an output that is not ours to write or a name that is not safe.
    """
    return write_batches(output, [Batch(lambda: files)], keep=keep)


def write_batches(
    output: Path,
    batches: Sequence[Batch],
    *,
    keep: Iterable[Path] = (),
    jobs: int = 1,
    progress: FileProgress = lambda _done, _total: None,
    part: str = "",
    others_stay: bool = False,
    life: float = math.inf,
) -> WriteReport:
    """As `write_site`, with the files made in `jobs` processes; the result is the same for any number.

    `progress` is called with the batches that are staged and how many there are. `part` says which part
    of a site these files are, if they are not all. With `others_stay`, the files of the old site that are
    not made again are kept as they are. A process that has made a `life`, by the sizes of batches, is
    replaced, so that none grows too large.
    """
    output, share_out = output.resolve(), partial(run, jobs=jobs, here=life == math.inf, life=life)
    _check(output, keep)
    fresh = not output.exists()
    try:
        with as_problem(output):
            output.mkdir(parents=True, exist_ok=True)
        with locked(output) as work:
            old = manifest.read(output)
            staged = _stage(StagingArea(output, work, old), batches, share_out, progress)
            made = len(staged.paths)
            if others_stay:
                staged = replace(staged, paths=staged.paths | old)
            listed = others_stay and staged.paths == old
            with as_problem(output):
                removed = _commit(output, work, old, staged, None if listed else part)
    except BaseException:
        if fresh:
            with contextlib.suppress(OSError):
                output.rmdir()
        raise
    changed = frozenset(path for path, _ in staged.changed)
    return WriteReport(len(changed), len(staged.paths) - len(changed), removed, made, staged.paths, changed)


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


# --------------------------------------------------------------------------
# Staging


def _stage(
    stage: StagingArea, batches: Sequence[Batch], share_out: RunTasks, progress: FileProgress
) -> _Staged:
    """Stage all batches, and see whether their files can be a site together."""
    names = Names()
    changed: list[tuple[str, str]] = []
    problems: list[Problem] = []
    work = partial(_stage_one, stage, batches)
    made = share_out(range(len(batches)), work, size=lambda number: batches[number].size)
    for done, data in enumerate(made, 1):
        for file in StagingArea.read(data):
            if why := names.add(file.path):
                message = f"“{file.path}” cannot be written: {why}"
                place = Position(file.origin or file.path, 0)
                problems.append(Problem(place, "file-name", message, "rename it"))
            elif file.conflict:
                message = f"a file that glossgen did not make is in the way of “{file.path}”"
                problems.append(Problem(Position(file.conflict, 0), "user-file", message, "move it away"))
            elif file.kept:
                changed.append((file.path, file.kept))
        if done < len(batches):
            progress(done, len(batches))
    progress(len(batches), len(batches))  # now that no worker is left
    if problems:
        raise CannotStart(problems)
    return _Staged(frozenset(names.paths), tuple(changed))


def _stage_one(stage: StagingArea, batches: Sequence[Batch], number: int) -> bytes:
    return stage.stage(number, batches[number])


# --------------------------------------------------------------------------
# Renaming and removing


def _commit(output: Path, work: Path, old: frozenset[str], staged: _Staged, part: str | None) -> int:
    """Put every changed file in its place; with None for `part`, the list of files is right as it is."""
    gone = old - staged.paths
    if part is not None and (staged.changed or gone):
        manifest.write(output, old | staged.paths)  # no part yet, and no whole either
    first = _in_the_way(gone, staged.paths)
    removed = sum([_remove(output, path) for path in sorted(first)])
    folders: set[str] = set()
    for path, kept in sorted(staged.changed, key=lambda pair: (pair[0].endswith(".html"), pair[0])):
        target = output / path
        if (folder := path.rpartition("/")[0]) not in folders:
            folders.add(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
        if old and target.is_dir() and not target.is_symlink():
            _remove_empty(target)
        os.replace(work / kept, target)  # noqa: PTH105  (os.replace is what tests make fail)
    removed += sum([_remove(output, path) for path in sorted(gone - first)])
    if part is not None:
        manifest.write(output, staged.paths, part)
    return removed


def _in_the_way(gone: frozenset[str], paths: frozenset[str]) -> frozenset[str]:
    """Old files that must go before the new ones come.

    Those are files where a folder is needed now, files inside what is now a
    file, and files whose name, or whose folder's name, changes only by case.
    """
    if not gone:
        return gone
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
