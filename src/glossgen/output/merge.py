"""Merges the shards made by `glossgen build --shard K/N` into the site.

The manifest of a shard has its number and a digest of all that the build read, so shards of
different builds are told apart. Nothing is rendered here: the files of all shards together are
those of a whole build.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from glossgen.model import Position, Problem
from glossgen.output import manifest
from glossgen.output.file_names import MANIFEST, reason_against
from glossgen.output.output import WriteReport, write_site
from glossgen.output.staging import OutFile
from glossgen.problems import CannotStart

_PART = re.compile(r"(\d{1,9})/(\d{1,9}) (\S+)")
_NAMED = 5
"""The most missing shards that a message lists."""


class Shard(Struct, frozen=True):
    """One shard of a site: its folder, its number, their count, the build's fingerprint, and its files."""

    folder: Path
    generator: str
    number: int
    count: int
    digest: str
    files: tuple[str, ...]

    @property
    def named(self) -> str:
        """The shard's name in messages."""
        return f"part {self.number} of {self.count}" if self.digest else "a whole site"


def merge(folders: Sequence[Path], output: Path) -> WriteReport:
    """Merge shards into a site in `output`.

    Raises CannotStart, with the old site untouched, unless the folders are all the shards of one
    build.
    """
    parts: list[Shard] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            parts.append(read_part(folder))
        except CannotStart as stop:  # noqa: PERF203  (a folder is work enough)
            problems += stop.problems
    if problems := problems or merge_problems(parts):
        raise CannotStart(problems)
    files = (OutFile(path, part.folder / path) for part in parts for path in part.files)
    return write_site(output, files, keep=folders)


def read_part(folder: Path) -> Shard:
    """The shard in a folder; a whole site is shard 1 of 1."""
    found = manifest.read_all(folder)
    if found is None:
        hint = "“glossgen build --shard K/N” makes a part; the hidden files in it belong to it"
        raise CannotStart([_problem(folder, f"this is no part of a site: {MANIFEST} is not in it", hint)])
    which = _PART.fullmatch(found.part or "1/1 -")
    if not which or not 1 <= int(which[1]) <= int(which[2]):
        raise CannotStart([_problem(folder, f"{MANIFEST} does not say which part of a site this is")])
    if lost := [path for path in found.files if not _is_file(folder, path)]:
        hint = "build or copy this part again, with its hidden files"
        raise CannotStart([_problem(folder, f"“{lost[0]}” belongs to it and is not there", hint)])
    digest = which[3] if found.part else ""
    return Shard(folder, found.generator, int(which[1]), int(which[2]), digest, found.files)


def _is_file(folder: Path, path: str) -> bool:
    """Whether a file exists in the folder itself; a symbolic link may lead anywhere and does not count."""
    if reason_against(path):
        return False
    try:
        return stat.S_ISREG(os.lstat(folder / path).st_mode)
    except OSError:
        return False


def merge_problems(parts: Sequence[Shard]) -> list[Problem]:
    """Why shards are not all the shards of one build, each once."""
    strangers = [problem for part in parts for problem in _differences(part, parts[0])]
    return strangers or list(_numbers(parts)) or list(_shared(parts))


def _differences(part: Shard, first: Shard) -> Iterator[Problem]:
    """Why two shards are not of the same build."""
    if part.generator != manifest.generator():
        message = f"it was made by {part.generator}, and this is {manifest.generator()}"
        yield _problem(part.folder, message, "build and merge with the same version")
    if part.count != first.count or bool(part.digest) != bool(first.digest):
        yield _problem(part.folder, f"it is {part.named}, and “{first.folder}” is {first.named}")
    elif part.digest != first.digest:
        message = f"it was built from other texts, dates or settings than “{first.folder}”"
        yield _problem(part.folder, message, "build all parts from the same commit with the same options")


def _numbers(parts: Sequence[Shard]) -> Iterator[Problem]:
    """Shards that are given twice, and those that are missing."""
    seen: dict[int, Shard] = {}
    for part in parts:
        if part is not (other := seen.setdefault(part.number, part)):
            twice = part.folder == other.folder
            message = "it is given twice" if twice else f"it is {part.named}, and so is “{other.folder}”"
            yield _problem(part.folder, message)
    count = parts[0].count if parts else 0
    if missing := count - len(seen):
        some = islice((number for number in range(1, count + 1) if number not in seen), _NAMED)
        named = ", ".join(map(str, some)) + (" …" if missing > _NAMED else "")
        message = f"part{'s'[: missing - 1]} {named} of {count} {'are' if missing > 1 else 'is'} missing"
        yield Problem(Position("PART", 0), "merge-part", message, "give the folders of all parts")


def _shared(parts: Sequence[Shard]) -> Iterator[Problem]:
    """The first file of each shard that another shard contains too."""
    owners: dict[str, Shard] = {}
    for part in parts:
        if both := [path for path in part.files if path in owners]:
            path = min(both)
            yield _problem(part.folder, f"“{path}” is in it, and in “{owners[path].folder}” too")
        owners.update(dict.fromkeys(part.files, part))


def _problem(folder: Path, message: str, hint: str = "") -> Problem:
    return Problem(Position(str(folder), 0), "merge-part", message, hint)
