"""The date when each entry was last changed, from git if there is a repository.

The date of a file would be wrong for most of its entries, so lines are blamed, and an entry gets
the newest date of its own lines. Uncommitted lines have no date.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from glossgen.model import Key, Source

_EPOCH = datetime(1970, 1, 1)
_ZONE = re.compile(r"([+-])([01]\d|2[0-3])([0-5]\d)", re.ASCII)
_UNKNOWN = "(unknown)"


def read_prefix(root: Path) -> str:
    """The path of the configuration's folder inside its repository; empty without a repository."""
    return (_git(root, "rev-parse", "--show-prefix") or "").strip().strip("/") if _may_be_kept(root) else ""


def read_state(root: Path) -> str:
    """What all histories depend on: the commit and settings of git. Empty without a repository."""
    if not _may_be_kept(root) or _git(root, "rev-parse", "--show-prefix") is None:
        return ""
    return _digest(_git(root, "rev-parse", "HEAD") or "", _settings(root))


def read_histories(root: Path) -> dict[str, str]:
    """A digest of the commits that changed each file below `root`, by its path from there.

    While the digest and the file stay the same, so do the dates of its lines, so a commit does not cause
    `git blame` for files that it did not change. A merge counts for the files in which it differs from any
    parent (`-m`).
    """
    if not read_state(root):
        return {}
    settings, commits = _settings(root), defaultdict[str, list[str]](list)
    log = _git(root, "log", "-m", "--no-renames", "--relative", "--name-only", "--format=%x00%H") or ""
    for commit in log.split("\0"):
        name, *paths = commit.split("\n")
        for path in filter(None, paths):
            commits[path].append(name)
    return {path: _digest(settings, *names) for path, names in commits.items()}


def _settings(root: Path) -> str:
    return _git(root, "config", "--list") or ""


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _may_be_kept(root: Path) -> bool:
    """Whether `root` or a folder above it looks like a repository; cheaper than starting git."""
    return any((folder / ".git").exists() for folder in (root, *root.parents)) or "GIT_DIR" in os.environ


def blame(root: Path, path: str) -> tuple[str, ...]:
    """The date of each line of a file; empty for uncommitted lines."""
    blamed = _git(root, "blame", "--line-porcelain", "--", path)
    return tuple(_line_dates(blamed)) if blamed else ()


def _git(root: Path, *arguments: str) -> str | None:
    """The output of a git command; None if git is missing or fails."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def dates_of(source: Source, spans: Mapping[Key, tuple[int, int]], lines: Sequence[str]) -> dict[Key, str]:
    """The newest date of the lines of each term, of the page, and of the note, as ISO 8601 calendar dates.

    `spans` are the first and last line of each term, from 1; a last line of 0 means the end of the
    file.
    """
    dates: dict[Key, str] = {}
    for key, (first, last) in spans.items():
        newest = max((date for date in lines[first - 1 : last or len(lines)] if date), default="")
        if newest:
            dates[key] = newest
    newest = max((date for date in lines if date), default="")
    if newest:
        dates[(source.language, "page:" + source.path)] = newest
        if source.note:
            dates[source.note.key] = newest
    return dates


def _line_dates(porcelain: str) -> list[str]:
    """Parse the output of `git blame --line-porcelain`; the date is empty for uncommitted lines."""
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
    """The calendar date of an author; empty if no calendar has it.

    A commit may hold any number and zone, and pull requests bring commits. A zone that is none counts as UTC,
    and git writes 0 and “(unknown)” where it cannot read the time.
    """
    found = _ZONE.fullmatch(zone)
    minutes = int(found[2]) * 60 + int(found[3]) if found else 0
    offset = timedelta(minutes=-minutes if found and found[1] == "-" else minutes)
    if zone == _UNKNOWN:
        return ""
    try:
        return (_EPOCH + timedelta(seconds=seconds) + offset).date().isoformat()
    except OverflowError:  # after the year 9999
        return ""
