"""What the processes of a program use, as `/proc` tells it: memory and CPU time. Linux only."""

from __future__ import annotations

import os

TICKS = os.sysconf("SC_CLK_TCK")
KILOBYTE = 1024
PAGE = os.sysconf("SC_PAGE_SIZE")


def family(root: int) -> list[int]:
    """A process and everything that it started."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in _listed(f"/proc/{pid}/task"):
            waiting += map(int, _read(f"/proc/{pid}/task/{task}/children").split())
    return found


def memory(processes: list[int]) -> int:
    """The memory of processes together, in bytes: their proportional shares (PSS).

    A page that several processes share counts once in all, a share of it for each. Forked workers
    share nearly everything that they have, which a sum of resident memory would count for each.
    """
    return sum(_kilobytes(f"/proc/{pid}/smaps_rollup", "Pss:") for pid in processes) * KILOBYTE


def resident(processes: list[int]) -> int:
    """The resident memory of processes in bytes, what they share counted for each of them.

    The kernel keeps these numbers, so that asking costs microseconds; for `memory` it walks through all
    pages of a process.
    """
    found = (_read(f"/proc/{pid}/statm").split() for pid in processes)
    return sum(int(fields[1]) for fields in found if fields) * PAGE


def highest(processes: list[int]) -> int:
    """The high-water mark of the largest of the processes, in bytes."""
    return max((_kilobytes(f"/proc/{pid}/status", "VmHWM:") for pid in processes), default=0) * KILOBYTE


def cpu_seconds(processes: list[int]) -> float:
    """User and system time of processes, and of those of their children that have ended."""
    ticks = 0
    for pid in processes:
        fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def _kilobytes(path: str, name: str) -> int:
    """The number behind a name in a file of lines such as `Pss:  123 kB`; 0 for a process that has ended."""
    for line in _read(path).splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0


def _listed(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208 - called many times a second
    except OSError:
        return []


def _read(path: str) -> str:
    """A file of /proc, or nothing when its process has ended."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:  # noqa: PTH123 - as above
            return file.read()
    except OSError:
        return ""
