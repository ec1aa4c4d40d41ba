"""`glossgen build --paranoid` on glossaries: cold and after edits, it makes the files of a clean build.

A long run takes larger glossaries, more edits, and several processes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.build import BuildOptions, build
from glossgen.build.builder import Differs
from glossgen.cli import main
from glossgen.config import load_config
from long import LONG

ROOT = Path(__file__).parent
SMALL = sorted(path for path in (ROOT / "glossaries").iterdir() if path.is_dir())
LARGE = [ROOT / "two_languages", ROOT / "demo", ROOT.parent / "glossary"]


def a_sentence(root: Path) -> None:
    file = _files(root)[0]
    file.write_text(file.read_text("utf-8").rstrip() + " One more sentence.\n", "utf-8")


def an_entry(root: Path) -> None:
    file = _files(root)[-1]
    file.write_text(file.read_text("utf-8").rstrip() + "\n\n## sentence\n\nOne more.\n", "utf-8")


def a_name(root: Path) -> None:
    file = _files(root)[0]
    file.rename(file.with_name(f"moved-{file.name}"))


def a_file_less(root: Path) -> None:
    _files(root)[0].unlink()


def a_setting(root: Path) -> None:
    with (root / "glossgen.yml").open("a", encoding="utf-8") as file:
        file.write("\ndescription: Another one.\n")


Edit = Callable[[Path], None]
EDITS: tuple[Edit, ...] = (a_sentence, an_entry, a_name, a_setting, a_file_less) if LONG else (a_sentence,)


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.md") if ".glossgen" not in path.parts)


def copied(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns("site", ".glossgen"))


@pytest.mark.parametrize("jobs", ["1", "2"] if LONG else ["1"])
@pytest.mark.parametrize("folder", [*SMALL, *LARGE] if LONG else SMALL, ids=lambda folder: folder.name)
def test_all_files_are_those_of_a_clean_build(
    folder: Path, jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied(folder, tmp_path / "glossary")
    command = [
        "build",
        str(root),
        "--output",
        str(tmp_path / "site"),
        "--jobs",
        jobs,
        "--quiet",
        "--paranoid",
    ]
    for edit in (None, *EDITS):
        if edit:
            edit(root)
        code = main(command)
        assert code in (0, 1), capsys.readouterr().err


def test_a_difference_is_a_bug_that_names_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(SMALL[0], tmp_path / "glossary")
    config = load_config(root, output=tmp_path / "site")
    build(config, BuildOptions(jobs=1))
    page = config.output / "404.html"
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"<title>", b"<tItle>"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(Differs, match=r"1 files? differ.*404\.html"):
        build(config, BuildOptions(jobs=1, paranoid=True))
    command = ["build", str(root), "--output", str(config.output), "--jobs", "1", "--paranoid"]
    assert main(command) == 3
    assert "404.html" in capsys.readouterr().err
