"""Moves staged files into place, and refuses output folders that glossgen must not write to."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from glossgen.model import Position, Problem
from glossgen.output import manifest
from glossgen.output.durable import to_disk
from glossgen.output.file_names import WORK
from glossgen.output.staging import StagingArea
from glossgen.problems import CannotStart
from glossgen.text.paths import fold_path, parents


def refuse_unfit(output: Path, keep: Iterable[Path]) -> None:
    """Raise CannotStart (`output-folder`) for a folder that must not be overwritten by a site."""

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


def put_in_place(
    area: StagingArea, paths: frozenset[str], changed: Mapping[str, str], part: str | None
) -> int:
    """Move every changed file into place, and remove the old files that are not among `paths`.

    `changed` maps paths to file names in the work folder. If `part` is None, the manifest is up to
    date. Returns how many files were removed.
    """
    output, old = area.output, area.old
    gone = old - paths
    if old:
        _refuse_read_only(output, {path.rpartition("/")[0] for path in (*changed, *gone)})
    if area.durable and old:
        to_disk([area.work / kept for kept in changed.values()])
    last = _begin(area, paths, part) if part is not None and (changed or gone) else None
    first = _in_the_way(gone, paths)
    folders = [output / folder for folder in sorted({path.rpartition("/")[0] for path in changed})]
    for folder in folders:  # before anything is removed: a disk may have no room for them
        with contextlib.suppress(FileExistsError, NotADirectoryError):
            folder.mkdir(parents=True, exist_ok=True)
    removed = sum([_remove(output, path) for path in sorted(first)])
    for folder in folders if first else ():
        folder.mkdir(parents=True, exist_ok=True)
    for path, kept in sorted(changed.items(), key=lambda pair: (pair[0].endswith(".html"), pair[0])):
        if old and (target := output / path).is_dir() and not target.is_symlink():
            _remove_empty(target)
        # texts, as there are thousands of files; os.replace is what tests make fail
        os.replace(f"{area.work}{os.sep}{kept}", f"{output}{os.sep}{path}")  # noqa: PTH105
    removed += sum([_remove(output, path) for path in sorted(gone - first)])
    if last:
        manifest.place(output, last)
    elif part is not None:
        manifest.write(output, paths, part)
    return removed


def _refuse_read_only(output: Path, folders: Iterable[str]) -> None:
    """Raise PermissionError for a folder that may not be written to: half of a new site would be there."""
    for folder in sorted(folders):
        place = f"{output}{os.sep}{folder}"
        while not os.path.lexists(place):  # a new folder is made in the one above
            place = os.path.dirname(place)  # noqa: PTH120  (texts, as above)
        if os.path.isdir(place) and not os.access(place, os.W_OK | os.X_OK):  # noqa: PTH112
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place.rstrip(os.sep))


def _begin(area: StagingArea, paths: frozenset[str], part: str) -> Path | None:
    """Let the manifest list the old and the new files, and return the staged one for the end.

    Both are written before anything is moved: a full disk is met here, or not at all.
    """
    listed = manifest.stage(area.output, "manifest", area.old | paths)  # neither a shard nor a whole site yet
    last = manifest.stage(area.output, "manifest-at-last", paths, part)
    if area.durable:
        to_disk(filter(None, (listed, last)))
    manifest.place(area.output, listed)
    if area.durable:
        to_disk([area.output])
    return last


def _in_the_way(gone: frozenset[str], paths: frozenset[str]) -> frozenset[str]:
    """Old files that must be removed before new ones can be written.

    These are files where a folder is needed now, files inside a path that becomes a file, and files
    whose name, or whose folder's name, changes only by case.
    """
    if not gone:
        return gone
    files = {fold_path(path) for path in paths}
    folders = {fold_path(folder): folder for path in paths for folder in parents(path)}

    def hinders(path: str) -> bool:
        if fold_path(path) in files or fold_path(path) in folders:
            return True
        above = parents(path)
        return any(
            fold_path(folder) in files or folders.get(fold_path(folder), folder) != folder for folder in above
        )

    return frozenset(path for path in gone if hinders(path))


def _remove(output: Path, path: str) -> int:
    """Remove one old file and the folders that become empty; returns 1 if the file existed."""
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
        with contextlib.suppress(OSError):  # the folder is not empty
            place.rmdir()
    return count


def _remove_empty(folder: Path) -> None:
    for place in folder.iterdir():
        _remove_empty(place)
    folder.rmdir()
