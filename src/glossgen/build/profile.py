"""Measures where a build spends its time and memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from msgspec import Struct, field

if sys.platform != "win32":
    import resource

MEGABYTE = 1 << 20


class ProfileStage(Struct, frozen=True):
    """One stage: wall-clock seconds, CPU seconds (workers included), and the peak memory so far.

    `memory` is the peak of this process and `worker` that of its largest worker, which shares much
    of it. Both are in bytes, and 0 where the system does not report them.
    """

    name: str
    wall: float
    cpu: float
    memory: int
    worker: int


class Profile(Struct):
    """The stages of a build so far. `begin` also ends the stage before."""

    stages: list[ProfileStage] = field(default_factory=list)
    _name: str = ""
    _wall: float = 0.0
    _cpu: float = 0.0

    def begin(self, name: str) -> None:
        """Start a stage; an empty name only ends the current one."""
        wall, cpu = time.perf_counter(), _cpu()
        if self._name:
            self.stages.append(ProfileStage(self._name, wall - self._wall, cpu - self._cpu, *_memory()))
        self._name, self._wall, self._cpu = name, wall, cpu

    def lines(self) -> Iterator[str]:
        """The stages as a table, with a line for their sum."""
        yield f"{'stage':10} {'seconds':>8} {'CPU s':>8} {'memory MB':>10} {'worker MB':>10}"
        for stage in (*self.stages, self.total):
            yield (
                f"{stage.name:10} {stage.wall:8.2f} {stage.cpu:8.2f} "
                f"{stage.memory / MEGABYTE:10.0f} {stage.worker / MEGABYTE:10.0f}"
            )

    @property
    def total(self) -> ProfileStage:
        """The sum of all stages."""
        stages = self.stages
        return ProfileStage(
            "all",
            sum(stage.wall for stage in stages),
            sum(stage.cpu for stage in stages),
            max((stage.memory for stage in stages), default=0),
            max((stage.worker for stage in stages), default=0),
        )


def _cpu() -> float:
    if sys.platform == "win32":
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _memory() -> tuple[int, int]:
    if sys.platform == "win32":
        return 0, 0
    unit = 1 if sys.platform == "darwin" else 1024
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_maxrss * unit, workers.ru_maxrss * unit
