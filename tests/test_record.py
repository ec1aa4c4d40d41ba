"""A build of what has not changed writes nothing, and one of what has never believes the record."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.config import load_config
from glossgen.problems.report import Report
from glossgen.record import Asked, last_build, look_back, outputs

PAGE = "# Kinds\n\n## light | 光\n\nA wave. See heat.\n\n![a dot](dot.svg)\n\n## heat | 熱\n\nNot light.\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

Edit = Callable[[Path], object]


@pytest.fixture(autouse=True, params=["one process", "two processes"])
def looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are looked at by one process, many by two."""
    if request.param == "two processes":
        monkeypatch.setattr(outputs, "MANY", 1)
        monkeypatch.setattr(outputs, "can_fork", lambda: hasattr(os, "fork"))


def unchanged(asked: Asked) -> tuple[Report, Path] | None:
    """What is said of the last build, if another one would change nothing."""
    last = last_build(asked)
    return (last.report, last.output) if last and not last.changed else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "glossary"
    root.mkdir()
    (root / "glossgen.yml").write_text("title: Small\n")
    (root / "kinds.md").write_text(PAGE)
    (root / "dot.svg").write_text(DOT)
    (root / "more").mkdir()
    make_old(root)
    return root


def make_old(root: Path) -> None:
    """Give everything a time long past, as files have that nobody is just writing."""
    past = time.time() - 1000
    for place in (root, *root.rglob("*")):
        os.utime(place, (past, past))


def built(root: Path) -> Report:
    return build(load_config(root), BuildOptions(asked=Asked(root), jobs=1))


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    places = [place for place in root.rglob("*") if place.is_file()]
    return {str(place): (place.stat().st_ino, place.stat().st_mtime_ns) for place in places}


def test_nothing_changed(folder: Path) -> None:
    report = built(folder)
    assert report.written
    before = stamps(folder)
    found = unchanged(Asked(folder))
    assert found is not None
    again, output = found
    assert output == folder / "site"
    assert (again.terms, again.pages, again.links) == (report.terms, report.pages, report.links)
    assert (again.written, again.unchanged, again.removed) == (0, report.written, 0)
    assert stamps(folder) == before


def test_problems_are_told_again(folder: Path) -> None:
    (folder / "kinds.md").write_text(PAGE + "\nSee [[dark]].\n")
    report = built(folder)
    found = unchanged(Asked(folder))
    assert found is not None
    assert found[0].problems == report.problems != ()


EDITS: dict[str, Edit] = {
    "a text": lambda root: (root / "kinds.md").write_text(PAGE + "\nMore.\n"),
    "a text of the same length": lambda root: (root / "kinds.md").write_text(PAGE.replace("wave", "flow")),
    "a new text": lambda root: (root / "more" / "other.md").write_text("# x\n\n## dark\n\nNo light.\n"),
    "a text gone": lambda root: (root / "kinds.md").unlink(),
    "a text moved": lambda root: (root / "kinds.md").rename(root / "more" / "kinds.md"),
    "a picture": lambda root: (root / "dot.svg").write_text(DOT.replace('"1"', '"2"')),
    "a picture gone": lambda root: (root / "dot.svg").unlink(),
    "the configuration": lambda root: (root / "glossgen.yml").write_text("title: Other\n"),
    "no configuration": lambda root: (root / "glossgen.yml").unlink(),
    "a second configuration": lambda root: (root / "glossgen.yaml").write_text("title: Other\n"),
    "readings": lambda root: (root / "readings.yml").write_text("光: ひかり\n"),
    "a lock": lambda root: (root / "glossgen.lock").write_text("version: 1\n"),
    "a template": lambda root: (root / "templates").mkdir(),
    "a style sheet": lambda root: (root / "static").mkdir(),
    "a page gone": lambda root: (root / "site" / "index.html").unlink(),
    "a page edited": lambda root: (root / "site" / "index.html").write_text("x"),
    "a broken record": lambda root: (root / ".glossgen" / "last-build.json").write_text("{"),
    "a strange record": lambda root: (root / ".glossgen" / "last-build.json").write_text('{"key": 1}'),
    "a record without inputs": lambda root: (root / ".glossgen" / "last-build.json").write_text(
        json.dumps({**json.loads((root / ".glossgen" / "last-build.json").read_text()), "inputs": 3})
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_is_seen(folder: Path, edit: Edit) -> None:
    built(folder)
    assert unchanged(Asked(folder)) is not None
    edit(folder)
    assert unchanged(Asked(folder)) is None


def test_a_template_of_the_site_counts(folder: Path) -> None:
    (folder / "templates").mkdir()
    own = folder / "templates" / "note.html"
    own.write_text('{% extends "builtin/note.html" %}')
    built(folder)
    assert unchanged(Asked(folder)) is not None
    own.write_text('{% extends "builtin/note.html" %} ')
    assert unchanged(Asked(folder)) is None


def test_a_new_time_alone_is_no_change(folder: Path) -> None:
    built(folder)
    os.utime(folder / "kinds.md")
    os.utime(folder / "more")
    assert unchanged(Asked(folder)) is not None


def test_a_change_during_the_build_is_seen(folder: Path) -> None:
    def meanwhile(stage: str, _done: int, _total: int) -> None:
        if stage == "pages":
            (folder / "kinds.md").write_text(PAGE + "\nMore.\n")

    build(load_config(folder), BuildOptions(meanwhile, asked=Asked(folder), jobs=1))
    assert unchanged(Asked(folder)) is None


def test_other_options_are_another_build(folder: Path) -> None:
    built(folder)
    assert unchanged(Asked(folder, ("--base-url",))) is None


def test_a_commit_changes_dates(folder: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "--quiet")
    built(folder)
    assert unchanged(Asked(folder)) is not None
    git("add", "kinds.md")
    git("commit", "--quiet", "-m", "Light")
    assert unchanged(Asked(folder)) is None
    built(folder)
    assert unchanged(Asked(folder)) is not None


def test_a_record_that_cannot_be_written_is_no_problem(folder: Path) -> None:
    (folder / ".glossgen").write_text("a file where the cache would be")
    assert built(folder).written
    assert unchanged(Asked(folder)) is None


def test_a_configuration_of_any_name_counts(folder: Path) -> None:
    own = (folder / "glossgen.yml").rename(folder / "mine.yml")
    build(load_config(own), BuildOptions(asked=Asked(folder, ("mine",)), jobs=1))
    assert unchanged(Asked(folder, ("mine",))) is not None
    own.write_text("title: Other\n")
    assert unchanged(Asked(folder, ("mine",))) is None


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("harmed", [None, "a", "b"])
def test_a_look_sees_every_file(tmp_path: Path, aside: bool, harmed: str | None) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name)
    files = [(name, 1, (tmp_path / name).stat().st_mtime_ns) for name in "ab"]
    if harmed:
        (tmp_path / harmed).write_text("harmed")
    stands = outputs.begin_to_look(str(tmp_path), files, aside=aside)
    assert (stands(), stands()) == (harmed is None, harmed is None)


def test_what_has_to_be_built_is_known_before_all_is_seen(folder: Path, tmp_path: Path) -> None:
    asked = Asked(folder)
    assert look_back(asked).edited
    config = load_config(folder, output=tmp_path / "site")
    build(config, BuildOptions(asked=asked))
    look = look_back(asked)
    assert not look.edited
    assert look.last() is not None
    (folder / "kinds.md").write_text("# Kinds\n\n## dark\n\nNo light.\n")
    (tmp_path / "site" / "index.html").unlink()
    look = look_back(asked)
    assert look.edited
    assert look.last() is None
