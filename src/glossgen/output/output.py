"""Writes an output folder in one transaction: lock, stage, then replace file by file.

At every moment each file of the site is whole. All new files are first staged in a work folder
inside the output folder (on the same file system), so that a build that fails has changed nothing.
Then each changed file is renamed over the old one, which is atomic on POSIX and Windows. Meanwhile
the manifest lists the old and the new files, so that after a build that was killed the next one
still knows all files that are ours.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.output import manifest
from glossgen.output.build_lock import locked
from glossgen.output.commit import put_in_place, refuse_unfit
from glossgen.output.file_names import Names
from glossgen.output.staging import OutFile, Staged, StagingArea, as_problem
from glossgen.problems import CannotStart


class WriteReport(Struct, frozen=True):
    """How many files were written, left as they were, and removed; `made` counts those made to see that,
    `pages_made` the HTML pages among them.

    `paths` are the paths of all files of the site, `changed` those of the files that were written.
    """

    written: int
    unchanged: int
    removed: int
    made: int = 0
    paths: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    pages_made: int = 0


class Output:
    """An output folder locked by this process. `area` stages files, `commit` puts them in place."""

    def __init__(self, folder: Path, work: Path, durable: bool = True) -> None:
        self.folder = folder
        self._open(work, durable)

    def _open(self, work: Path, durable: bool) -> None:
        self._listed = manifest.read_all(self.folder)
        self.area = StagingArea(self.folder, work, manifest.read(self.folder), durable)

    def commit(self, staged: Iterable[Staged], kept: Iterable[str] = (), part: str = "") -> WriteReport:
        """Replace the files of the old site by the staged files and the `kept` old ones; foreign files stay.

        `part` names the shard if these files are not the whole site. Raises CannotStart, with the
        old site untouched, for file names that collide.

        What was written is then the old site: a build may find its store harmed after this, and start again.
        """
        files = list(staged)
        if any(file.conflict or file.path not in self.area.old for file in files):
            _refuse_names(files, kept)
        changed = {file.path: file.kept for file in files if file.kept}
        paths = frozenset((*(file.path for file in files), *kept))
        with as_problem(self.folder):
            listed = self._listed == manifest.Manifest(manifest.generator(), part, tuple(sorted(paths)))
            removed = put_in_place(self.area, paths, changed, None if listed else part)
        self._open(self.area.work, self.area.durable)
        unchanged = len(paths) - len(changed)
        return WriteReport(len(changed), unchanged, removed, len(files), paths, frozenset(changed))


@contextlib.contextmanager
def opened(folder: Path, keep: Iterable[Path] = (), *, durable: bool = True) -> Iterator[Output]:
    """Lock and open an output folder. `keep` are paths that it must not contain (the sources).

    `durable` as a `StagingArea` has it.

    Raises CannotStart for a folder that is not ours to write, or that another build has locked.
    """
    folder = folder.resolve()
    refuse_unfit(folder, keep)
    fresh = not folder.exists()
    try:
        with as_problem(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with locked(folder) as work:
            yield Output(folder, work, durable)
    except BaseException:
        if fresh:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def write_site(folder: Path, files: Iterable[OutFile], *, keep: Iterable[Path] = ()) -> WriteReport:
    """Make the output folder contain exactly these files, besides foreign ones.

    `files` is consumed lazily. Raises CannotStart, as `opened` and `Output.commit` do.
    """
    with opened(folder, keep) as output:
        staged = [output.area.file(str(number), file) for number, file in enumerate(files)]
        return output.commit(staged)


def _refuse_names(files: Iterable[Staged], kept: Iterable[str]) -> None:
    """Raise CannotStart for files whose names collide or are invalid."""
    names = Names()
    problems: list[Problem] = []
    for path in kept:
        names.add(path)
    for file in files:
        if why := names.add(file.path):
            message = f"“{file.path}” cannot be written: {why}"
            problems.append(Problem(Position(file.origin or file.path, 0), "file-name", message, "rename it"))
        elif file.conflict:
            message = f"a file that glossgen did not make is in the way of “{file.path}”"
            problems.append(Problem(Position(file.conflict, 0), "user-file", message, "move it away"))
    if problems:
        raise CannotStart(problems)
