"""Hints that guess: worked out when a report is worded, from names that the report brings along."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest

from glossgen.build import Builder, BuildOptions, build, check
from glossgen.cli import main
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.model import Among, Position, Problem, Wanted
from glossgen.problems import wording
from glossgen.problems.hints import hinted, names_for
from glossgen.problems.report import Names, Report
from glossgen.query.freshness import BuildRequest, unchanged

Capture = pytest.CaptureFixture[str]

FILES = {
    "glossgen.yml": "title: x\nlanguages: [ja]\ncategories: [ai/trainig]\n",
    "ai/training.md": "## 学習率 | Learning Rate\n\n一歩。[[学習卒]]と[[まったく別]]。\n\n## 損失\n\n値。\n",
    "ai/models.md": (
        "## 畳み込み\n\n[a](trainig.md)と[b](https://example.com)と[c](training.md#損矢)と[d](../zzzz/q.html)。\n"
    ),
    "readings.yml": "学習立: がくしゅうりつ\n",
}
HINTS = {
    "categories: there is no category “ai/trainig”": "did you mean “ai/training”?",
    "there is no term “学習卒”": "the nearest label is “学習率”",
    "there is no term “まったく別”": "add an entry for it, or remove the link",
    "there is no file “trainig.md”": "did you mean “ai/training.md”?",
    "“training.md” has no entry “損矢”": "link to the file alone, or to one of its entries",
    "there is no file “../zzzz/q.html”": "the path counts from the folder of this file",
    "no term is called “学習立”": "did you mean “学習率”?",
}
YESTERDAY = time.time() - 86_400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "g" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "g" / path).write_text(text, encoding="utf-8")
    for file in (tmp_path / "g").rglob("*"):
        os.utime(file, (YESTERDAY, YESTERDAY))  # what is younger than a moment is looked at again
    return tmp_path / "g"


def hints(report: Report) -> dict[str, str]:
    return {problem.message: problem.hint for problem in hinted(report.problems, report.known)}


def test_hints_of_a_glossary(root: Path) -> None:
    assert hints(check(load_config(root))) == HINTS


def test_a_problem_holds_what_was_written_and_no_guess(root: Path) -> None:
    report = check(load_config(root))
    assert [problem for problem in report.problems if problem.wanted]
    for problem in (*report.problems, *TermGraph.from_folder(root).problems):
        assert "did you mean" not in problem.hint
        assert "nearest" not in problem.hint


def test_nothing_in_the_cache_holds_a_guess(root: Path) -> None:
    request = BuildRequest(root)
    report = build(load_config(root), BuildOptions(request=request))
    assert "did you mean" in "".join(map(wording, hinted(report.problems, report.known)))
    kept = [path.read_bytes() for path in (root / ".glossgen").rglob("*") if path.is_file()]
    assert [data for data in kept if b"trainig.md" in data]
    assert not [data for data in kept if b"did you mean" in data or b"the nearest label" in data]


EDITS = (
    ("ai/training.md", FILES["ai/training.md"].replace("一歩", "歩み")),
    ("ai/training.md", FILES["ai/training.md"].replace("## 損失", "## 損失 | まったく別の値")),
    ("ai/models.md", FILES["ai/models.md"].replace("## 畳み込み", "## 畳み込み | 学習卒業")),
    ("trainig.md", "## 別\n\n別。\n"),
)
"""Edits of one file that change the hints for links in another, or leave them."""


@pytest.mark.parametrize(("path", "text"), EDITS)
def test_hints_after_an_edit_are_those_of_a_clean_build(root: Path, path: str, text: str) -> None:
    options = BuildOptions(request=BuildRequest(root))
    build(load_config(root), options)
    with Builder() as builder:
        memory = msgspec.structs.replace(load_config(root), output=root / "memory")
        builder.build(memory)
        (root / path).write_text(text, encoding="utf-8")
        reports = (builder.build(memory), build(load_config(root), options))
    clean = check(load_config(root), BuildOptions(fresh=True))
    for report in reports:
        assert report.problems == clean.problems
        assert report.known == clean.known
        assert hints(report) == hints(clean)


def test_a_build_of_what_has_not_changed_says_the_same(root: Path, capsys: Capture) -> None:
    said = []
    for _ in range(2):
        assert main(["build", str(root)]) == 1
        said.append(capsys.readouterr())
    assert "Nothing changed" in said[1].out
    assert said[0].err == said[1].err
    assert said[0].err.count("did you mean") == sum("did you mean" in hint for hint in HINTS.values())


def test_a_report_survives_in_the_record(root: Path) -> None:
    request = BuildRequest(root)
    report = build(load_config(root), BuildOptions(request=request))
    last = unchanged(request)
    assert last
    assert (last.report.problems, last.report.known) == (report.problems, report.known)


def test_names_are_gathered_for_what_is_asked(root: Path) -> None:
    glossary = TermGraph.from_folder(root).glossary
    assert names_for(glossary, ()) == ()
    wanted = (
        Wanted(Among.FILES, ("a",)),
        Wanted(Among.FILES, ("b",)),
        Wanted(Among.ENTRIES, ("c",), "ai/training.md"),
    )
    problems = [Problem(Position("a.md"), "broken-link", "", "", each) for each in wanted]
    files = ("ai/models.md", "ai/training.md")
    assert names_for(glossary, problems) == (
        Names(Among.ENTRIES, "ai/training.md", ("学習率", "損失")),
        Names(Among.FILES, "", files),
    )


def test_hints_are_worked_out_for_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = (Names(Among.FILES, "", ("a.md", "b.md")),)
    monkeypatch.setattr("glossgen.text.nearest.Nearest.to", lambda _, word: asked.append(word))
    problems = [
        Problem(Position("x"), "broken-link", "", "", Wanted(Among.FILES, (f"{n}",))) for n in range(9)
    ]
    shown = hinted(problems, known)
    assert asked == []
    next(shown)
    assert asked == ["0"]


def test_many_names_are_not_listed() -> None:
    wanted = Problem(Position("x"), "reading", "", "hint", Wanted(Among.HEADINGS, ("zzzz",)))
    for count, hint in ((3, "known: a0, a1, a2"), (300, "hint")):
        (found,) = hinted([wanted], (Names(Among.HEADINGS, "", tuple(f"a{n}" for n in range(count))),))
        assert found.hint == hint
        assert found.wanted is None
