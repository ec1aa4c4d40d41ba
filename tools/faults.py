"""Fault injection: commands that are killed, or refused by the machine, and what is left of their files.

    python tools/faults.py --kills 500 --edits 2000

A glossary is edited at random; then builds of it are killed (SIGKILL) at one call of the functions by
which files reach the disk, each of them in turn, and at random moments, often several times before one
may end. After each fault every file of the site must be whole, that is one of the old or of the new
site; where the machine refuses, all must be old; and one more build must give the bytes of a build from
nothing. `glossgen lock` and `glossgen serve` are killed too. `--edits` builds after each of many random
edits (tests/law_edits.py), through the cache and in memory, and compares every byte. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import glossgen.build
import glossgen.serve
from glossgen.cli import main
from glossgen.output import manifest
from glossgen.query.store import Store

PRELOADED = (glossgen.build, glossgen.serve)
"""What is imported here is there in each of the forked children, and costs them nothing."""

CALLS = {
    "manifest.stage": (manifest, "stage"),
    "manifest.place": (manifest, "place"),
    "the store": (Store, "_write"),
    **{name: (os, name) for name in ("replace", "fsync", "mkdir", "unlink", "rmdir", "open")},
}
"""The functions at which a build is killed: all by which the output folder and the store change."""

IN_A_ROW = 5
"""So many builds may be killed one after the other before one is let to its end."""

A_WALK = 50
"""Edits of one glossary, before another begins."""

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
    """Let this process be killed at the given call of a function."""
    owner, attribute = CALLS[name]
    real, left = getattr(owner, attribute), number

    def counted(*args: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **named)

    setattr(owner, attribute, counted)


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
        self.begin()
        in_child(lambda: build(self.source, self.site))

    def begin(self) -> None:
        """Let the glossary be four files, whatever it was."""
        self.put({})
        for number in range(4):
            self._write(number)

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
            if code := in_child(lambda: build(copy, site)):
                raise AssertionError(f"a build from nothing failed with exit code {code}")
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
        return self.faults([(what, inject)]) > 0

    def faults(self, injected: Iterable[tuple[str, Callable[[], object]]]) -> int:
        """Edit, and build with one fault after the other until one does not come; then build again.

        Returns how many came.
        """
        self.edit()
        old, new = tree(self.site), self.wanted()
        count, what = 0, "an edit"
        for what, inject in injected:
            if self._injected(inject, what, old, new) == 0:
                break
            count += 1
        again = in_child(lambda: build(self.source, self.site))
        if again or tree(self.site) != new:
            raise AssertionError(f"{what}: the next build (exit {again}) is not that from nothing")
        return count

    def _injected(self, inject: Callable[[], object], what: str, old: Tree, new: Tree) -> int:
        def work() -> int:
            inject()
            return build(self.source, self.site)

        before = tree(self.site)
        code = in_child(work)
        left = tree(self.site)
        broken = [path for path, data in left.items() if data not in (old.get(path), new.get(path))]
        if broken:
            raise AssertionError(f"{what}: {broken[0]} is neither old nor new (exit {code})")
        if code == 2 and left != before:
            raise AssertionError(f"{what}: exit code 2, and the old site is another")
        if code not in (0, 2, -signal.SIGKILL):
            raise AssertionError(f"{what}: exit code {code}")
        return code


def limits() -> Iterator[tuple[str, Callable[[], object]]]:
    """What the machine may refuse: bytes in a file, and handles."""
    for size in (0, 1, 2000, 8000):
        yield f"files of {size} bytes at most", partial(_limit, resource.RLIMIT_FSIZE, size)
    for count in range(5, 17):
        yield f"{count} handles", partial(_limit, resource.RLIMIT_NOFILE, count)


def _limit(kind: int, most: int) -> None:
    resource.setrlimit(kind, (most, most))


def full_disk(trial: Trial, folder: Path, most: int = 6) -> Iterator[int]:
    """Builds on a small disk with so many bytes free, and none refused may change the site. Needs root."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "glossgen", str(disk)], check=True)
    try:
        trial.source = Path(shutil.move(trial.source, disk / "glossary"))
        trial.site = Path(shutil.move(trial.site, disk / "site"))
        for free in (0, 16_384, 4096, 65_536, 131_072, 262_144)[:most]:
            filler = disk / "filler"

            def fill(free: int = free, filler: Path = filler) -> None:
                room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
                filler.write_bytes(bytes(max(0, room - free)))

            trial.edit()
            old, new = tree(trial.site), trial.wanted()
            trial._injected(fill, f"{free} bytes free", old, new)
            filler.unlink()
            trial.at_rest(f"after {free} bytes free")
            yield free
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def kill_points(trial: Trial, most: int) -> Iterator[str]:
    """Kill at the first, second, … call of each function, until a build has no more of them."""
    for name in CALLS:
        for number in range(1, most + 1):
            what = f"killed at {name} number {number}"
            if not trial.fault(partial(killed_at, name, number), what):
                break
            yield what


