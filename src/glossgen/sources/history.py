"""When each entry was last changed, from git where there is a repository.

A date of the file would be wrong for every entry but one, so lines are blamed
and an entry gets the newest date of its own lines. What is not committed yet
has no date.
"""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from glossgen.cache import Cache
from glossgen.model import Glossary, Key, Source
from glossgen.workers import usable_jobs

KIND = "history"
"""What it is called in the cache."""

Dates = Mapping[Key, str]
"""ISO 8601 calendar dates, in the time zone of the author."""


class History(Struct, frozen=True):
    """Last-changed dates by key, and the path of the configuration's folder inside its repository."""

    dates: Dates = field(default_factory=dict)
    prefix: str = ""


def read_history(
    root: Path,
    glossary: Glossary,
    progress: Callable[[str, int, int], None] | None = None,
    cache: Path | None = None,
) -> History:
    """The dates of all terms and notes below `root`; empty where git or a repository is missing.

    What git says of a file is kept in the folder `cache`, and holds until there
    is another commit or the file is another.
    """
    prefix = _git(root, "rev-parse", "--show-prefix")
    if prefix is None:
        return History()
    kept = Cache(cache, KIND) if cache else None
    state = _state(root)
    keys = [_key(state, root, source.path) for source in glossary.sources]
    known = kept.read(keys) if kept else {}
    dates: dict[Key, str] = {}
    told: dict[bytes, bytes] = {}
    paths = (
        None if key in known else source.path for key, source in zip(keys, glossary.sources, strict=True)
    )
    with ThreadPoolExecutor(max_workers=usable_jobs()) as pool:
        fresh = pool.map(partial(_blamed, root), paths)
        for number, (key, source, lines) in enumerate(zip(keys, glossary.sources, fresh, strict=True), 1):
            told[key] = known.get(key) or "\n".join(lines).encode()
            dates.update(_dates_of(source, told[key].decode().split("\n")))
            if progress:
                progress("history", number, len(glossary.sources))
    if kept and told.keys() != known.keys():
        kept.write([(key, lines) for key, lines in told.items() if key not in known], known)
    return History(dates, prefix.strip().strip("/"))


def _state(root: Path) -> bytes:
    """What the past of every file depends on: the commit, and how git is set up."""
    return "\0".join(
        _git(root, *each) or "" for each in (("rev-parse", "HEAD"), ("config", "--list"))
    ).encode()


def _key(state: bytes, root: Path, path: str) -> bytes:
    """What the past of the lines of a file depends on."""
    whole = hashlib.blake2b(state + b"\0" + path.encode("utf-8", "surrogateescape") + b"\0", digest_size=16)
    with contextlib.suppress(OSError):
        whole.update((root / path).read_bytes())
    return whole.digest()


def _blamed(root: Path, path: str | None) -> list[str]:
    """The date of each line of a file."""
    blamed = _git(root, "blame", "--line-porcelain", "--", path) if path is not None else None
    return _line_dates(blamed) if blamed else []


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None when it is not there or refuses."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _dates_of(source: Source, lines: list[str]) -> Mapping[Key, str]:
    dates: dict[Key, str] = {}
    for term in source.terms:
        last = term.end_line or len(lines)
        newest = max((date for date in lines[term.position.line - 1 : last] if date), default="")
        if newest:
            dates[term.key] = newest
    newest = max((date for date in lines if date), default="")
    if newest:
        dates[(source.language, "page:" + source.path)] = newest
        if source.note:
            dates[source.note.key] = newest
    return dates


def _line_dates(porcelain: str) -> list[str]:
    """The date of each line of a file, from `git blame --line-porcelain`; empty for uncommitted lines."""
    dates: list[str] = []
    seconds, zone, committed = 0, "+0000", False
    expect_header = True
    for line in porcelain.split("\n"):
        if expect_header and line:
            committed = not line.startswith("0" * 40)
            expect_header = False
        elif line.startswith("author-time "):
            seconds = int(line.split()[1])
        elif line.startswith("author-tz "):
            zone = line.split()[1]
        elif line.startswith("\t"):
            dates.append(_date(seconds, zone) if committed else "")
            expect_header = True
    return dates


def _date(seconds: int, zone: str) -> str:
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    offset = timedelta(minutes=-minutes if zone[0] == "-" else minutes)
    return datetime.fromtimestamp(seconds, timezone(offset)).date().isoformat()
