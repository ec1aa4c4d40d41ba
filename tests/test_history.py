"""Dates of last change: git is asked about a file once for each commit that changes it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.model import Key
from glossgen.sources.file_queries import source_paths
from glossgen.sources.history import read_histories
from glossgen.sources.queries import dates_in
from made import open_memory


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(f"## {name}\n\nA text.\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "All")
    return tmp_path


def dated(folder: Path) -> dict[Key, str]:
    """The date of everything that has one."""
    db = open_memory(load_config(folder))
    return {key: date for path in db.peek(source_paths, "") for key, date in db.peek(dates_in, path).items()}


def test_every_term_and_page_has_a_date(folder: Path) -> None:
    names = ("one", "two", "three")
    assert set(dated(folder)) == {("en", name) for name in names} | {
        ("en", f"page:{name}.md") for name in names
    }


def test_a_file_without_a_past_has_no_date(folder: Path) -> None:
    before = dated(folder)
    (folder / "new.md").write_text("## new\n\nA text.\n", encoding="utf-8")
    assert dated(folder) == before


AUTHORED = {
    "1700000000 +9999": "2023-11-14",
    "1700000000 -7530": "2023-11-14",
    "1700000000 +51800": "2023-11-14",
    "1700000000 +5": "2023-11-14",
    "1700000000 +1400": "2023-11-15",
    "253402300799 +1400": None,
    "99999999999999 +0000": None,
    "18446744073709551614 +0000": None,
    "-5 +0000": None,
    "1700000000": None,
}
"""What a commit may say of its time, and the date of a term that it changed."""


def test_a_commit_of_any_time_and_zone(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    head = ""
    for number, when in enumerate(AUTHORED):
        (tmp_path / f"t{number}.md").write_text(f"## t{number}\n\nA text.\n", encoding="utf-8")
        git(tmp_path, "add", ".")
        told = ["git", "write-tree"]
        tree = subprocess.run(told, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()
        parent = f"parent {head}\n" if head else ""
        commit = f"tree {tree}\n{parent}author A <a@b> {when}\ncommitter A <a@b> 1700000000 +0000\n\nx\n"
        told = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
        done = subprocess.run(told, cwd=tmp_path, check=True, capture_output=True, text=True, input=commit)
        head = done.stdout.strip()
    git(tmp_path, "update-ref", "HEAD", head)
    found = dated(tmp_path)
    assert {number: found.get(("en", f"t{number}")) for number in range(len(AUTHORED))} == dict(
        enumerate(AUTHORED.values())
    )


@pytest.fixture
def blames(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a line for each `git blame` that any process runs."""
    real, folder = shutil.which("git"), tmp_path_factory.mktemp("bin")
    assert real
    log, wrapper = folder / "log", folder / "git"
    wrapper.write_text(
        f"""#!/bin/sh
case " $* " in *" blame "*) echo "$*" >> {shlex.quote(str(log))} ;; esac
exec {shlex.quote(real)} "$@"
"""
    )
    wrapper.chmod(0o755)
    log.touch()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log


def blamed_by_a_build(folder: Path, log: Path, *options: str) -> list[str]:
    """The files that git is asked about while a site is built."""
    log.write_text("")
    assert main(["build", "-q", str(folder), "-o", str(folder / "site"), *options]) == 0
    return sorted(line.rsplit(" ", 1)[-1] for line in log.read_text().splitlines())


@pytest.mark.posix
@pytest.mark.parametrize("options", [(), ("--jobs", "1")])
def test_a_whole_build_asks_git_only_about_what_it_has_not_asked_before(
    folder: Path, blames: Path, options: tuple[str, ...]
) -> None:
    everything = ["one.md", "three.md", "two.md"]
    for name in everything:
        os.utime(folder / name, (1, 1))  # what is younger than a moment is looked at again
    assert blamed_by_a_build(folder, blames, *options) == everything
    (folder / "glossgen.yml").write_text("title: Another\n")
    assert blamed_by_a_build(folder, blames, *options) == []
    with (folder / "two.md").open("a", encoding="utf-8") as file:
        file.write("\n## four\n\nA text.\n")
    os.utime(folder / "two.md", (2, 2))
    assert blamed_by_a_build(folder, blames, *options) == ["two.md"]
    git(folder, "commit", "--quiet", "-am", "Four")
    assert blamed_by_a_build(folder, blames, *options) == ["two.md"]
    with (folder / "two.md").open("a", encoding="utf-8") as file:
        file.write("\n## five\n\nA text.\n")
    git(folder, "commit", "--quiet", "-am", "Five")
    os.utime(folder / "two.md", (3, 3))
    assert blamed_by_a_build(folder, blames, *options) == ["two.md"]
    git(folder, "config", "core.abbrev", "12")
    assert blamed_by_a_build(folder, blames, *options) == everything


@pytest.mark.posix
def test_a_fresh_build_asks_git_about_everything(folder: Path, blames: Path) -> None:
    everything = ["one.md", "three.md", "two.md"]
    for _ in range(2):
        assert blamed_by_a_build(folder, blames, "--fresh") == everything


def test_the_history_of_a_file_is_that_of_no_other(folder: Path) -> None:
    first = read_histories(folder)
    git(folder, "checkout", "--quiet", "-b", "side")
    (folder / "one.md").write_text("## one\n\nAnother text.\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "One")
    git(folder, "checkout", "--quiet", "-")
    assert read_histories(folder) == first
    (folder / "two.md").write_text("## two\n\nAnother text.\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "Two")
    git(folder, "merge", "--quiet", "--no-commit", "side")
    (folder / "three.md").write_text("## three\n\nOnly the merge says so.\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "Merge")
    merged = read_histories(folder)
    assert [name for name in first if merged[name] != first[name]] == ["one.md", "three.md", "two.md"]
    (folder / "two.md").write_text("## two\n\nYet another text.\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "Two again")
    assert [name for name in merged if read_histories(folder)[name] != merged[name]] == ["two.md"]
