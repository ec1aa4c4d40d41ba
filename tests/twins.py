"""A small glossary that tests edit, built from what the last build kept and from nothing, side by side."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from glossgen.build import Builder, BuildOptions, build
from glossgen.config import load_config
from glossgen.problems.report import Report
from glossgen.query.freshness import BuildRequest

Edit = Callable[[Path, random.Random], None]


def replaced(name: str, old: str, new: str) -> Edit:
    def edit(root: Path, _: random.Random) -> None:
        path = root / name
        if path.is_file():
            path.write_text(path.read_text().replace(old, new))

    return edit


def written(name: str, text: str) -> Edit:
    def edit(root: Path, _: random.Random) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return edit


def placed(root: Path, texts: dict[str, str]) -> Path:
    """The folder with these files and no others, but for what builds keep in it."""
    for path in files(root):
        if ".glossgen" not in path.parts and path.relative_to(root).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        if not (path := root / name).is_file() or path.read_bytes() != text.encode():
            written(name, text)(root, random.Random(0))
    return root


class Twins:
    """Builds that begin where the last one ended, by memory and by the store, beside those from nothing.

    Each has the glossary in a folder of its own, and so a store of its own. The first builds are made
    at once; `whole` is what they report.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.builder = Builder()
        self.disk = Report((), 0, 0, 0, 0, 0)
        self.whole = self.builds()

    def builds(self) -> Report:
        """Build by memory and by the store; what comes first is built as a whole."""
        self.disk = build(load_config(self.root, output=self.folder / "disk"), self.how)
        copy = self.copied("again")
        return self.builder.build(load_config(copy, output=self.folder / "again"), BuildOptions(jobs=1))

    def build(self) -> Report:
        """Build all, and compare them byte for byte."""
        again = self.builds()
        shutil.rmtree(self.folder / "whole", ignore_errors=True)
        shutil.rmtree(self.folder / "copies" / "whole", ignore_errors=True)
        whole = build(load_config(self.copied("whole"), output=self.folder / "whole"), BuildOptions(jobs=1))
        assert tree(self.folder / "again") == tree(self.folder / "whole") == tree(self.folder / "disk")
        assert told(again) == told(whole) == told(self.disk)
        return again

    def copied(self, name: str) -> Path:
        """The glossary as it is now, without its store; what has not changed keeps its time."""
        copy = self.folder / "copies" / name / self.root.name
        for path in files(copy):
            there = self.root / path.relative_to(copy)
            if ".glossgen" not in path.parts and not there.is_file():
                path.unlink()
        return shutil.copytree(
            self.root, copy, ignore=shutil.ignore_patterns(".glossgen"), dirs_exist_ok=True
        )

    @property
    def how(self) -> BuildOptions:
        return BuildOptions(jobs=1, request=BuildRequest(self.root))


def told(report: Report) -> Report:
    """What a report says of the glossary."""
    return replace(report, written=0, unchanged=0, removed=0, made=0, pages_made=0)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files(folder)}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


Standing = Callable[[dict[str, str]], Twins]
"""Gives the twins of a glossary as the last test of the module left them, with its files put back."""
