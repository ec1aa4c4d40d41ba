"""A build of what has not changed writes nothing and says so; nothing that is kept ever changes a site."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossgen.build import BuildOptions, build
from glossgen.cli import main
from glossgen.config import load_config
from glossgen.problems.report import Report
from glossgen.query.freshness import BuildRequest, unchanged
from glossgen.query.row_checksum import Harmed
from glossgen.query.store import FILE, Store

PAGE = "# Kinds\n\n## light | 光\n\nA wave. See heat.\n\n![a dot](dot.svg)\n\n## heat | 熱\n\nNot light.\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

Edit = Callable[[Path], object]


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
    return build(load_config(root), BuildOptions(request=BuildRequest(root), jobs=1))


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    places = [place for place in root.rglob("*") if place.is_file()]
    return {str(place): (place.stat().st_ino, place.stat().st_mtime_ns) for place in places}


def test_nothing_changed(folder: Path) -> None:
    report = built(folder)
    assert report.written
    before = stamps(folder)
    found = unchanged(BuildRequest(folder))
    assert found is not None
    again = found.report
    assert found.output == str(folder / "site")
    assert (again.terms, again.pages, again.links) == (report.terms, report.pages, report.links)
    assert (again.written, again.unchanged, again.removed) == (0, report.written, 0)
    assert stamps(folder) == before


def test_problems_are_told_again(folder: Path) -> None:
    (folder / "kinds.md").write_text(PAGE + "\nSee [[dark]].\n")
    make_old(folder)
    report = built(folder)
    found = unchanged(BuildRequest(folder))
    assert found is not None
    assert found.report.problems == report.problems != ()


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
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_is_seen(folder: Path, edit: Edit) -> None:
    built(folder)
    assert unchanged(BuildRequest(folder)) is not None
    edit(folder)
    assert unchanged(BuildRequest(folder)) is None


def test_a_template_of_the_site_counts(folder: Path) -> None:
    (folder / "templates").mkdir()
    own = folder / "templates" / "note.html"
    own.write_text('{% extends "builtin/note.html" %}')
    make_old(folder)
    built(folder)
    assert unchanged(BuildRequest(folder)) is not None
    own.write_text('{% extends "builtin/note.html" %} ')
    assert unchanged(BuildRequest(folder)) is None


@pytest.mark.posix
def test_a_folder_behind_a_link_counts(folder: Path) -> None:
    (folder / "shared").mkdir()
    (folder / "shared" / "own.css").write_text("a { color: red }")
    (folder / "static").mkdir()
    (folder / "static" / "linked").symlink_to(folder / "shared")
    (folder / "shared" / "back").symlink_to(folder / "static")
    make_old(folder / "shared")
    make_old(folder)
    built(folder)
    assert unchanged(BuildRequest(folder)) is not None
    (folder / "shared" / "own.css").write_text("a { color: blue }")
    assert unchanged(BuildRequest(folder)) is None


def test_a_new_time_alone_is_no_change(folder: Path) -> None:
    built(folder)
    os.utime(folder / "kinds.md")
    os.utime(folder / "more")
    again = built(folder)
    assert (again.made, again.written) == (0, 0)


def test_a_change_during_the_build_is_seen(folder: Path) -> None:
    def meanwhile(stage: str, _done: int, _total: int) -> None:
        if stage == "pages":
            (folder / "kinds.md").write_text(PAGE + "\nMore.\n")

    build(load_config(folder), BuildOptions(meanwhile, request=BuildRequest(folder), jobs=1))
    assert unchanged(BuildRequest(folder)) is None


def test_other_options_are_another_build(folder: Path) -> None:
    built(folder)
    assert unchanged(BuildRequest(folder, ("--base-url",))) is None


def test_a_commit_changes_dates(folder: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    built(folder)
    git("init", "--quiet")
    assert unchanged(BuildRequest(folder)) is None
    make_old(folder)
    built(folder)
    assert unchanged(BuildRequest(folder)) is not None
    git("add", "kinds.md")
    git("commit", "--quiet", "-m", "Light")
    assert unchanged(BuildRequest(folder)) is None
    make_old(folder / ".git")
    built(folder)
    assert unchanged(BuildRequest(folder)) is not None


def test_a_store_that_cannot_be_written_is_no_problem(folder: Path) -> None:
    (folder / ".glossgen").write_text("a file where the cache would be")
    assert built(folder).written
    assert unchanged(BuildRequest(folder)) is None


def test_a_configuration_of_any_name_counts(folder: Path) -> None:
    own = (folder / "glossgen.yml").rename(folder / "mine.yml")
    build(load_config(own), BuildOptions(request=BuildRequest(folder, ("mine",)), jobs=1))
    assert unchanged(BuildRequest(folder, ("mine",))) is not None
    own.write_text("title: Other\n")
    assert unchanged(BuildRequest(folder, ("mine",))) is None


def test_the_command_says_so_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(folder)]) == 0
    assert "Built 2 terms" in capsys.readouterr().out
    make_old(folder / "site")
    assert main(["build", str(folder)]) == 0  # notes the new times
    before = stamps(folder)
    capsys.readouterr()
    assert main(["build", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("Nothing changed: 2 terms, 0 notes, ")
    assert stamps(folder) == before


def test_a_build_that_is_not_asked_for_writes_no_file_either(folder: Path) -> None:
    built(folder)
    before = stamps(folder / "site")
    again = build(load_config(folder), BuildOptions(jobs=1))
    assert (again.made, again.written, again.removed) == (0, 0, 0)
    assert stamps(folder / "site") == before


# -- what is kept ------------------------------------------------------------------


def tree(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def edit(folder: Path) -> None:
    (folder / "kinds.md").write_text(PAGE.replace("A wave.", "A ray of heat.") + "\nSee [[dark]].\n")


def from_nothing(folder: Path, copy: Path) -> tuple[dict[str, bytes], Report]:
    """Site and report of a build that knows nothing of another."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".glossgen", "site"))
    report = build(load_config(copy), BuildOptions(jobs=1))
    return tree(copy / "site"), report


