"""Every way to build a site, behind one call: the seam between the law and the builder.

The law (test_law.py) says that all ways lead to the same bytes and the same report. It changes folders of
files and knows nothing of the builder; what a build is called like, what it returns and where it keeps its
state is known here and nowhere else.
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from glossgen.build import Builder, BuildOptions, Report, build
from glossgen.cli import main
from glossgen.config import load_config
from glossgen.model import Problem
from glossgen.output.merge import merge
from glossgen.problems import CannotStart
from glossgen.query.freshness import BuildRequest, unchanged
from glossgen.serve import PreviewBuilder

STATE = ".glossgen"
"""The folder below a glossary in which a build keeps what the next one may use."""


@dataclass(frozen=True)
class Said:
    """What a build says of a glossary: its problems, and its counts. None of them is about this one run."""

    stopped: bool
    problems: tuple[Problem, ...]
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Built:
    """The files of a site by path, and what the build said. After a build that stopped, the old files."""

    files: dict[str, bytes]
    said: Said


class Through(Protocol):
    """One way to build a folder, that of its last build and the next."""

    def build(self, folder: Path) -> Built: ...


def clean(folder: Path, work: Path, *, apart: bool = False) -> Built:
    """The site of a folder that was never built before. With `apart`, by a process that never built one."""
    copy = work / folder.name  # a site without a title has the name of its folder
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(STATE))
    try:
        if apart:
            return _in_new_process("clean", copy, work / "site")
        said = _said(lambda: build(load_config(copy, output=work / "site"), BuildOptions(jobs=1)))
        return Built(_files(work / "site"), said)
    finally:
        shutil.rmtree(work)


class Cache:
    """`glossgen build`, again and again into one folder; each build may begin where the last one ended.

    The number of processes goes through `jobs`. With `apart`, each build is a process of its own, as it is
    for a user: nothing that Python remembers goes from one to the next.
    """

    def __init__(self, output: Path, jobs: tuple[int, ...] = (1,), *, apart: bool = False) -> None:
        self.output, self.jobs, self.apart = output, jobs, apart

    def build(self, folder: Path) -> Built:
        self.jobs = (*self.jobs[1:], self.jobs[0])
        if self.apart:
            return _in_new_process("cache", folder, self.output, self.jobs[0])
        return _through_cache(folder, self.output, self.jobs[0])


class Memory:
    """`glossgen serve`: one process that builds after each change."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.preview: PreviewBuilder | None = None
        self.builder = Builder()

    def build(self, folder: Path) -> Built:
        if self.preview is None:
            try:
                self.preview = PreviewBuilder(
                    lambda: load_config(folder),
                    lambda c: self.builder.build(c, BuildOptions(jobs=1)),
                    self.output,
                )
            except CannotStart as stop:
                return Built({}, Said(True, stop.problems))
        outcome = self.preview.refresh()
        if outcome.error:
            raise outcome.error
        said = _of_report(outcome.report) if outcome.report else Said(True, outcome.problems)  # type: ignore[arg-type]
        return Built(_files(self.output), said)


class Shards:
    """`glossgen build --shard K/N` for each K, then `glossgen merge`."""

    def __init__(self, output: Path, count: int = 3) -> None:
        self.output, self.count = output, count

    def build(self, folder: Path) -> Built:
        numbers = range(1, self.count + 1)
        said = {_said(lambda number=number: self._part(folder, number)) for number in numbers}
        assert len(said) == 1, "parts of one site say the same of it"
        if not (only := said.pop()).stopped:
            merge([self.output / str(number) for number in numbers], self.output / "merged")
        return Built(_files(self.output / "merged"), only)

    def _part(self, folder: Path, number: int) -> Report:
        config = load_config(folder, output=self.output / str(number))
        shard = (number, self.count)
        return build(config, BuildOptions(jobs=1, request=BuildRequest(folder, (str(shard),)), shard=shard))


def lock(folder: Path) -> None:
    """`glossgen lock`."""
    with redirect_stderr(io.StringIO()):
        main(["lock", str(folder), "--quiet"])


def forget(folder: Path) -> None:
    """Remove what builds have left for the next one."""
    shutil.rmtree(folder / STATE, ignore_errors=True)


def harm(folder: Path) -> None:
    """Overwrite the middle of what builds have left for the next one, as a full disk might."""
    for path in _below(folder / STATE):
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + b"\xff" * min(2000, middle) + data[middle + 2000 :])


def _through_cache(folder: Path, output: Path, jobs: int) -> Built:
    def once() -> Report:
        request = BuildRequest(folder)
        if last := unchanged(request):
            return last.report
        return build(load_config(folder, output=output), BuildOptions(jobs=jobs, request=request))

    said = _said(once)
    return Built(_files(output), said)


def _said(run: Callable[[], Report]) -> Said:
    try:
        return _of_report(run())
    except CannotStart as stop:
        return Said(True, stop.problems)


def _of_report(report: Report) -> Said:
    """What a report says of the glossary. How much was made or written is about the run."""
    about = replace(report, problems=(), written=0, unchanged=0, removed=0, made=0, pages_made=0)
    counts = tuple(getattr(about, name) for name in about.__struct_fields__ if name != "problems")
    return Said(False, report.problems, counts)


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _files(site: Path) -> dict[str, bytes]:
    """All files of a site, hidden ones too, but for the cache of a glossary that may lie around it."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in _below(site)}


def _in_new_process(kind: str, folder: Path, output: Path, jobs: int = 1) -> Built:
    """Build in a new process, whose caches for the user are empty too."""
    home = output.with_name(output.name + "-home")
    command = [sys.executable, __file__, kind, str(folder), str(output), str(jobs), str(home / "said")]
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run(command, check=True, env={**os.environ, "XDG_CACHE_HOME": str(home)})
    said: Said = pickle.loads((home / "said").read_bytes())
    if kind == "clean":
        shutil.rmtree(home)
    return Built(_files(output), said)


def _main(kind: str, folder: str, output: str, jobs: str, answer: str) -> None:
    if kind == "clean":
        said = _said(lambda: build(load_config(Path(folder), output=Path(output)), BuildOptions(jobs=1)))
    else:
        said = _through_cache(Path(folder), Path(output), int(jobs)).said
    Path(answer).write_bytes(pickle.dumps(Said(said.stopped, said.problems, said.counts)))


if __name__ == "__main__":
    # Under its own name, so that what it pickles is found by the other process.
    import law_support

    with suppress(BrokenPipeError):
        law_support._main(*sys.argv[1:])
