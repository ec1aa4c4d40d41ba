"""The documents for contributors: all can be reached from the README, and name what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "glossgen"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LONGEST = {"architecture.md": 110, "decisions": 60}
TOP = ("tests", "docs", "templates", "tools")


def linked_from(document: Path) -> Iterator[Path]:
    """The files that a document links to."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s#]+)[^)\s]*\)", text):
        if "://" not in target:
            yield (document.parent / target).resolve()


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document not in reached:
            reached.add(document)
            if document.suffix == ".md":
                waiting += linked_from(document)
    pages = {path for path in (ROOT / "docs").rglob("*") if path.is_file()}
    pages |= {ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"}
    assert sorted(str(path.relative_to(ROOT)) for path in pages - reached) == []


# -- the architecture ---------------------------------------------------------------


def place_of(path: str) -> Path:
    return (ROOT if path.split("/")[0] in TOP else PACKAGE) / path


def named() -> list[tuple[str, str]]:
    """Every path of ours that the architecture names, with the name that is said to be in it."""
    quoted = re.findall(r"`((?:\w+/)+(?:\w+\.(?:py|md|txt|sqlite3))?)(?:: (\w+))?`", ARCHITECTURE)
    return [(path, name) for path, name in quoted if not path.startswith(("src/", "fonts/"))]


def test_the_architecture_names_enough() -> None:
    assert len(named()) > 40


@pytest.mark.parametrize(("path", "name"), [each for each in named() if "NAME" not in each[0]])
def test_what_the_architecture_names_is_there(path: str, name: str) -> None:
    place = place_of(path)
    if "xx" in path:
        place = place.with_name("ja.po")
    assert place.exists()
    assert re.search(rf"\b{name}\b", place.read_text(encoding="utf-8")) if name else True


def test_every_query_that_the_architecture_draws_is_declared() -> None:
    import glossgen.build  # noqa: F401  (it declares them)
    from glossgen.query import REGISTRY

    drawn = "draft terms places forms labels occurring linked users links related declared urls order"
    drawn += " pages frame published formula json_lines problems page_file search_names search_texts"
    drawn += " search_grams terms_file feed_files sitemap_files static_file_set asset_file"
    picture = ARCHITECTURE.split("```")[1]
    assert [name for name in drawn.split() if not re.search(rf"\b{name}\b", picture)] == []
    assert set(drawn.split()) <= set(REGISTRY.by_name)


def test_records_are_short() -> None:
    assert len(ARCHITECTURE.splitlines()) <= LONGEST["architecture.md"]
    for record in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(record.read_text(encoding="utf-8").splitlines()) <= LONGEST["decisions"], record.name
