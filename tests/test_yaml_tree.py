"""YAML in all the places where it is read: problems name the right line, and no key is passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from glossgen.config import load_config
from glossgen.model import Problem
from glossgen.problems import CannotStart
from glossgen.sources.readings.file import parse_readings
from made import read_glossary, write

Case = tuple[str, list[tuple[int, str]]]
Place = Callable[[str], tuple[str, int]]

WRONG: dict[str, Case] = {
    "below a line that holds the name": (
        'description: "see date: below"\ncategory: a\ndate: tomorrow\n',
        [(3, "“date” must be a date such as 2026-04-01")],
    ),
    "the name in a text of several lines": (
        "description: >\n  Of\n  date: and so on\ndate: tomorrow\n",
        [(4, "“date” must be a date such as 2026-04-01")],
    ),
    "the name within a name": (
        "related: [date]\nalt: {date: x}\n",
        [(2, "“alt” must be a text or a list of texts")],
    ),
    "a quoted name": ('reading: a\n"draft": b\n', [(2, "“draft” must be true or false")]),
    "an item of a list": (
        "tags:\n- a\n- b\n- [c]\n- d: e\nrelated:\n  - [f]\n",
        [
            (4, "“tags” must be a text or a list of texts"),
            (5, "“tags” must be a text or a list of texts"),
            (7, "“related” must be a text or a list of texts"),
        ],
    ),
    "in a flow of several lines": (
        "{reading: a,\n priority: b,\n tags: [c,\n  [d]]}\n",
        [(2, "“priority” must be a whole number"), (4, "“tags” must be a text or a list of texts")],
    ),
    "a list where one text is": (
        "reading:\n- a\nid:\n- b\n",
        [(1, "“reading” must be a text"), (3, "“id” must be a text")],
    ),
    "a choice": ("scope: autolink\nautolink: nevr\n", [(2, "“autolink” cannot be “nevr”")]),
    "a language": (
        "category: 'lang: x'\nlang: no language\n",
        [(2, "“lang” must be a language tag such as ja, en or zh-Hant")],
    ),
    "a day that is none": (
        "category: date\ndate: 2025-02-30\n",
        [(2, "“date” must be a date such as 2026-04-01")],
    ),
    "a key again": (
        "reading: a\ncategory: b\nreading: c\n",
        [(3, "the attribute “reading” stands here again")],
    ),
    "a key for the third time": (
        "id: a\nid: b\n'id': c\n",
        [(2, "the attribute “id” stands here again"), (3, "the attribute “id” stands here again")],
    ),
    "a key again in a flow": ("{id: a,\n id: b}\n", [(2, "the attribute “id” stands here again")]),
    "a key again without a value": ("id: a\nid:\n", [(2, "the attribute “id” stands here again")]),
    "a merge": (
        "category: &x {id: a}\n<<: *x\n",
        [
            (1, "“category” must be a text or a list of texts"),
            (2, "“<<” takes nothing over from another mapping here"),
        ],
    ),
}


def front_matter(text: str) -> tuple[str, int]:
    """A file with this front matter, and the number of lines before it."""
    return f"---\n{text}---\n\nA text.\n", 1


def comment(text: str) -> tuple[str, int]:
    """A file with these attributes of its second entry, and the number of lines before them."""
    return f"## one\n\nA text.\n\n## two\n<!--\n{text}-->\n\nA text.\n", 6


def found(problems: tuple[Problem, ...]) -> list[tuple[int, str]]:
    return sorted((each.position.line, each.message) for each in problems)


@pytest.mark.parametrize("place", [front_matter, comment])
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_attributes_is_said_of_its_line(place: Place, case: Case, tmp_path: Path) -> None:
    attributes, expected = case
    text, before = place(attributes)
    problems = read_glossary(write(tmp_path, {"a.md": text})).problems
    assert found(problems) == [(before + line, message) for line, message in expected]


@pytest.mark.parametrize("place", [front_matter, comment])
def test_the_first_of_equal_keys_counts(place: Place, tmp_path: Path) -> None:
    attributes = "reading: あ\nreading: い\n"
    text, _ = place("title: t\n" + attributes)
    glossary = read_glossary(write(tmp_path, {"a.md": text}))
    assert [term.reading for term in glossary.terms if term.reading] == ["あ"]
    assert [each.hint for each in glossary.problems if each.code == "duplicate-attribute"] != []


CONFIG: dict[str, Case] = {
    "below a line that holds the name": (
        'description: "see ruby: below"\ntitle: t\nruby: perhaps\n',
        [(3, "ruby must be true or false, but is text")],
    ),
    "the name at another depth": (
        "links:\n  ignore: [cap]\n  cap: a\nmath: {macros: {cap: [b]}}\n",
        [
            (3, "links.cap must be a whole number, but is text"),
            (4, "math.macros.cap must be text, but is a list"),
        ],
    ),
    "an item of a list": (
        "exclude:\n- a\n- [b]\n- c\n",
        [(3, "an item of exclude must be text, but is a list")],
    ),
    "a key again": ("title: a\nruby: yes\ntitle: b\n", [(3, "the key “title” stands here again")]),
    "a key again below another": (
        "links:\n  cap: 1\n  cap: 2\n",
        [(3, "the key “links.cap” stands here again")],
    ),
    "a key again in an item": (
        "sources:\n- path: .\n  level: 1\n  level: 2\n",
        [(4, "the key “sources.level” stands here again")],
    ),
    "a merge": ("links: &x {cap: 1}\nmath: {<<: *x}\n", [(2, "unknown key “math.<<”")]),
}


@pytest.mark.parametrize("case", CONFIG.values(), ids=CONFIG)
def test_what_is_wrong_in_the_configuration_is_said_of_its_line(case: Case, tmp_path: Path) -> None:
    text, expected = case
    (tmp_path / "glossgen.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CannotStart) as caught:
        load_config(tmp_path)
    assert found(tuple(caught.value.problems)) == expected


DEPTH = 64
LISTS = "[x0, &x0 [a, a]" + "".join(f", &x{n + 1} [*x{n}, *x{n}]" for n in range(DEPTH)) + "]"
MERGES = "[&y0 {a: b}" + "".join(f", &y{n + 1} {{<<: [*y{n}, *y{n}]}}" for n in range(DEPTH)) + "]"
BOMBS = {
    "lists": f"tags: {LISTS}\nreading: *x{DEPTH}\n",
    "merges": f"tags: {MERGES}\nreading: *y{DEPTH}\n",
    "merged at the top": f"tags: {MERGES}\n<<: *y{DEPTH}\n",
    "a list in itself": "tags: &x [*x]\nreading: *x\n",
    "a mapping in itself": "tags: &x {a: *x}\nreading: *x\n",
    "merged into itself": "tags: &x {<<: *x}\n<<: *x\n",
}
"""Texts of a few lines that stand for 2⁶⁴ values, or for a value without end."""


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_text_that_would_grow_without_end_is_refused(bomb: str, tmp_path: Path) -> None:
    config = write(tmp_path, {"a.md": front_matter(bomb)[0], "b.md": comment(bomb)[0]})
    problems = read_glossary(config).problems
    assert {each.position.path for each in problems} == {"a.md", "b.md"}
    readings = parse_readings(bomb, "readings.yml")
    assert readings.by_label == ()
    assert len(readings.problems) == 2
    (tmp_path / "glossgen.yml").write_text(
        bomb.replace("tags:", "exclude:").replace("reading:", "title:"), encoding="utf-8"
    )
    with pytest.raises(CannotStart):
        load_config(tmp_path)
