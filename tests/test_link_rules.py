"""The finder and the linker: settings, places that labels take, names of rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from glossgen.config import Compound, Config, Links, Policy, SourceFolder
from glossgen.link import RULES, Linker, Place, Targets, build_lexicons
from glossgen.link.english_words import english_word
from glossgen.model import (
    Autolink,
    Glossary,
    Label,
    Linked,
    Meta,
    Position,
    Source,
    SourceKind,
    Term,
    TextRun,
)

LINK = Path(__file__).parent.parent / "src" / "glossgen" / "link"


def link(text: str, *labels: str | tuple[str, Meta], **settings: object) -> Linked:
    """Link one paragraph with terms of these labels, each in the file a.md."""
    made = [label if isinstance(label, tuple) else (label, Meta()) for label in labels]
    terms = tuple(
        Term(
            name.split("|")[0],
            "ja",
            tuple(Label(n, "ja") for n in name.split("|")),
            Position("a.md", 1),
            (),
            meta=meta,
        )
        for name, meta in made
    )
    glossary = Glossary((Source("a.md", "a", "ja", SourceKind.HEADINGS, "a", terms=terms),))
    links = Links(**{"policy": Policy.ALL, **settings})  # type: ignore[arg-type]  # test data
    root = Path("glossary")
    config = Config(root, "t", (SourceFolder(root),), root / "site", links=links)
    text_runs = tuple(TextRun(part, 1) for part in text.split("\n\n"))
    linker = Linker(config, Targets.of(glossary, build_lexicons(glossary)))
    return linker.link(Place(("ja", "note:n"), "n.md", "ja", text_runs))


def surfaces(linked: Linked) -> list[str]:
    return [mention.surface for mention in linked.mentions if mention.linked]


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        (Compound.LINK, ["言語", "言語", "言語"]),
        (Compound.EDGE, ["言語", "言語"]),
        (Compound.SKIP, ["言語"]),
        (Compound.WARN, ["言語", "言語", "言語"]),
    ],
)
def test_compounds_are_a_setting(compound: Compound, expected: list[str]) -> None:
    linked = link("言語は言語処理と自然言語処理で。", "言語", compound=compound)
    assert surfaces(linked) == expected
    assert len(linked.problems) == (2 if compound is Compound.WARN else 0)


def test_ignored_labels_and_never_keep_their_place() -> None:
    assert surfaces(link("機械学習と学習。", "機械学習", "学習", ignore=("機械学習",))) == ["学習"]
    never = ("機械学習", Meta(autolink=Autolink.NEVER))
    assert surfaces(link("機械学習と学習。", never, "学習")) == ["学習"]


def test_a_cap_counts_for_each_paragraph() -> None:
    assert surfaces(link("鍵と値と表。\n\n鍵と値。", "鍵", "値", "表", cap=1)) == ["鍵", "鍵"]


def test_a_cap_lets_that_many_through() -> None:
    assert surfaces(link("鍵と値と表と板。", "鍵", "値", "表", "板", cap=3)) == ["鍵", "値", "表"]


def test_a_mention_holds_the_selector_behind_it() -> None:
    assert surfaces(link("鍵と鍵\ufe00と鍵。", "鍵")) == ["鍵", "鍵\ufe00", "鍵"]


@pytest.mark.parametrize(("policy", "expected"), [(Policy.FIRST, 1), (Policy.PARAGRAPH, 2), (Policy.ALL, 3)])
def test_policies(policy: Policy, expected: int) -> None:
    assert len(surfaces(link("鍵と鍵。\n\n鍵。", "鍵", policy=policy))) == expected


def test_an_open_homonym_is_reported_with_what_to_write() -> None:
    linked = link("鍵を作る。", "鍵|Key", "錠|鍵")
    assert surfaces(linked) == ["鍵"]
    assert [p.code for p in linked.problems] == ["ambiguous-mention"]
    assert "[[" in linked.problems[0].hint


@pytest.mark.parametrize("text", ["学" * 5000, "ア" * 5000, "a-" * 3000, "1," * 3000, "の" * 5000])
def test_long_runs_are_looked_at_near_the_match_only(text: str) -> None:
    assert surfaces(link(f"{text}学習{text}", "学習", "ア", "a", "1")) == surfaces(
        link(f"{text}学習{text}", "学習")
    )


def test_every_mention_knows_its_line() -> None:
    linked = link("鍵、鍵。\n鍵と\n鎖と\n鍵。", "鍵", policy=Policy.ALL)
    lines = [mention.position.line for mention in linked.mentions]
    assert [line - lines[0] for line in lines] == [0, 0, 1, 3]


def test_every_name_of_a_rule_in_the_code_is_explained() -> None:
    named: set[str] = set()
    for path in LINK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "rejected",
                "BoundaryResult",
                "verdict",
            ):
                named |= {
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    assert {"kanji-crosses", "name-continues", "too-common"} <= named
    assert sorted(named - set(RULES)) == []


def test_a_word_in_capitals_is_no_english_word() -> None:
    """It is an abbreviation, or a heading: LOG and OBJECT are names."""
    assert english_word("log") is not None
    assert english_word("Log") is not None
    assert english_word("LOG") is None
