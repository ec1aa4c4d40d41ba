"""One run of a command: wall and CPU time, and the most memory of all its processes. Linux only."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.01
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    """User and system time of the process and of all children that it waited for."""
    memory: int
    """The most resident memory: of all its processes at one moment, or of one of them at any time."""


class CommandFailed(Exception):
    """A command ended with an error; the message says which, and holds the end of what it printed."""


def run(command: list[str], folder: Path, environment: Mapping[str, str], log: Path) -> Usage:
    """Run a command in a folder. Raises `CommandFailed`; `OSError` when it cannot be started."""
    done = threading.Event()
    found = [0]
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        watcher = threading.Thread(target=_watch, args=(process.pid, done, found))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if process.returncode:
        printed = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, found[0])


def _watch(root: int, done: threading.Event, found: list[int]) -> None:
    """Look at the processes again and again, and keep the most memory seen.

    `ru_maxrss` would not do: it begins with the memory of the process that starts the command, and
    knows only the largest of several processes.
    """
    while not done.is_set():
        processes = _family(root)
        together = sum(map(_resident, processes))
        found[0] = max(found[0], together, *map(_most, processes), 0)
        done.wait(INTERVAL)


def _family(root: int) -> list[int]:
    """A process and everything that it started."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in _listed(f"/proc/{pid}/task"):
            waiting += map(int, _read(f"/proc/{pid}/task/{task}/children").split())
    return found


def _resident(pid: int) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _most(pid: int) -> int:
    """The high-water mark of one process, in bytes."""
    _, _, rest = _read(f"/proc/{pid}/status").partition("VmHWM:")
    return int(rest.split(None, 1)[0]) * 1024 if rest else 0


def _listed(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208 - called a hundred times a second
    except OSError:
        return []


def _read(path: str) -> str:
    """A file of /proc, or nothing when its process has ended."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:  # noqa: PTH123 - as above
            return file.read()
    except OSError:
        return ""
