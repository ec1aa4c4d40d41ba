"""The real documents at their real paths: what is in them, and what is wrong with them.

They lie beside the checkout and not in it. Where they are missing, documents of
our own in the same forms stand in for them, and a warning says so.
"""

from __future__ import annotations

import base64
import re
import shutil
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from glossgen.build import Report, build
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.model import Origin, Severity, TextRun
from glossgen.problems import severity
from glossgen.problems.hints import hinted
from made import Entry, linked_form, source_form
from site_checks import faults, pages_of

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
LATER = {
    "001": "ai/deep-learning.md",
    "002": "notes/gpt.md",
    "003": "content/ja/glossary/deep-learning.md",
    "004": "ml-dl-training.md",
}
EARLIER = {"000": "ai/deep-learning.md"}

OWN_ENTRIES = {
    "ai/deep-learning.md": (
        Entry(("甲種", "Alpha"), ("は", 1, "と$x_i$の値。")),
        Entry(("乙種", "Beta"), ("$y$と", 2, "、", 0)),
    ),
    "ml-dl-training.md": (Entry(("丙種", "Gamma"), ("甲種から", 1)),),
}
OWN_NOTE = "---\ntype: note\ntitle: 覚え書き\n---\n1. 甲種(Alpha)の話。\n"
OWN_ARTICLE = "---\ntitle: 丁種\nterm: ていしゅ\ntype: glossary\n---\n**丁種:**乙種の一つ。\n"

DANGLING = re.compile(r"an anchor points at “(.*)”, which no entry defines(?: \((\d+) times in this file\))?")


@dataclass(frozen=True)
class Facts:
    """What was counted by hand in the documents of a site."""

    terms: int
    notes: int
    formulas: int
    problems: Mapping[str, int]


REAL = {
    "later": Facts(35, 1, 23, {"dangling-anchor": 24, "homonym": 5, "table-excess": 1}),
    "earlier": Facts(24, 0, 0, {}),
}
OWN = {"later": Facts(4, 1, 2, {}), "earlier": Facts(2, 0, 2, {})}


def lay_out(folder: Path, site: str) -> Facts:
    """Put the documents of a site into a folder, and say what is in them."""
    if SEEDS.is_dir():
        for number, path in (LATER if site == "later" else EARLIER).items():
            (document,) = SEEDS.glob(f"{number}_*.txt")
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(document, folder / path)
        return REAL[site]
    warnings.warn(f"{SEEDS} is not there: documents of our own stand in for it", stacklevel=2)
    files = linked_form(OWN_ENTRIES) | {LATER["002"]: OWN_NOTE, LATER["003"]: OWN_ARTICLE}
    if site == "earlier":
        files = {"ai/deep-learning.md": source_form(OWN_ENTRIES)["ai/deep-learning.md"]}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return OWN[site]


@dataclass(frozen=True)
class Built:
    """A built site of documents."""

    facts: Facts
    folder: Path
    output: Path
    report: Report
    graph: TermGraph


@pytest.fixture(scope="module", params=["later", "earlier"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("seeds")
    facts = lay_out(folder / "glossary", request.param)
    config = load_config(folder / "glossary", output=folder / "site")
    return Built(facts, folder / "glossary", config.output, build(config), TermGraph.from_config(config))


def anchors_in(folder: Path) -> list[tuple[str, str, str]]:
    """Every base64 link, by the file it stands in, its address and its heading: found by eye, so to speak."""
    found = []
    for file in sorted(folder.rglob("*.md")):
        for address, anchor in re.findall(r'<a href="([^"#]*)#([^"]+)">', file.read_text(encoding="utf-8")):
            heading = base64.b64decode(anchor).decode("utf-8")
            found.append((file.relative_to(folder).as_posix(), address, heading))
    return found


def labels_in(folder: Path) -> set[str]:
    """Every label of every heading and title, found by eye too."""
    labels: set[str] = set()
    for file in folder.rglob("*.md"):
        text = re.sub(r"<a id=[^>]*></a>", "", file.read_text(encoding="utf-8"))
        for heading in re.findall(r"(?m)^## (.*)$|^(?:e-)?title: (.*)$", text):
            labels.update(label.strip() for label in "".join(heading).split("|"))
    return labels


def test_exit_code_is_zero(built: Built) -> None:
    assert [p for p in built.report.problems if severity(p) is Severity.ERROR] == []


def test_terms_and_notes(built: Built) -> None:
    assert (built.report.terms, built.report.notes) == (built.facts.terms, built.facts.notes)


def test_problems_are_those_that_are_there(built: Built) -> None:
    told = (p for p in built.report.problems if severity(p) is Severity.WARNING)
    assert Counter(problem.code for problem in told) == built.facts.problems


def test_every_formula_renders(built: Built) -> None:
    bodies = [body for source in built.graph.glossary.sources for body in (source.intro, *_bodies(source))]
    text_runs = [part for body in bodies for part in body if isinstance(part, TextRun)]
    assert (
        sum(bool(mark.formula) for text_run in text_runs for mark in text_run.marks) == built.facts.formulas
    )
    assert "math" not in {problem.code for problem in built.report.problems}


def _bodies(source: object) -> list[tuple[str | TextRun, ...]]:
    terms = getattr(source, "terms", ())
    note = getattr(source, "note", None)
    return [*(term.body for term in terms), *([note.body] if note else [])]


def test_every_anchor_is_resolved_or_told(built: Built) -> None:
    anchors, labels = anchors_in(built.folder), labels_in(built.folder)
    dangling = Counter(
        (path, heading)
        for path, _, heading in anchors
        if not {label.strip() for label in heading.split("|")} & labels
    )
    told = {}
    for problem in hinted(built.report.problems, built.report.known):
        if problem.code == "dangling-anchor":
            said = DANGLING.fullmatch(problem.message)
            assert said, problem.message
            told[(problem.position.path, said[1])] = int(said[2] or 1)
            named = re.search(r"“(.+)”", problem.hint)
            assert named, problem.hint
            assert built.graph.find(named[1])
    assert told == dangling
    by_hand = [m for linked in built.graph.linked for m in linked.mentions if m.origin is Origin.ANCHOR]
    # A term that points at itself is no link; that is why there may be fewer.
    own = sum(_points_at_itself(built, path, heading) for path, _, heading in anchors)
    assert len(by_hand) <= len(anchors) - sum(dangling.values())
    assert len(by_hand) >= len(anchors) - sum(dangling.values()) - own


def _points_at_itself(built: Built, path: str, heading: str) -> bool:
    return any(term.position.path == path for term in built.graph.glossary.terms if term.heading == heading)


def test_the_site_is_whole(built: Built) -> None:
    assert faults(built.output) == []


def test_old_addresses_live_on(built: Built) -> None:
    """`…/ai/deep-learning.md#BASE64` becomes `ai/deep-learning/#BASE64`."""
    pages = pages_of(built.output)
    for term in built.graph.glossary.terms:
        if term.position.path == "ai/deep-learning.md":
            anchor = base64.b64encode(term.heading.encode()).decode()
            assert anchor in pages["ai/deep-learning/index.html"].ids