def harmed(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as database:
        database.execute(statement)
    database.close()


def overwritten(file: Path) -> None:
    data = file.read_bytes()
    half = len(data) // 2
    file.write_bytes(data[:half] + b"\xff" * 64 + data[half + 64 :])


HARMS: dict[str, Edit] = {
    "gone": lambda file: file.unlink(),
    "no database": lambda file: file.write_bytes(b"no database at all" * 99),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "bytes in its middle": overwritten,
    "values": lambda file: harmed(file, "UPDATE node SET value = x'93010203' WHERE value IS NOT NULL"),
    "parts": lambda file: harmed(file, "UPDATE part SET value = x'93010203' WHERE value IS NOT NULL"),
    "traces": lambda file: harmed(file, "UPDATE node SET trace = x'0000000000000000'"),
    "no results": lambda file: harmed(file, "DELETE FROM node"),
    "the last build": lambda file: harmed(file, "UPDATE meta SET value = '{}' WHERE name = 'last-build'"),
}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_harmed_store_never_changes_a_site(folder: Path, tmp_path: Path, harm: Edit, edited: bool) -> None:
    built(folder)
    if edited:
        edit(folder)
    whole, report = from_nothing(folder, tmp_path / "copy")
    harm(folder / ".glossgen" / FILE)
    again = built(folder)
    assert tree(folder / "site") == whole
    assert again.problems == report.problems
    assert built(folder).made == 0


@pytest.mark.parametrize("name", ["note", "_write"])
def test_a_store_that_is_found_harmed_late(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A build that starts again when its files are in place knows that they are its own."""
    built(folder)
    real, calls, last = getattr(Store, name), 0, 0

    def failing(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == last:
            raise Harmed
        return real(*given)

    monkeypatch.setattr(Store, name, failing)
    edit(folder)
    (folder / "static").mkdir()
    (folder / "static" / "own.css").write_text("a { color: red }")
    told = built(folder).problems
    assert calls
    calls, last = 0, calls
    (folder / "static" / "two.css").write_text("a { color: blue }")
    assert built(folder).problems == told
    assert (folder / "site" / "static" / "two.css").exists()


def test_the_store_of_another_program_is_emptied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(folder)
    monkeypatch.setattr("sys.version", "4.0")
    assert unchanged(BuildRequest(folder)) is None
    again = built(folder)
    assert (again.made, again.written, again.unchanged) == (first.made, 0, first.written)
