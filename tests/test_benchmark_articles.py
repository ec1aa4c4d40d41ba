"""The corpus of long articles: the same for the same number, and of the make that it claims."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.articles import DEAD, HEADINGS, LINKS, articles, write_articles

from glossgen.build import check
from glossgen.config import load_config
from glossgen.problems.hints import hinted

COUNT = 20


def test_the_same_number_gives_the_same_articles() -> None:
    assert list(articles(COUNT)) == list(articles(COUNT))


def test_articles_are_long_and_have_links_made_by_hand() -> None:
    for _, text in articles(COUNT):
        assert 9_000 < len(text) < 14_000
        assert len(re.findall(r"^## ", text, re.MULTILINE)) == HEADINGS
        assert len(re.findall(r"\]\(", text)) == LINKS


def test_the_corpus_of_the_benchmarks_can_be_made_of_articles(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/corpus.py", str(tmp_path), "--articles", "3"]
    subprocess.run(command, cwd=Path(__file__).parent.parent, check=True)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert written == {path for path, _ in articles(3)}


def test_three_links_of_each_are_dead_and_no_two_alike(tmp_path: Path) -> None:
    write_articles(tmp_path, COUNT)
    report = check(load_config(tmp_path))
    assert report.terms == COUNT
    assert {problem.code for problem in report.problems} == {"broken-link"}
    assert len({problem.wanted for problem in report.problems}) == DEAD * COUNT
    slips = [each for each in hinted(report.problems, report.known) if "archive" in each.message]
    assert len(slips) == COUNT
    assert all("did you mean" in each.hint for each in slips)
