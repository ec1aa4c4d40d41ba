"""Files that cannot be read, and metadata that would break the site: each is a problem, no bug."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.model import Position
from glossgen.sources import read_glossary
from made import write

ENTRY = "## 重み\n\n層が持つ値。\n"


@pytest.mark.parametrize("command", ["check", "build", "link"])
def test_a_link_that_leads_to_itself(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "g", {"a.md": ENTRY})
    (tmp_path / "g" / "loop.md").symlink_to("loop.md")
    output = [] if command == "check" else ["-o", str(tmp_path / "out")]
    assert main([command, "-q", str(tmp_path / "g"), *output]) == 1
    assert "loop.md:1: error[unreadable]: the file cannot be read" in capsys.readouterr().err


def test_an_image_that_leads_to_itself_is_missing(tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": "## 重み\n\n![図](loop.png)\n"})
    (tmp_path / "loop.png").symlink_to("loop.png")
    assert [problem.code for problem in read_glossary(config).problems] == ["missing-image"]


if sys.platform == "linux":  # elsewhere the file system refuses such a name

    @pytest.mark.parametrize("command", ["check", "build"])
    def test_a_name_that_is_not_utf8(
        command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path / "g", {"a.md": ENTRY})
        (tmp_path / "g" / os.fsdecode(b"bad\xff.md")).write_text(ENTRY, encoding="utf-8")
        output = [] if command == "check" else ["-o", str(tmp_path / "out")]
        assert main([command, "-q", str(tmp_path / "g"), *output]) == 1
        assert "bad?.md:1: error[unreadable]: the name of the file is not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("tag", ['"en\\"><script>"', "../..", "日本語"])
def test_a_language_that_is_none(tag: str, tmp_path: Path) -> None:
    note = f"---\ntitle: 記\ntype: note\nlang: {tag}\n---\n重みの話。\n"
    glossary = read_glossary(write(tmp_path, {"a.md": ENTRY, "n.md": note}))
    assert {source.language for source in glossary.sources} == {"ja"}
    assert [(problem.code, problem.position) for problem in glossary.problems] == [
        ("attribute-value", Position("n.md", 4))
    ]
