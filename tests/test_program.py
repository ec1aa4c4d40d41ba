"""What names the program that has kept something: what is in its files."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.query import program as module
from glossgen.query.program import program


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "package"
    (folder / "render").mkdir(parents=True)
    (folder / "render" / "katex.js").write_text("1")
    (folder / "main.py").write_text("main")
    make_old(folder, 1000)
    return folder


def make_old(root: Path, seconds: int) -> None:
    past = time.time() - seconds
    for path in (root, *root.rglob("*")):
        os.utime(path, (past, past))


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], str]:
    def name(package: Path) -> str:
        monkeypatch.setattr(module, "PACKAGE", package)
        module._program.cache_clear()
        return program()

    yield name  # type: ignore[misc]
    module._program.cache_clear()


EDITS: dict[str, Callable[[Path], object]] = {
    "another content": lambda package: (package / "render" / "katex.js").write_text("2"),
    "a new file": lambda package: (package / "more.py").touch(),
    "a file gone": lambda package: (package / "main.py").unlink(),
    "another name": lambda package: (package / "main.py").rename(package / "mine.py"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_file_counts(
    package: Path, named: Callable[[Path], str], edit: Callable[[Path], object]
) -> None:
    before = named(package)
    assert named(package) == before
    edit(package)
    after = named(package)
    assert after != before
    make_old(package, 500)
    assert named(package) == after


def test_a_new_install_elsewhere_is_the_same_program(package: Path, named: Callable[[Path], str]) -> None:
    before = named(package)
    other = shutil.copytree(package, package.with_name("other"))
    make_old(other, 10)
    assert named(other) == before
    (other / "__pycache__").mkdir()
    (other / "__pycache__" / "main.pyc").touch()
    assert named(other) == before


def test_files_are_read_once(
    package: Path, named: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = named(package)
    monkeypatch.setattr(module, "_content", None)  # cannot read any more
    assert named(package) == before


@pytest.mark.parametrize("content", ["", "harmed", "a b c", "x " * 2])
def test_a_harmed_note_is_made_again(package: Path, named: Callable[[Path], str], content: str) -> None:
    before = named(package)
    notes = list((package.parent / "cache" / "glossgen" / "programs").iterdir())
    assert len(notes) == 1
    notes[0].write_text(content)
    assert named(package) == before


def test_another_python_is_another_program(
    package: Path, named: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = named(package)
    monkeypatch.setattr("sys.version", "4.0")
    assert named(package) != before


def test_without_a_place_for_notes_it_is_the_same(
    package: Path, named: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = named(package)
    (package.parent / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(package.parent / "file"))
    assert named(package) == before
