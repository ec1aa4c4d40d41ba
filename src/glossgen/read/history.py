"""When each entry was last changed, from git where there is a repository.

A date of the file would be wrong for every entry but one, so lines are blamed
and an entry gets the newest date of its own lines. What is not committed yet
has no date.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from glossgen.model import Glossary, Key, Source

Dates = Mapping[Key, str]
"""ISO 8601 calendar dates, in the time zone of the author."""


@dataclass(frozen=True, slots=True)
class History:
    """Last-changed dates by key, and the path of the configuration's folder inside its repository."""

    dates: Dates = field(default_factory=dict)
    prefix: str = ""


def read_history(
    root: Path, glossary: Glossary, progress: Callable[[str, int, int], None] | None = None
) -> History:
    """The dates of all terms and notes below `root`; empty where git or a repository is missing."""
    prefix = _git(root, "rev-parse", "--show-prefix")
    if prefix is None:
        return History()
    dates: dict[Key, str] = {}
    for number, source in enumerate(glossary.sources, 1):
        dates.update(_dates_of(root, source))
        if progress:
            progress("history", number, len(glossary.sources))
    return History(dates, prefix.strip().strip("/"))


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None when it is not there or refuses."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _dates_of(root: Path, source: Source) -> Mapping[Key, str]:
    blamed = _git(root, "blame", "--line-porcelain", "--", source.path)
    if not blamed:
        return {}
    lines = _line_dates(blamed)
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
