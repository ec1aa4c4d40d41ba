"""The record of the last build: with it, a build of what has not changed is over before it begins.

It lies in the cache folder, and holds what was read (`inputs`), what was
written, and the report. Whatever is wrong with it, it counts as not there, and
the site is built. Nothing here imports what a build needs: the import would
take longer than the look at the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from glossgen.problems.report import Report
from glossgen.record.inputs import (
    MISSING,
    Input,
    digest,
    files_below,
    folders_below,
    is_same,
    look_at,
    program,
    repository,
)
from glossgen.record.outputs import Output, begin_to_look

NAME = "last-build.json"
FOLDER = ".glossgen"


class _Record(Struct, frozen=True):
    """What the file holds."""

    key: str
    output: str
    generation: str
    inputs: tuple[Input, ...]
    files: tuple[Output, ...]
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
        return digest("\0".join((*self.options, str(self.root), str(Path.cwd()), program())).encode())

    @property
    def file(self) -> Path:
        """Where the record lies."""
        return self.root / FOLDER / NAME


class Snapshot(Struct, frozen=True):
    """What was there before a build began to read: later changes are seen by the next one."""

    asked: Asked
    output: Path
    inputs: tuple[Input, ...]

    @property
    def passed(self) -> frozenset[str]:
        """The folders that a build writes: they do not count as names in another."""
        return frozenset((str(self.output), str(self.asked.file.parent)))

    def look_again(self, changed: Collection[str]) -> Snapshot:
        """What is there now, when only files have `changed`: what has not is as it was."""
        wanted = frozenset(changed)
        inputs = (look_at(each[0]) if each[0] in wanted else each for each in self.inputs)
        return replace(self, inputs=tuple(inputs))


class Last(Struct, frozen=True):
    """The last build, whose site stands as it left it: its report, and which inputs have `changed` since.

    `generation` names what it left in the cache; it is empty when it left
    nothing. `inputs` and `files` are what it had read and written.
    """

    report: Report
    output: Path
    generation: str
    changed: tuple[str, ...]
    inputs: tuple[Input, ...]
    files: tuple[Output, ...]


class Look(Struct, frozen=True):
    """A look at the last build that goes on beside other work.

    `edited` says whether something has to be built; `last` waits for the end,
    and gives None when the site is not as that build left it.
    """

    edited: bool
    last: Callable[[], Last | None]


def last_build(asked: Asked) -> Last | None:
    """The last build; None when it was asked for something else, or its site is not as it left it."""
    return look_back(asked).last()


def look_back(asked: Asked) -> Look:
    """Begin to look at the last build."""
    try:
        record = msgspec.json.decode(asked.file.read_bytes(), type=_Record)
    except (OSError, msgspec.MsgspecError):
        return _NOTHING
    if record.key != asked.key:
        return _NOTHING
    output = record.output
    passed = frozenset((output, str(asked.file.parent)))
    changed = tuple(each[0] for each in record.inputs if not is_same(each, passed))
    stands = begin_to_look(output, record.files, aside=bool(changed))
    last = Last(record.report, Path(output), record.generation, changed, record.inputs, record.files)
    return Look(bool(changed), lambda: last if stands() else None)


_NOTHING = Look(edited=True, last=lambda: None)


def take_snapshot(asked: Asked, output: Path, folders: Iterable[Path], extra: Iterable[Path]) -> Snapshot:
    """Look at everything that a build reads: the sources in `folders`, and `extra` files and folders."""
    passed = frozenset((str(output), str(asked.file.parent)))
    paths = dict.fromkeys(_paths(asked.root, folders, extra, passed))
    return Snapshot(asked, output, tuple(look_at(path, passed) for path in paths))


def remember(
    snapshot: Snapshot,
    report: Report,
    files: Mapping[str, Output | None],
    shown: Iterable[str],
    generation: str = "",
) -> None:
    """Write the record of a build that is done; a cache that cannot be written is no problem.

    `files` are the paths of the site, each with what is known of it if it was
    not written now, `shown` those of pictures and the like that it copied,
    `generation` names what else is in the cache.
    """
    asked = snapshot.asked
    if repository(asked.root) is None:
        return
    inputs = {each[0]: _settled(each, snapshot.passed) for each in snapshot.inputs}
    for path in shown:
        inputs.setdefault(path, look_at(path))
    output = str(snapshot.output) + os.sep
    record = _Record(
        key=asked.key,
        output=str(snapshot.output),
        generation=generation,
        inputs=tuple(inputs.values()),
        files=tuple([known or _written(output, path) for path, known in files.items()]),
        report=_as_it_was(report),
    )
    try:
        asked.file.parent.mkdir(parents=True, exist_ok=True)
        staged = asked.file.with_name(f"{NAME}.{os.getpid()}")
        staged.write_bytes(msgspec.json.encode(record))
        staged.replace(asked.file)
    except (OSError, UnicodeEncodeError):  # the name of a file need not be text
        return


def _paths(
    root: Path, folders: Iterable[Path], extra: Iterable[Path], passed: frozenset[str]
) -> Iterator[str]:
    yield from map(str, _named(root))
    yield from repository(root) or ()
    for path in extra:
        yield from files_below(str(path)) if path.is_dir() else (str(path),)
    for folder in folders:
        for here in folders_below(str(folder), passed):
            yield here
            yield from _sources(here)


def _named(root: Path) -> Sequence[Path]:
    """Files and folders that count as soon as they are there."""
    names = (
        "glossgen.yml",
        "glossgen.yaml",
        "glossgen.lock",
        "readings.yml",
        "templates",
        "static",
        "locale",
    )
    return [root / name for name in names]


def _sources(folder: str) -> Iterator[str]:
    try:
        yield from sorted(e.path for e in os.scandir(folder) if e.name.lower().endswith((".md", ".markdown")))
    except OSError:
        return


def _settled(before: Input, passed: frozenset[str]) -> Input:
    """A folder as it is now, if it holds the same names as before: the output may have come into it."""
    now = look_at(before[0], passed) if before[1] < MISSING else before
    return now if now[3] == before[3] else before


def _written(output: str, path: str) -> Output:
    status = os.lstat(output + path)
    return path, status.st_size, status.st_mtime_ns


def _as_it_was(report: Report) -> Report:
    """The report of a build that finds everything as this one left it."""
    return replace(report, written=0, unchanged=report.written + report.unchanged, removed=0, made=0)
