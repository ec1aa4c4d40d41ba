"""Names that the brackets of headings give, and how `check` tells the doubtful ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.build.roots import problems
from made import brought_up, write


def told(folder: Path, *headings: str, text: str, times: int = 1) -> list[tuple[str, str]]:
    """The codes of the problems of names, with the term that each is told of."""
    terms = "".join(f"## {heading}\n\n値。\n\n" for heading in headings)
    texts = {f"{n}.md": f"---\ntype: note\ntitle: n{n}\n---\n\n{text}\n" for n in range(times)}
    db = brought_up(write(folder, {"terms.md": terms, **texts}))
    codes = ("derived-name", "general-sense")
    return [(each.code, each.position.path) for each in db.get(problems, "") if each.code in codes]


@pytest.mark.parametrize(
    ("heading", "text", "times", "codes"),
    [
        ("Kotlin (CSS)", "We like Kotlin here.", 3, ["general-sense"]),
        ("Kotlin (CSS)", "We like Kotlin here.", 2, []),
        # An ordinary word is no link there at all.
        ("Property (CSS)", "The property is hers.", 9, []),
        ("Property (CSS)", "A property in CSS.", 9, []),
        ("自然言語処理（NLP）", "NLPを使う。", 10, ["derived-name"]),
        ("自然言語処理（NLP）", "NLPを使う。", 9, []),
        ("自然言語処理 | NLP", "NLPを使う。", 10, []),
    ],
)
def test_names_that_many_links_go_by(
    tmp_path: Path, heading: str, text: str, times: int, codes: list[str]
) -> None:
    assert [code for code, _ in told(tmp_path, heading, text=text, times=times)] == codes


def test_a_name_is_told_as_it_is_written(tmp_path: Path) -> None:
    texts = "".join(f"## n{number}\n\nWe saw the Tall Poppies there.\n\n" for number in range(3))
    db = brought_up(write(tmp_path, {"terms.md": "## Tall Poppies (gardens)\n\nValue.\n", "x.md": texts}))
    (message,) = [each.message for each in db.get(problems, "") if each.code == "general-sense"]
    assert "“Tall Poppies” is linked 3 times" in message