def kill_at_random(trial: Trial) -> int:
    """Kill builds in a row at random calls and at random moments. Returns how many were killed."""
    row: list[tuple[str, Callable[[], object]]] = []
    for _ in range(IN_A_ROW):
        if trial.random.random() < 0.5:
            name, number = trial.random.choice(list(CALLS)), 1 + int(trial.random.expovariate(0.15))
            row.append((f"killed at {name} number {number}", partial(killed_at, name, number)))
        else:
            seconds = trial.random.random() * 0.25
            row.append((f"killed after {seconds:.3f} s", partial(killed_after, seconds)))
    return trial.faults(row)


def kill_lock(trial: Trial) -> int:
    """Kill `glossgen lock`: its file is the old or the new one."""
    trial.edit()
    file = trial.source / "glossgen.lock"
    old = file.read_bytes() if file.exists() else None

    def lock(inject: Callable[[], object]) -> int:
        inject()
        return main(["lock", str(trial.source), "--quiet"])

    name, number = trial.random.choice(["replace", "fsync", "open"]), trial.random.randrange(1, 4)
    code = in_child(lambda: lock(partial(killed_at, name, number)))
    left = file.read_bytes() if file.exists() else None
    in_child(lambda: lock(lambda: None))
    if left not in (old, file.read_bytes()):
        raise AssertionError(f"lock killed at {name} number {number}: neither old nor new")
    trial.at_rest("after a lock that was killed")
    for each in (file, *trial.source.glob(".glossgen.lock.*.tmp")):
        each.unlink()  # what is locked would be missed, once it is edited away
    return int(code == -signal.SIGKILL)


def kill_serve(trial: Trial) -> int:
    """Kill `glossgen serve` while it builds after an edit: the next build finds nothing harmed."""
    trial.edit()
    seconds = trial.random.random()
    pid = os.fork()
    if not pid:
        with open(os.devnull, "w") as nothing:  # noqa: PTH123
            sys.stdout = sys.stderr = nothing
            tempfile.tempdir = str(trial.source.parent)
            os._exit(main(["serve", str(trial.source), "--port", "0"]))
    time.sleep(seconds)
    trial.edit()
    time.sleep(trial.random.random() * 0.5)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    for folder in trial.source.parent.glob("glossgen-*"):
        shutil.rmtree(folder)
    trial.at_rest(f"a preview that was killed after {seconds:.3f} s")
    return 1


def edits(folder: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Edit a glossary at random and build it, through the cache or in memory; each site is a clean one's.

    Raises AssertionError.
    """
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    law, folders, walks = map(importlib.import_module, ("law_edits", "law_folders", "law_walk"))
    walk = None
    for number in range(count):
        if walk is None or number % A_WALK == 0:
            shutil.rmtree(folder, ignore_errors=True)
            walk = walks.Walk(folder, chance.choice([folders.FIXED, folders.PLAIN]))
            walk.build("cache", "memory")
        edit = law.Edit(chance.choice(sorted(law.KINDS)), tuple(chance.randrange(40) for _ in range(6)))
        walk.apply(edit)
        walk.build(chance.choice(["cache", "memory"]))
        yield edit.kind


def run() -> int:
    """Try what is asked for, and say how much was."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=100, help="commands that are killed")
    parser.add_argument("--edits", type=int, default=0, help="random edits, each built and compared")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        trial = Trial(work, options.seed)
        for what, inject in limits():
            trial.fault(inject, what)
        count = sum(1 for _ in kill_points(trial, options.kills // len(CALLS) // 2))
        print(f"{count} builds killed at each call in turn", flush=True)
        chances = [kill_at_random, kill_at_random, kill_lock, kill_serve]
        while count < options.kills:
            count += trial.random.choice(chances)(trial)
        print(f"{count} kills, and no file was lost", flush=True)
        if os.geteuid() == 0:
            print(f"{len(list(full_disk(trial, work)))} disks with too little room, and no file was lost")
        if options.edits:
            kinds: Counter[str] = Counter()
            for kind in edits(work / "law", options.edits, trial.random):
                kinds[kind] += 1
                if kinds.total() % 100 == 0:
                    print(f"{kinds.total()} edits", flush=True)
            print(f"{kinds.total()} edits of {len(kinds)} kinds, each site that of a build from nothing")
    return 0


if __name__ == "__main__":
    sys.exit(run())
