"""Dates of last change: git is asked once for each file and commit."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.sources import history, read_glossary
from glossgen.sources.history import History, read_history


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


@pytest.fixture
def blamed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that git is asked about."""
    asked: list[str] = []
    real = history._git

    def counted(root: Path, *arguments: str) -> str | None:
        if arguments[0] == "blame":
            asked.append(arguments[-1])
        return real(root, *arguments)

    monkeypatch.setattr(history, "_git", counted)
    return asked


def dated(folder: Path) -> History:
    config = load_config(folder)
    found = read_history(folder, read_glossary(config), cache=config.cache)
    assert found == read_history(folder, read_glossary(config))
    return found


def asked_for(blamed: list[str]) -> list[str]:
    """What was asked for with the cache: without it, it is always all."""
    everything = ["one.md", "three.md", "two.md"]
    names = sorted(blamed)
    for name in everything:
        names.remove(name)
    blamed.clear()
    return names


def test_git_is_asked_once_for_each_file(folder: Path, blamed: list[str]) -> None:
    first = dated(folder)
    assert len(first.dates) == 6  # three terms and three pages
    assert asked_for(blamed) == ["one.md", "three.md", "two.md"]
    assert dated(folder) == first
    assert asked_for(blamed) == []


def test_a_file_that_is_another_is_asked_for_again(folder: Path, blamed: list[str]) -> None:
    dated(folder)
    asked_for(blamed)
    (folder / "two.md").write_text("## two\n\nAnother text.\n", encoding="utf-8")
    dated(folder)
    assert asked_for(blamed) == ["two.md"]
    git(folder, "commit", "--quiet", "-am", "Two")
    dated(folder)
    assert asked_for(blamed) == ["one.md", "three.md", "two.md"]


def test_a_file_without_a_past_has_no_date(folder: Path, blamed: list[str]) -> None:
    (folder / "new.md").write_text("## new\n\nA text.\n", encoding="utf-8")
    assert len(dated(folder).dates) == 6
    assert ("en", "new") not in dated(folder).dates
    assert blamed.count("new.md") == 3  # once with the cache, twice without


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
@pytest.mark.parametrize("options", [(), ("--fresh",), ("--jobs", "1")])
def test_a_whole_build_asks_git_only_about_what_it_has_not_asked_before(
    folder: Path, blames: Path, options: tuple[str, ...]
) -> None:
    everything = ["one.md", "three.md", "two.md"]
    assert blamed_by_a_build(folder, blames, *options) == everything
    (folder / "glossgen.yml").write_text("title: Another\n")
    assert blamed_by_a_build(folder, blames, *options) == []
    with (folder / "two.md").open("a", encoding="utf-8") as file:
        file.write("\n## four\n\nA text.\n")
    assert blamed_by_a_build(folder, blames, *options) == ["two.md"]
    git(folder, "commit", "--quiet", "-am", "Four")
    assert blamed_by_a_build(folder, blames, *options) == everything
