"""Whether the files of a site are as they were left: one look at each, and there may be many."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache

from glossgen.forks import can_fork

Output = tuple[str, int, int]
"""A file of the site: its path in the output, its size, and its time of change in ns."""

MANY = 4_000
"""So many files are worth a second process."""


def begin_to_look(output: str, files: Sequence[Output], *, aside: bool) -> Callable[[], bool]:
    """Begin to see whether all files in a folder are as they were; what is returned waits for the answer.

    Another process looks at half of many, or with `aside` at all of them: this one has other work then.
    """
    own = len(files)
    if own >= MANY and can_fork():
        own = 0 if aside else own // 2
    folder, mine, others = output + os.sep, files[:own], files[own:]
    child = _look_aside(folder, others) if others else 0

    @cache
    def answer() -> bool:
        there = _are_there(folder, mine)
        if not child:
            return there
        try:
            return os.waitpid(child, 0)[1] == 0 and there
        except ChildProcessError:  # whoever started us ignores the end of children
            return there and _are_there(folder, others)

    return answer


def _look_aside(folder: str, files: Sequence[Output]) -> int:
    """Fork a process that looks, and tells by how it ends."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        status = 0 if _are_there(folder, files) else 1
    finally:
        os._exit(status)


def _are_there(folder: str, files: Sequence[Output]) -> bool:
    try:
        for path, size, changed in files:
            status = os.lstat(folder + path)
            if status.st_mtime_ns != changed or status.st_size != size:
                return False
    except OSError:
        return False
    return True
