"""Whether anything has changed since the last build: a look at sizes and times of files, and nothing else.

It answers a build of what has not changed before anything that a build needs is
imported, since the imports take longer than the look. When it is in doubt it
says no: the database then looks more closely.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from glossgen.assets import PACKAGE, MissingAssetsError, static_folder, templates_folder
from glossgen.problems.report import Report
from glossgen.query.store import FILE, Store

NOTE = "last-build"
FOLDER = ".glossgen"
_YOUNG = 100_000_000
"""Nanoseconds: what has changed less than this ago may change again without a new time."""

_NAMED = ("glossgen.yml", "glossgen.yaml", "glossgen.lock", "readings.yml", "templates", "static", "locale")
"""Files and folders that count as soon as they are there."""

Look = dict[str, tuple[int, int]]
"""Size (-1: nothing is there) and time of change in ns, by path; of a folder -2 and a sum of its names."""


class LastBuild(Struct, frozen=True):
    """What is remembered of a build: what was asked, what it looked at, its output folder and its report."""

    key: str
    look: Look
    output: str
    report: Report


class Asked(Struct, frozen=True):
    """What a build was asked for: the folder of the glossary, and the options that shape the site."""

    root: Path
    options: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: str, output: str = "", base_url: str = "", shard: tuple[int, int] = (1, 1)) -> Asked:
        """What `glossgen build` is asked for with these options; without them, what it mostly is."""
        path = Path(source).resolve()
        return cls(path if path.is_dir() else path.parent, (str(path), output, base_url, str(shard)))

    @property
    def key(self) -> str:
        """A digest of what was asked, and of the program that is asked."""
        text = "\0".join((*self.options, str(self.root), str(Path.cwd()), program()))
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def unchanged(asked: Asked) -> LastBuild | None:
    """The last build, if it was asked the same, nothing has changed since, and its site is as it left it."""
    file = asked.root / FOLDER / FILE
    if not file.is_file():
        return None
    store = Store(file, program())
    try:
        last = msgspec.json.decode(store.note(NOTE), type=LastBuild)
        if last.key != asked.key or any(_status(path) != known for path, known in last.look.items()):
            return None
        return last if _stands(last.output, store) else None
    except (msgspec.MsgspecError, sqlite3.Error):
        return None
    finally:
        store.close()


def remember(asked: Asked, look: Look, output: Path, report: Report) -> str:
    """The note for the store that `unchanged` reads; an empty one where a path is no text."""
    as_left = msgspec.structs.replace(
        report, written=0, unchanged=report.written + report.unchanged, removed=0, made=0
    )
    try:
        return msgspec.json.encode(LastBuild(asked.key, look, str(output), as_left)).decode()
    except UnicodeEncodeError:
        return ""


_SOURCES = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".yml", ".yaml", ".json", ".csv", ".tsv", ".xlsx")
"""The endings of files that may be sources (`glossgen.sources.files`, which takes longer to import)."""


def look_at(root: Path, output: Path, folders: Iterable[Path], extra: Iterable[Path]) -> Look | None:
    """What a build reads, before it begins: the sources in `folders`, and `extra` files and folders.

    None where the commit of a repository lies elsewhere, as in a worktree.
    """
    git = _repository(root)
    if git is None:
        return None
    passed = frozenset((str(output), str(root / FOLDER)))
    paths = [*(str(root / name) for name in _NAMED), *git]
    for path in extra:
        paths += _files_below(str(path)) if path.is_dir() else (str(path),)
    for folder in folders:
        paths += _sources_below(str(folder), passed)
    return {path: _status(path) for path in paths}


def with_files(look: Look, paths: Iterable[str]) -> Look:
    """The same with other files that turned out to be read, such as pictures."""
    return {**look, **{path: _status(path) for path in paths}}


def program() -> str:
    """A digest of the program itself: its own files, Python, and whatever is installed beside it."""
    lines = [sys.version]
    folders = [str(PACKAGE)]
    try:
        folders += [str(templates_folder()), str(static_folder())]
    except MissingAssetsError:  # the build will say so
        lines.append("incomplete")
    for folder in dict.fromkeys(folders):
        for here, inside, files in os.walk(folder):
            inside[:] = sorted(name for name in inside if name != "__pycache__")
            lines += [_stamp(os.path.join(here, name)) for name in sorted(files)]  # noqa: PTH118
    lines += [_stamp(path) for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _stamp(path: str) -> str:
    return f"{path} {_status(path)}"


def _status(path: str) -> tuple[int, int]:
    """Size and time of a file; what is young has a time of its own, so that it is looked at again."""
    try:
        status = os.stat(path)  # noqa: PTH116  (thousands of these are the whole work)
    except OSError:
        return -1, 0
    if status.st_mode & 0o170000 == 0o040000:
        return -2, _names_in(path)
    if time.time_ns() - status.st_mtime_ns < _YOUNG:
        return -3, time.time_ns()
    return status.st_size, status.st_mtime_ns


def _names_in(folder: str) -> int:
    """A sum of the names in a folder, but of hidden ones: its time changes with what a build writes there."""
    try:
        names = sorted(name for name in os.listdir(folder) if name[0] != ".")  # noqa: PTH208  (see above)
    except OSError:
        return -1
    return crc32("\0".join(names).encode("utf-8", "surrogateescape"))


def _stands(output: str, store: Store) -> bool:
    """Whether all files of the site are as they were left."""
    files = store.outputs(output)
    prefix = output + os.sep
    try:
        for path, (_, size, changed) in files.items():
            status = os.lstat(prefix + path)
            if status.st_mtime_ns != changed or status.st_size != size:
                return False
    except OSError:
        return False
    return bool(files)


def _sources_below(folder: str, passed: frozenset[str]) -> Iterator[str]:
    """A folder, the Markdown files in it, and the same of all folders in it but hidden ones and `passed`."""
    yield folder
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.path)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.path not in passed and entry.name[0] != ".":
                yield from _sources_below(entry.path, passed)
        elif entry.name.lower().endswith(_SOURCES):
            yield entry.path


def _files_below(folder: str) -> Iterator[str]:
    """Every folder and file in a folder of templates and the like."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        yield here
        yield from (os.path.join(here, name) for name in sorted(files))  # noqa: PTH118


def _repository(root: Path) -> list[str] | None:
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
