from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.problems import severity
from made import read_glossary

MADE = [
    ".github/workflows/pages.yml",
    ".gitignore",
    "ai/basics.md",
    "ai/descent.svg",
    "glossgen.yml",
    "index.md",
]


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_makes_a_glossary_that_reads_without_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "deep/own"]) == 0
    assert tree(tmp_path / "deep" / "own") == MADE
    said = capsys.readouterr().out
    assert "glossgen serve deep/own" in said
    assert all(f"deep/own/{name}" in said for name in MADE)
    glossary = read_glossary(load_config(Path("deep/own")))
    assert [severity(problem) for problem in glossary.problems] == []
    assert len(glossary.terms) == 5
    assert all(term.reading for term in glossary.terms)
    assert [asset.url for asset in glossary.assets] == ["ai/descent.svg"]


def test_the_comments_in_the_configuration_are_right(tmp_path: Path) -> None:
    """A key that is commented out works when the mark is taken away."""
    assert main(["init", str(tmp_path / "own"), "--quiet"]) == 0
    file = tmp_path / "own" / "glossgen.yml"
    text = re.sub(r"^# (?=[a-z_]+:|  )", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    config = load_config(tmp_path / "own")
    assert config.repository is not None
    assert config.base_path == "/my-glossary/"
    assert config.sources[0].prefix == "ai"


def test_the_workflow_publishes_with_history_and_rights(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "own"), "--quiet"]) == 0
    workflow = yaml.safe_load((tmp_path / "own" / ".github/workflows/pages.yml").read_text())
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert workflow["permissions"] == {}
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert (deploy["permissions"], deploy["needs"]) == ({"pages": "write", "id-token": "write"}, "build")
    steps = build["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert any("glossgen build" in step.get("run", "") for step in steps)


def test_git_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path), "--quiet"]) == 0
    assert tree(tmp_path) == MADE


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.md").write_text("mine")
    (tmp_path / "thesis").mkdir()
    assert main(["init", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        "error[not-empty]: the folder is not empty, and nothing in it is overwritten: index.md, thesis"
        in said.err
    )
    assert tree(tmp_path) == ["index.md"]
    assert main(["init", str(tmp_path / "index.md")]) == 2
    assert "this is a file" in capsys.readouterr().err
    assert (tmp_path / "index.md").read_text() == "mine"
