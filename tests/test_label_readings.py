"""`reading: あ | い`: alternative labels with readings of their own, in indexes, search and terms.json."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.config import load_config
from glossgen.model import Label
from glossgen.site.search_pages import search_entries_in
from glossgen.site.values import IndexPage
from glossgen.sources.file_queries import source_paths
from made import open_memory, page_values, read_glossary, write
from twins import Twins, placed, replaced

JAPANESE = """\
## 独立同分布 | IID | 独立同一分布
<!-- reading: {reading}
     translationKey: iid -->

値。
"""
BARS = "どくりつどうぶんぷ | | どくりつどういつぶんぷ"
ENGLISH = "## IID | 独立同分布 | 独立同一分布\n<!-- translationKey: iid -->\n\nA thing.\n"
SETTINGS = """\
title: Small
languages: [ja, en]
sources:
  - {path: en, language: en}
  - {path: ja, language: ja}
"""


def files(reading: str) -> dict[str, str]:
    return {"glossgen.yml": SETTINGS, "ja/a.md": JAPANESE.format(reading=reading), "en/a.md": ENGLISH}


def rows(folder: Path, url: str) -> list[tuple[str, str, str, str]]:
    """Each name of an index: its row, the name, its reading, and what it is another name of."""
    config = load_config(folder)
    pages = page_values(open_memory(config), "index")
    (page,) = (page for page in pages if isinstance(page, IndexPage) and page.head.url == url)
    return [
        (row.title, e.name.text, e.reading, e.see.text if e.see else "")
        for row in page.rows
        for e in row.entries
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return placed(tmp_path, files(BARS))


def test_an_alternative_label_stands_in_the_row_of_its_sound(folder: Path) -> None:
    assert rows(folder, "ja/index/") == [
        ("た", "独立同一分布", "どくりつどういつぶんぷ", "独立同分布"),
        ("た", "独立同分布", "どくりつどうぶんぷ", ""),
        ("I", "IID", "", "独立同分布"),
    ]


def test_an_index_by_the_names_of_another_language_knows_them(folder: Path) -> None:
    assert [row[:3] for row in rows(folder, "en/index/ja/")] == [
        ("た", "独立同一分布", "どくりつどういつぶんぷ"),
        ("た", "独立同分布", "どくりつどうぶんぷ"),
    ]


def test_a_reading_without_bars_is_that_of_the_preferred_label(tmp_path: Path) -> None:
    text = JAPANESE.format(reading=BARS.partition(" | ")[0])
    (term,) = read_glossary(write(tmp_path, {"a.md": text})).terms
    assert term.reading == "どくりつどうぶんぷ"
    assert term.labels == (Label("独立同分布", "ja"), Label("IID", "en"), Label("独立同一分布", "ja"))


def test_the_readings_file_gives_readings_to_other_labels(tmp_path: Path) -> None:
    given = {"readings.yml": "独立同一分布: どくりつどういつぶんぷ\nIID: あいあいでぃー\n"}
    folder = placed(tmp_path, {**files("どくりつどうぶんぷ"), **given})
    assert [row[:3] for row in rows(folder, "ja/index/")] == [
        ("あ", "IID", "あいあいでぃー"),
        ("た", "独立同一分布", "どくりつどういつぶんぷ"),
        ("た", "独立同分布", "どくりつどうぶんぷ"),
    ]


def test_a_label_without_reading_stands_last(tmp_path: Path) -> None:
    folder = placed(tmp_path, files("どくりつどうぶんぷ"))
    assert ("", "独立同一分布", "", "独立同分布") in rows(folder, "ja/index/")


def test_articles_give_readings_to_their_other_labels(tmp_path: Path) -> None:
    front = (
        "---\ntitle: 平均\nterm: へいきん | | あいかへいきん\ne-title: mean\nalt: [相加平均]\n---\n\n値。\n"
    )
    (term,) = read_glossary(write(tmp_path, {"a.md": front})).terms
    assert term.reading == "へいきん"
    assert [(label.text, label.reading) for label in term.labels] == [
        ("平均", ""),
        ("mean", ""),
        ("相加平均", "あいかへいきん"),
    ]


def test_search_finds_by_it(folder: Path) -> None:
    database = open_memory(load_config(folder))
    entry, _category = database.peek(search_entries_in, database.peek(source_paths, "")[1])
    assert entry.reading == "どくりつどうぶんぷ"
    assert entry.hidden == ("どくりつどういつぶんぷ",)


def test_other_programs_are_told(folder: Path, tmp_path: Path) -> None:
    build(load_config(folder, output=tmp_path / "site"))
    terms = json.loads((tmp_path / "site/terms.json").read_text("utf-8"))["terms"]
    assert terms[0]["reading"] == "どくりつどうぶんぷ"
    assert terms[0]["labels"] == [
        {"text": "独立同分布", "language": "ja"},
        {"text": "IID", "language": "en"},
        {"text": "独立同一分布", "language": "ja", "reading": "どくりつどういつぶんぷ"},
    ]


@pytest.mark.parametrize(("old", "new"), [(BARS, "どくりつどうぶんぷ"), (" | | ", " | あいあいでぃー | ")])
def test_an_edit_makes_the_site_that_a_whole_build_makes(tmp_path: Path, old: str, new: str) -> None:
    twins = Twins(placed(tmp_path / "glossary", files(BARS)), tmp_path)
    replaced("ja/a.md", old, new)(twins.root, random.Random(1))
    assert new in (twins.root / "ja/a.md").read_text("utf-8")
    twins.build()
