"""The same site and report are made by one process, by several forked ones, and by several started anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from glossgen.build import Builder, BuildOptions
from glossgen.build.engine import open_database
from glossgen.config import Config, load_config
from glossgen.problems import CannotStart
from glossgen.problems.report import Report
from glossgen.query.pool import Pool, can_fork

ROOT = Path(__file__).parent
GLOSSARIES = [ROOT / "glossaries" / name for name in ("homonyms", "problems")]
TWO = ROOT / "two_languages"


def copied(folder: Path, to: Path) -> Path:
    """A glossary of its own, without a site or a store."""
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns("site", ".glossgen"))


def loaded(root: Path) -> Config:
    """With the site beside the glossary."""
    return load_config(root, output=root.parent / "site")


def built(config: Config, jobs: int = 1, fork: Callable[[], bool] = can_fork, few: int = 10) -> Report:
    """The report of a build in several processes, wherever more than a `few` results are to be made."""
    with Builder() as builder:
        builder._db = open_database(config)
        if jobs > 1:
            builder._db.pool = Pool(jobs, partial(open_database, config), fork, few)
        return builder.build(config, BuildOptions())


def site_of(config: Config) -> dict[str, bytes]:
    files = (path for path in config.output.rglob("*") if path.is_file())
    return {path.relative_to(config.output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("folder", "few"), list(zip(GLOSSARIES, (10, 1), strict=True)), ids=["homonyms", "problems"]
)
def test_two_processes_make_the_same_site(folder: Path, few: int, tmp_path: Path) -> None:
    one, two = (loaded(copied(folder, tmp_path / name / "glossary")) for name in ("one", "two"))
    assert built(one) == built(two, 2, few=few)
    assert site_of(one) == site_of(two)


@pytest.mark.parametrize("fork", [can_fork, lambda: False], ids=["forked", "started anew"])
def test_the_next_build_begins_where_theirs_ended(tmp_path: Path, fork: Callable[[], bool]) -> None:
    root = copied(TWO, tmp_path / "glossary")
    config = loaded(root)
    first = built(config, 2, fork)
    file = next(path for path in sorted(root.rglob("*.md")) if "\n\n## " in path.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").rstrip() + " One more sentence.\n", "utf-8")
    again = built(config, 2, fork)
    assert 1 <= again.made < first.made
    whole = loaded(copied(root, tmp_path / "whole" / "glossary"))
    assert built(whole).problems == again.problems
    assert site_of(config) == site_of(whole)


@pytest.mark.parametrize("fork", [can_fork, lambda: False], ids=["forked", "started anew"])
def test_without_a_store_the_site_is_made_all_the_same(tmp_path: Path, fork: Callable[[], bool]) -> None:
    root = copied(TWO, tmp_path / "glossary")
    (root / ".glossgen").write_text("in the way of the store", "utf-8")
    config = loaded(root)
    assert built(config, 2, fork).terms
    whole = loaded(copied(TWO, tmp_path / "whole" / "glossary"))
    built(whole)
    assert site_of(config) == site_of(whole)


def test_what_stops_a_build_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    root = copied(TWO, tmp_path / "glossary")
    (root / "glossgen.lock").write_text("no lock", "utf-8")
    with pytest.raises(CannotStart):
        built(loaded(root), 2)
    assert not (tmp_path / "site").exists()


@pytest.mark.posix
def test_problems_come_over_as_they_are(tmp_path: Path) -> None:
    root = copied(TWO, tmp_path / "glossary")
    folder = os.fsencode(next(path.parent for path in root.rglob("*.md")))
    with open(folder + b"/bad-\xff.md", "wb") as file:  # noqa: PTH123  (a name that is no text)
        file.write(b"# Bad\n\n## bad\n\nA [[word]] that nobody wrote.\n")
    with (root / "en" / "other.md").open("w", encoding="utf-8") as text:
        text.write("## other\n\nA [[word]] that nobody wrote, and $\\frac$.\n")
    one = built(load_config(root, output=tmp_path / "one"))
    shutil.rmtree(root / ".glossgen")
    assert built(load_config(root, output=tmp_path / "two"), 2).problems == one.problems
    assert {"unreadable", "unknown-term", "math"} <= {problem.code for problem in one.problems}
