"""Fault injection: builds that are killed, or refused by the machine, and what is left of the site.

    python tools/faults.py --kills 500

A glossary is edited at random; then builds of it are killed (SIGKILL) at one call of the functions by
which files reach the disk, each of them in turn, and at random moments. After each fault every file
of the site must be whole, that is one of the old or of the new site; before the first file is put in
place, all must be old; and one more build must give the bytes of a build from nothing. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from glossgen.cli import main

CALLS = ("replace", "fsync", "mkdir", "unlink", "rmdir", "open")
"""The functions of `os` at which a build is killed: all by which the output folder and the store change."""

Tree = Mapping[str, bytes]


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a site, without what glossgen keeps for itself."""
    found = {}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not name.startswith(".glossgen"):
            found[name] = file.read_bytes()
    return found


def in_child(work: Callable[[], int]) -> int:
    """Do something in a process of its own: its exit code, or minus the signal that ended it."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        with open(os.devnull, "w") as nothing:  # noqa: PTH123
            sys.stdout = sys.stderr = nothing
            code = work()
    except BaseException:
        code = 99
    os._exit(code)


def build(source: Path, output: Path, *options: str) -> int:
    """One build, as the command does it."""
    return main(["build", str(source), "-o", str(output), "--jobs", "1", "-q", *options])


def killed_at(name: str, number: int) -> None:
    """Let this process be killed at the given call of a function of `os`."""
    real, left = getattr(os, name), number

    def counted(*args: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **named)

    setattr(os, name, counted)


def killed_after(seconds: float) -> None:
    """Let this process be killed after some time of its own work."""
    signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_PROF, seconds)


class Trial:
    """A glossary, its site, and the faults that are tried on them."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self.source, self.site = folder / "glossary", folder / "site"
        self.random = random.Random(seed)
        self.source.mkdir()
        for number in range(4):
            self._write(number)
        in_child(lambda: build(self.source, self.site))

    def _write(self, number: int) -> None:
        words = ["重み", "層", "学習率", "勾配", "損失"]
        text = "".join(
            f"## {word}{number}\n\n{self.random.choice(words)}{self.random.randrange(4)}の値。\n\n"
            for word in self.random.sample(words, self.random.randrange(1, 6))
        )
        (self.source / f"f{number}.md").write_text(text, encoding="utf-8")

    def edit(self) -> None:
        """Change, add or remove a file, but never the last one."""
        number = self.random.randrange(4)
        file = self.source / f"f{number}.md"
        if file.exists() and self.random.random() < 0.2 and len(list(self.source.glob("*.md"))) > 1:
            file.unlink()
        else:
            self._write(number)

    def wanted(self) -> Tree:
        """The site of a build from nothing."""
        with tempfile.TemporaryDirectory() as folder:
            copy, site = Path(folder, "glossary"), Path(folder, "site")
            shutil.copytree(self.source, copy, ignore=shutil.ignore_patterns(".glossgen"))
            if in_child(lambda: build(copy, site)):
                raise AssertionError("a build from nothing failed")
            return tree(site)

    def put(self, files: Mapping[str, str]) -> None:
        """Let the glossary be these files."""
        for file in self.source.glob("*.md"):
            if file.name not in files:
                file.unlink()
        for name, text in files.items():
            (self.source / name).write_text(text, encoding="utf-8")

    def at_rest(self, what: str) -> None:
        """Build, and compare the site with that of a build from nothing."""
        if in_child(lambda: build(self.source, self.site)) or tree(self.site) != self.wanted():
            raise AssertionError(f"{what}: the site is not that of a build from nothing")

    def fault(self, inject: Callable[[], object], what: str) -> bool:
        """Edit, build with a fault, look at what is left, and build again. False: the fault did not come."""
        self.edit()
        old, new = tree(self.site), self.wanted()
        return self._faulty(inject, what, old, new)

    def _faulty(self, inject: Callable[[], object], what: str, old: Tree, new: Tree) -> bool:
        def work() -> int:
            inject()
            return build(self.source, self.site)

        code = in_child(work)
        left = tree(self.site)
        broken = [path for path, data in left.items() if data not in (old.get(path), new.get(path))]
        if broken:
            raise AssertionError(f"{what}: {broken[0]} is neither old nor new (exit {code})")
        if code == 2 and left != old:
            raise AssertionError(f"{what}: exit code 2, and the old site is another")
        if code not in (0, 2, -signal.SIGKILL):
            raise AssertionError(f"{what}: exit code {code}")
        again = in_child(lambda: build(self.source, self.site))
        if again or tree(self.site) != new:
            raise AssertionError(f"{what}: the next build (exit {again}) is not that from nothing")
        return code != 0


def limits() -> Iterator[tuple[str, Callable[[], object]]]:
    """What the machine may refuse: bytes in a file, and handles."""
    for size in (0, 1, 2000, 8000):
        yield f"files of {size} bytes at most", partial(_limit, resource.RLIMIT_FSIZE, size)
    for count in range(5, 17):
        yield f"{count} handles", partial(_limit, resource.RLIMIT_NOFILE, count)


def _limit(kind: int, most: int) -> None:
    resource.setrlimit(kind, (most, most))


def kill_points(trial: Trial, most: int) -> Iterator[str]:
    """Kill at the first, second, … call of each function, until a build has no more of them."""
    for name in CALLS:
        for number in range(1, most + 1):
            what = f"killed at os.{name} number {number}"
            if not trial.fault(partial(killed_at, name, number), what):
                break
            yield what


def run() -> int:
    """Try what is asked for, and say how much was."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100, help="builds that are killed")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        trial = Trial(Path(stack.enter_context(tempfile.TemporaryDirectory())), options.seed)
        for what, inject in limits():
            trial.fault(inject, what)
        count = sum(1 for _ in kill_points(trial, options.kills // len(CALLS)))
        print(f"{count} kills at calls", flush=True)
        while count < options.kills:
            seconds = trial.random.random() * 0.4
            count += trial.fault(partial(killed_after, seconds), f"killed after {seconds:.3f} s")
    print(f"{count} kills, and no file was lost")
    return 0


if __name__ == "__main__":
    sys.exit(run())
