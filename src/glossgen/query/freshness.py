"""A fast check whether anything has changed since the last build, by file sizes and times only.

It runs before anything that a build needs is imported, because these imports take longer than the
check. If in doubt it answers no, and the database checks in detail.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from glossgen.problems.report import Report
from glossgen.query.file_status import FOLDER_SIZE, file_status
from glossgen.query.program import program
from glossgen.query.store import FILE, Store

NOTE = "last-build"
FOLDER = ".glossgen"

_FIXED_NAMES = (
    "glossgen.yml",
    "glossgen.yaml",
    "glossgen.lock",
    "readings.yml",
    "templates",
    "static",
    "locale",
)
"""Files and folders beside the sources that are read if they exist."""

FileStates = dict[str, tuple[int, int]]
"""By path: size (-1: missing) and modification time in ns; for a folder -2 and a checksum of its names."""


class LastBuild(Struct, frozen=True):
    """What is stored of the last build: its request, the files it depended on, its output and report."""

    key: str
    files: FileStates
    output: str
    report: Report


class BuildRequest(Struct, frozen=True):
    """The request of a build: the folder of the glossary, and the options that shape the site."""

    root: Path
    options: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, source: str, output: str = "", base_url: str = "", shard: tuple[int, int] = (1, 1)
    ) -> BuildRequest:
        """The request of `glossgen build` with these options; the defaults are those of the command."""
        path = Path(source).resolve()
        return cls(path if path.is_dir() else path.parent, (str(path), output, base_url, str(shard)))

    @property
    def key(self) -> str:
        """A digest of the request and of the program."""
        text = "\0".join((*self.options, str(self.root), str(Path.cwd()), program()))
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def unchanged(request: BuildRequest) -> LastBuild | None:
    """The last build, if the request is the same, no input has changed, and the site is unmodified."""
    file = request.root / FOLDER / FILE
    if os.path.islink(file.parent) or not os.path.isfile(file):  # noqa: PTH113, PTH114  (false without rights)
        return None
    store = Store(file, program())
    try:
        last = msgspec.json.decode(store.note(NOTE), type=LastBuild)
        if last.key != request.key or any(_status(path) != known for path, known in last.files.items()):
            return None
        return last if _is_unmodified(last.output, store) else None
    except (msgspec.MsgspecError, sqlite3.Error):
        return None
    finally:
        store.close()


def remember(request: BuildRequest, files: FileStates, output: Path, report: Report) -> str:
    """The note in the store that `unchanged` reads; empty if a path is not valid Unicode."""
    as_left = msgspec.structs.replace(
        report, written=0, unchanged=report.written + report.unchanged, removed=0, made=0, pages_made=0
    )
    try:
        return msgspec.json.encode(LastBuild(request.key, files, str(output), as_left)).decode()
    except UnicodeEncodeError:
        return ""


_SOURCES = (
    ".md",
    ".markdown",
    ".mdx",
    ".qmd",
    ".rmd",
    ".rst",
    ".adoc",
    ".yml",
    ".yaml",
    ".json",
    ".csv",
    ".tsv",
    ".xlsx",
)
"""The endings of files that may be sources (`glossgen.sources.files`, which takes longer to import)."""


def input_states(
    root: Path, output: Path, folders: Iterable[Path], extra: Iterable[Path]
) -> FileStates | None:
    """The files that a build reads, before it starts: the sources in `folders`, and `extra` ones.

    None if the commit of the repository is stored elsewhere, as in a git worktree.
    """
    git = _repository(root)
    if git is None:
        return None
    excluded = frozenset((str(output), str(root / FOLDER)))
    paths = [*(str(root / name) for name in _FIXED_NAMES), *git]
    tops = (folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git"))
    top = os.path.realpath(next(tops, root))
    for path in extra:
        paths += _files_below(str(path), top.rstrip(os.sep) + os.sep) if path.is_dir() else (str(path),)
    for folder in folders:
        paths += _sources_below(str(folder), excluded)
    return {path: _status(path) for path in paths}


def with_files(files: FileStates, paths: Iterable[str]) -> FileStates:
    """Add the status of files that the build turned out to read, such as images."""
    return {**files, **{path: _status(path) for path in paths}}


def _status(path: str) -> tuple[int, int]:
    """The status of a file; of a folder, a checksum of its names."""
    size, changed = file_status(path)
    return (size, _names_in(path)) if size == FOLDER_SIZE else (size, changed)


def _names_in(folder: str) -> int:
    """A checksum of the visible names in a folder; its modification time changes with hidden caches, too."""
    try:
        names = sorted(name for name in os.listdir(folder) if name[0] != ".")  # noqa: PTH208  (see above)
    except OSError:
        return -1
    return crc32("\0".join(names).encode("utf-8", "surrogateescape"))


def _is_unmodified(output: str, store: Store) -> bool:
    """Whether all files of the site are unmodified since the last build."""
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


def _sources_below(folder: str, excluded: frozenset[str]) -> Iterator[str]:
    """A folder, its source files, and the same of its subfolders, except hidden and `excluded` ones."""
    yield folder
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.path)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.path not in excluded and entry.name[0] != ".":
                yield from _sources_below(entry.path, excluded)
        elif entry.name.lower().endswith(_SOURCES):
            yield entry.path


def _files_below(folder: str, top: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every folder and file below a folder, such as that of the templates, following symbolic links.

    Not followed are links to what is not below `top`: a build refuses them, and the whole disk may be there.
    """
    place = os.path.realpath(folder)
    if place in above:
        return  # a symbolic link to a folder above itself
    yield folder
    if not f"{place}{os.sep}".startswith(top):
        return
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _files_below(entry.path, top, above | {place})
        else:
            yield entry.path


def _repository(root: Path) -> list[str] | None:
    """The files that determine the commit of the repository at `root`, on which dates depend.

    The paths where a repository nearer to `root` could appear are among them. None for a worktree or
    a submodule, whose commit is stored elsewhere.
    """
    nearer: list[str] = []
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            try:
                name = (git / "HEAD").read_text("utf-8").removeprefix("ref:").strip()
            except (OSError, UnicodeDecodeError):
                name = "HEAD"
            return [*nearer, *(str(git / each) for each in ("HEAD", name, "packed-refs", "config"))]
        if git.exists():
            return None
        nearer.append(str(git))
    return nearer
