"""`glossgen explain`: what became of each candidate, and by which rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossgen.cli import main
from glossgen.config import load_config
from glossgen.link import RULES
from glossgen.link.explain import Explanation, explain
from glossgen.problems import CannotStart
from made import read_glossary

TERMS = """\
# 用語

## 機械学習 | ML

AIの一分野。OpenAIもAIを使う。
言語学習では`AI`と書き、[[重み|重さ]]を学習率で変える。機械学習手法。

### AIの歴史

## AI | 人工知能

機械学習（ML）を含む。

## 言語学

言葉の学。

## 学習

学ぶ。

## 重み

重い。

## 値
<!-- autolink: never -->

値段ではない。重みの値。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "terms.md").write_text(TERMS, encoding="utf-8")
    return folder


def explained(folder: Path, path: str, line: int | None = None) -> tuple[Explanation, ...]:
    config = load_config(folder)
    return explain(read_glossary(config), config, path, line)


def lines(folder: Path, line: int) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(e.surface, e.verdict, e.rules) for e in explained(folder, "terms.md", line)]


def test_each_candidate_of_a_line(folder: Path) -> None:
    """Letters inside of a longer word are none."""
    assert lines(folder, 5) == [
        ("AI", "linked", ("label",)),
        ("AI", "mentioned", ("label", "not-first")),
    ]


def test_cuts_zones_and_links_by_hand(folder: Path) -> None:
    assert lines(folder, 6) == [
        ("言語学", "refused", ("kanji-crosses",)),
        ("学習", "linked", ("label", "compound")),
        ("AI", "refused", ("zone",)),
        ("重さ", "linked", ("written", "only")),
        ("学習", "refused", ("kanji-suffix",)),
        ("機械学習", "mentioned", ("own",)),
        ("学習", "refused", ("overlap",)),
    ]


def test_headings_glosses_and_wishes(folder: Path) -> None:
    assert lines(folder, 8) == [("AI", "refused", ("heading",))]
    assert ("ML", "mentioned", ("label", "gloss-repeats")) in lines(folder, 12)
    assert lines(folder, 29)[-1] == ("値", "mentioned", ("autolink-never",))


def test_all_lines_and_their_words(folder: Path) -> None:
    everything = explained(folder, "terms.md")
    assert {each.position.line for each in everything} >= {5, 6, 8, 12, 29}
    assert all(each.why and set(each.rules) <= set(RULES) for each in everything)


def test_unknown_file_and_line(folder: Path) -> None:
    for path, line, hint in (("term.md", None, "did you mean “terms.md”?"), ("terms.md", 99, "")):
        with pytest.raises(CannotStart) as stop:
            explained(folder, path, line)
        assert [(p.code, p.hint) for p in stop.value.problems] == [("explain-place", hint)]


def test_command_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "terms.md:5", "--source", str(folder)]) == 0
    printed = capsys.readouterr().out.split("\n")
    assert printed[0].endswith("terms.md:5")
    assert printed[1:3] == ["  “AI” → AI (terms.md:10)", "    linked: it is a label as the entry has it"]
    assert main(["explain", "terms.md:1", "--source", str(folder)]) == 0
    assert capsys.readouterr().out == "No label of the glossary stands there\n"


def test_command_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["explain", str(folder / "terms.md") + ":5", "--source", str(folder), "--format", "json"]) == 0
    )
    first, *_ = json.loads(capsys.readouterr().out)
    assert first == {
        "path": "terms.md",
        "line": 5,
        "surface": "AI",
        "verdict": "linked",
        "rules": ["label"],
        "why": RULES["label"],
        "target": "ai",
        "terms": [{"id": "ai", "label": "AI", "path": "terms.md", "line": 10}],
    }


def test_command_says_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nothing.md", "--source", str(folder)]) == 2
    assert "error[explain-place]" in capsys.readouterr().err


def test_command_finds_the_glossary_of_a_place_that_is_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "glossgen.yml").write_text("title: t\n", encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    for place in (f"{folder.name}/terms.md:999", "nowhere.md:3", f"{folder.name}/terms.md:0"):
        assert main(["explain", place]) == 2
        assert "error[explain-place]" in capsys.readouterr().err


def test_the_nearest_configuration_above_the_file_names_the_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = tmp_path / "glossary"
    (inner / "ai").mkdir(parents=True)
    (inner / "glossgen.yml").write_text("title: inner\n", encoding="utf-8")
    (inner / "ai" / "a.md").write_text("## 重み\n\n学習率で変える。\n\n## 学習率\n\n値。\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("## 学習率\n\n別の項目。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "glossary/ai/a.md:3"]) == 0
    shown = capsys.readouterr().out
    assert "学習率 (ai/a.md:5)" in shown
    assert "other.md" not in shown
