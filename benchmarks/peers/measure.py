"""One run of a command: wall and CPU time, and the most memory of all its processes. Linux only."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from .processes import family, highest, memory, resident

INTERVAL = 0.02
"""Seconds between two looks at the memory."""

GROWTH = 1.02
"""A close look is worth its time when the resident memory is so many times that of each look before."""

SHARE = 0.02
"""How much of the time may be spent on close looks where nothing grows: the kernel walks through all pages
of all processes for one, and slows them down."""


def surroundings(added: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program that is measured: this one's, with some variables added.

    Python may keep bytecode in it, as everywhere but in some containers: a program that compiles
    itself at each start would be measured otherwise.
    """
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, **added}


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    """User and system time of the process and of all children that it waited for."""
    memory: int
    """The most at one moment: of all its processes by their shares, or resident memory of one of them."""


class CommandFailed(Exception):
    """A command ended with an error; the message says which, and holds the end of what it printed."""


def run(
    command: list[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    codes: Collection[int] = (0,),
) -> Usage:
    """Run a command in a folder; it may end with one of the codes.

    Raises `CommandFailed`; `OSError` when it cannot be started.
    """
    done = threading.Event()
    found = [0]
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings(environment), stdout=output, stderr=subprocess.STDOUT
        )
        watcher = threading.Thread(target=_watch, args=(process.pid, done, found))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if process.returncode not in codes:
        printed = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, found[0])


def _watch(root: int, done: threading.Event, found: list[int]) -> None:
    """Look at the processes again and again, and keep the most memory seen.

    `ru_maxrss` would not do: it begins with the memory of the process that starts the command, and
    knows only the largest of several processes. The high-water mark of the largest tells of peaks
    between two looks, and of programs that end before the first.

    Resident memory is looked up each time, and the shares of the processes only when it has grown, or
    after some time: their own part of what they share grows without it.
    """
    most, due = 0.0, 0.0
    while not done.is_set():
        processes = family(root)
        now, begun = resident(processes), time.perf_counter()
        if now > most * GROWTH or begun >= due:
            found[0] = max(found[0], memory(processes), highest(processes))
            most = max(most, now)
            ended = time.perf_counter()
            due = ended + (ended - begun) / SHARE
        done.wait(INTERVAL)
