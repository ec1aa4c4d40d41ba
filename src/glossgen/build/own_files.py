"""The writer's own folders `templates`, `static` and `locale`, as inputs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from glossgen.config import Config
from glossgen.config.own_files import Read, from_disk
from glossgen.config.regular_file import is_within
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.query import Database, declare_input
from glossgen.query.database import InputChanged
from glossgen.query.file_status import file_status

FOLDERS = ("templates", "static", "locale")
_OUTSIDE = "the link leads outside of the folder of the configuration"


def _files_in(config: Config, name: str) -> tuple[tuple[str, bytes], ...]:
    """Every file in a folder of the writer with a digest; an empty one if it cannot be read."""
    folder: Path | None = getattr(config, name)
    if folder is None:
        return ()
    paths = _paths(folder, config.root)
    return tuple((path, _digest_of(_content(folder / path))) for path in paths)


def _stamp(config: Config, name: str) -> tuple[tuple[bytes, int, int], ...]:
    """Path, size and time of each of these files; a name that is not UTF-8 has its bytes."""
    folder: Path | None = getattr(config, name)
    found = sorted(_below(folder, "", frozenset(), config.root)) if folder else ()
    return tuple((os.fsencode(path), *file_status(f"{folder}/{path}")) for path in found)


def _paths(folder: Path, root: Path) -> list[str]:
    """The paths of all files in a folder, relative to it and sorted.

    Raises CannotStart for files that cannot be published, symbolic links out of the repository among them:
    a pull request may add such a link, and what it leads to is not meant to be public.
    """
    found = sorted(_below(folder, "", frozenset(), root), key=lambda path: path.split("/"))
    shown = {path: path.encode(errors="replace").decode() for path in found}
    problems = [
        Problem(
            Position(f"{folder.name}/{name}"), "file-name", "the name of the file is not UTF-8", "rename it"
        )
        for path, name in shown.items()
        if name != path
    ]
    problems += [
        Problem(Position(f"{folder.name}/{path}"), "unreadable", "it is not a regular file", "remove it")
        for path in found
        if os.path.lexists(folder / path)
        and not (folder / path).is_file()
        and not _is_outside(folder / path, root)
    ]
    problems += [
        Problem(Position(f"{folder.name}/{path}".rstrip("/")), "outside-link", _OUTSIDE, "put a copy there")
        for path in found
        if _is_outside(folder / path, root)
    ]
    if problems:
        raise CannotStart(problems)
    return found


def _below(folder: Path, prefix: str, above: frozenset[str], root: Path) -> Iterator[str]:
    """Every file but hidden ones, also pipes and links that lead nowhere.

    Links are followed, except those to a folder above themselves. One that leads outside, where the
    whole disk may be, counts as a file.
    """
    place = os.path.realpath(folder)
    if place in above:
        return
    if _is_outside(folder, root):
        yield prefix.removesuffix("/")
        return
    try:
        entries = list(os.scandir(folder))
    except OSError:  # gone since the configuration was read, or not ours to read
        return
    for entry in entries:
        if entry.is_dir():
            yield from _below(folder / entry.name, f"{prefix}{entry.name}/", above | {place}, root)
        elif not entry.name.startswith("."):
            yield prefix + entry.name


def _is_outside(place: Path, root: Path) -> bool:
    return not is_within(Path(os.path.realpath(place)), root)


def _read(config: Config, asked: tuple[str, str]) -> bytes | str:
    """The content of one of these files, or the reason why it cannot be read."""
    folder: Path | None = getattr(config, asked[0])
    return _content(folder / asked[1]) if folder else "its folder is gone"


def _content_stamp(config: Config, asked: tuple[str, str]) -> tuple[int, int]:
    folder: Path | None = getattr(config, asked[0])
    return file_status(folder / asked[1]) if folder else (-1, 0)


def _content(file: Path) -> bytes | str:
    try:
        return file.read_bytes()
    except OSError as error:
        return error.strerror or "unknown error"


def _digest_of(content: bytes | str) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest() if isinstance(content, bytes) else b""


own_files = declare_input("own_files", _files_in, _stamp)
"""The files in one of the folders beside the configuration, with a digest of each."""

_own_content = declare_input("own_content", _read, _content_stamp)


def own_paths(db: Database, name: str) -> dict[str, Path]:
    """The location on the disk of each file of one of the folders, by its path relative to that folder."""
    folder: Path | None = getattr(db.environment, name)
    return {path: folder / path for path, _ in db.peek_input(own_files, name)} if folder else {}


def reader(db: Database) -> Read:
    """Reads files of the writer by way of an input, and others from the disk.

    Whoever uses it notes that it reads `own_files`. Raises InputChanged when a
    file is not what it was for `own_files`.
    """
    config: Config = db.environment
    folders: list[tuple[str, Path]] = [(name, path) for name in FOLDERS if (path := getattr(config, name))]
    digests = {
        folder / path: ((name, path), digest)
        for name, folder in folders
        for path, digest in db.peek_input(own_files, name)
    }

    def read(path: Path) -> bytes | None:
        if path not in digests:
            ours = any(path.is_relative_to(folder) for _, folder in folders)
            return None if ours else from_disk(path)
        key, digest = digests[path]
        content = db.peek_input(_own_content, key)
        if _digest_of(content) != digest:
            raise InputChanged(str(path))
        if isinstance(content, str):
            raise OSError(content)
        return content

    return read
