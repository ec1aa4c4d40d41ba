"""`requires`: the terms to be read before a term, as a path on its page; circles are told."""

from __future__ import annotations

import html
import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.build import build
from glossgen.config import load_config
from glossgen.graph.requirements import MAX_SHOWN, path_to, without_circles
from glossgen.model import Problem
from glossgen.problems import wording
from glossgen.problems.report import Report
from made import graph_of, write
from test_edits import SETTINGS
from twins import Standing, replaced

STEPS = {
    "sum": [],
    "mean": ["sum"],
    "square": [],
    "variance": ["mean", "square"],
    "normal": ["variance"],
}


def entry(name: str, requires: list[str]) -> str:
    comment = f"<!-- id: id-{name}\n     requires: [{', '.join(requires)}] -->\n" if requires else ""
    return f"## {name}\n{comment}\nA thing.\n\n"


def glossary(requires: dict[str, list[str]]) -> str:
    return "# Steps\n\n" + "".join(entry(name, others) for name, others in requires.items())


def made(folder: Path, files: dict[str, str]) -> tuple[Path, Report]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    report = build(load_config(folder, output=folder / "site"))
    return folder / "site", report


def shown(page: Path) -> list[str]:
    """The items of the path on a page."""
    found = re.search(r'<ol class="inline way">.*?</ol>', page.read_text("utf-8"), re.S)
    items = re.findall(r"<li>(.*?)</li>", found[0], re.S) if found else []
    return [html.unescape(re.sub(r"<[^>]+>", "", item)) for item in items]


def problems(folder: Path, requires: dict[str, list[str]]) -> list[Problem]:
    return list(graph_of(write(folder, {"a.md": glossary(requires)})).problems)


# -- the page ----------------------------------------------------------------------


def test_the_page_shows_the_path_with_the_nearest_last(tmp_path: Path) -> None:
    site, report = made(tmp_path, {"steps.md": glossary(STEPS)})
    assert report.problems == ()
    assert shown(site / "terms/id-normal/index.html") == ["sum", "mean", "square", "variance"]
    assert shown(site / "terms/id-mean/index.html") == ["sum"]
    page = (site / "terms/id-normal/index.html").read_text("utf-8")
    assert "<dt>Before this</dt>" in page


def test_labels_and_ids_of_articles_in_japanese(tmp_path: Path) -> None:
    files = {
        "和.md": "---\ntitle: 和\nreading: わ\nid: sum\n---\n\n足した値。\n",
        "平均.md": "---\ntitle: 平均\nreading: へいきん\nrequires: [sum]\n---\n\n割った値。\n",
        "分散.md": "## 分散 | variance\n<!-- requires: 平均 -->\n\n散らばり。\n",
    }
    site, report = made(tmp_path, files)
    assert report.problems == ()
    assert shown(site / "terms/分散/index.html") == ["和", "平均"]
    assert "<dt>先に読む用語</dt>" in (site / "terms/分散/index.html").read_text("utf-8")


def test_a_page_without_requirements_is_as_it_was(tmp_path: Path) -> None:
    steps, pages = glossary({name: [] for name in STEPS}), []
    for number, comment in enumerate(("", "<!-- requires: normal -->\n")):
        files = {"steps.md": steps, "last.md": f"## end\n{comment}\nA thing.\n"}
        site, _ = made(tmp_path / str(number) / "glossary", files)
        pages.append((site / "terms/mean/index.html").read_bytes())
    assert pages[0] == pages[1]
    assert b'class="way"' not in pages[0]


def test_a_long_path_shows_the_nearest(tmp_path: Path) -> None:
    names = [f"step{number:02}" for number in range(MAX_SHOWN + 3)]
    chain = {name: [names[number - 1]] if number else [] for number, name in enumerate(names)}
    site, _ = made(tmp_path, {"steps.md": glossary(chain)})
    page = site / f"terms/id-{names[-1]}/index.html"
    assert shown(page) == ["…", *names[2:-1]]
    page = site / f"terms/id-{names[-3]}/index.html"
    assert shown(page) == names[:-3]


# zinc: 5 uses, brass 3, horn 0, bell 0; a term of one link needs no path
FOUND = {
    "zinc": "A metal.",
    "brass": "An alloy with zinc.",
    "horn": "A thing of brass. It is blown.",
    "bell": "A thing of zinc.",
    "hinge": "A thing that turns. Some are of brass.",
    "screw": "A thing that holds, of brass or zinc.",
    "paint": "A layer of zinc on zinc.",
    "cell": "A source of power with zinc.",
}


