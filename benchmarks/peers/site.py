"""What a build did to the files of a site, told from two looks at it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file at one moment."""

    inode: int
    time: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What lies between two looks: files written or removed, whatever they hold, and those among them that
    say another thing, are new or gone: pages, and files of any kind."""

    files: int
    pages: int
    differ: int


def look(site: Path) -> dict[str, File]:
    """All files of a site by their paths in it."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            state = path.stat()
            digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
            found[path.relative_to(site).as_posix()] = File(state.st_ino, state.st_mtime_ns, digest)
    return found


def changes(before: Mapping[str, File], after: Mapping[str, File]) -> Changes:
    """What happened between two looks."""
    touched = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    differ = [name for name in touched if _digest(before, name) != _digest(after, name)]
    return Changes(len(touched), sum(name.endswith(".html") for name in differ), len(differ))


def _digest(files: Mapping[str, File], name: str) -> bytes | None:
    return files[name].digest if name in files else None