def test_a_path_is_found_in_defining_sentences(tmp_path: Path) -> None:
    """Only with the more basic term in the sentence itself, and where the text does not link to it."""
    text = "# Metals\n\n" + "".join(f"## {name}\n\n{meaning}\n\n" for name, meaning in FOUND.items())
    site, _ = made(tmp_path, {"metals.md": text})
    paths = {name: shown(site / f"terms/{name}/index.html") for name in FOUND}
    assert {name: path for name, path in paths.items() if path} == {"horn": ["zinc", "brass"]}
    # Where the basic term speaks of the other, neither comes first; and what a writer declares counts.
    for change in (("A metal.", "A metal of brass."), ("## zinc\n", "## zinc\n<!-- requires: horn -->\n")):
        site, _ = made(tmp_path, {"metals.md": text.replace(*change)})
        assert "zinc" not in shown(site / "terms/horn/index.html")


def test_other_programs_are_told(tmp_path: Path) -> None:
    site, _ = made(tmp_path, {"steps.md": glossary(STEPS)})
    terms = {term["label"]: term for term in json.loads((site / "terms.json").read_text("utf-8"))["terms"]}
    assert [each["id"] for each in terms["variance"]["requires"]] == ["id-mean", "square"]
    assert "requires" not in terms["sum"]


def test_the_name_of_the_attribute_can_be_another(tmp_path: Path) -> None:
    text = glossary(STEPS).replace("requires:", "needs:")
    settings = "title: Steps\nfront_matter: {requires: needs}\n"
    site, report = made(tmp_path, {"glossgen.yml": settings, "steps.md": text})
    assert report.problems == ()
    assert shown(site / "terms/id-mean/index.html") == ["sum"]


# -- problems ----------------------------------------------------------------------


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"sum": [], "mean": ["sun"]})
    assert (problem.code, problem.position.line) == ("unknown-term", 7)
    assert problem.message == "there is no term “sun”"


def test_a_circle_is_told_once_where_it_closes(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"a1": ["b1"], "b1": ["c1"], "c1": ["a1"], "d1": ["a1"]})
    assert wording(problem) == (
        "a.md:15: error[requires-cycle]: “c1” requires itself by way of “a1”, “b1”\n"
        "    hint: remove one of these requirements"
    )


def test_a_term_that_requires_itself_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"a1": ["a1"]})
    assert (problem.code, problem.message) == ("requires-cycle", "“a1” requires itself")


# -- laws --------------------------------------------------------------------------

DECLARED = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4, unique=True))


def key(number: int) -> tuple[str, str]:
    return "en", str(number)


@given(DECLARED)
def test_no_circle_is_left_and_no_more_than_needed_is_taken_away(declared: dict[int, list[int]]) -> None:
    numbers = {key(a): tuple(map(key, others)) for a, others in declared.items()}
    kept, circles = without_circles(numbers)
    dropped = {(circle[-1], circle[0]) for circle in circles}
    assert {(a, b) for a in kept for b in kept[a]} | dropped == {(a, b) for a in numbers for b in numbers[a]}
    assert len(dropped) == len(circles)
    for circle in circles:
        for a, b in pairwise(circle):
            assert b in kept[a]
    for start in numbers:
        path = path_to(start, lambda each: kept.get(each, ()))
        place = {each: number for number, each in enumerate(path.terms)}
        assert start not in place
        for each in path.terms:
            assert all(place[other] < place[each] for other in kept.get(each, ()))


def test_a_chain_may_be_as_long_as_the_glossary() -> None:
    chain = {key(number): (key(number - 1),) for number in range(1, 20_000)}
    kept, circles = without_circles(chain | {key(0): (key(19_999),)})
    assert (len(kept), len(circles)) == (19_999, 1)
    path = path_to(key(19_999), lambda each: kept.get(each, ()))
    assert path.more
    assert path.terms[-1] == key(19_998)


# -- edits -------------------------------------------------------------------------

EDITS = {
    "a requirement more": replaced("en/steps.md", "## square\n", "## square\n<!-- requires: [sum] -->\n"),
    "a requirement less": replaced("en/steps.md", "requires: [mean, square]", "requires: [square]"),
    "one far away": replaced("en/steps.md", "requires: [sum]", "requires: [square]"),
    "another label far away": replaced("en/steps.md", "## sum\n", "## total | sum\n"),
    "another definition far away": replaced("en/steps.md", "## sum\n\nA thing", "## sum\n\nAnother thing"),
    "a circle": replaced("en/steps.md", "## sum\n", "## sum\n<!-- requires: [normal] -->\n"),
    "a line more": replaced("en/steps.md", "# Steps\n", "# Steps\n\nThey follow each other.\n"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_the_site_that_a_whole_build_makes(standing: Standing, name: str) -> None:
    texts = {"glossgen.yml": SETTINGS, "en/steps.md": glossary(STEPS), "ja/a.md": "## 和\n\n値。\n"}
    twins = standing(texts)
    EDITS[name](twins.root, random.Random(1))
    assert (twins.root / "en/steps.md").read_text("utf-8") != texts["en/steps.md"]
    twins.build()
