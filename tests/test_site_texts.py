"""What a configuration says of the site as a whole: texts by language, where they stand, and shortcodes."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.config import load_config
from glossgen.model import Problem
from glossgen.problems import CannotStart
from made import graph_of, read_glossary, write

CONFIG = """\
title: {en: The Glossary, ja: 用語集}
description: {en: Words of wheels., ja: 車輪の語。}
base_url: https://example.org/g/
languages: [ja, en]
root_language: ja
shortcodes:
  tip: {term: key, text: label}
  doc: {page: 0}
sources: [.]
"""
FILES = {
    "ja/a.md": "## 車軸\n\n回る。\n",
    "en/a.md": "## Axle\n\nIt turns.\n\n## Belt\n\n"
    'See {{< tip key="axle" label="this" >}}, [that]({{< doc "a.md" >}}), '
    "[page](https://example.org/g/en/a/), [it](@site/en/a.md) and [other](https://example.org/h/).\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in {**FILES, "glossgen.yml": CONFIG}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build(load_config(folder))
    return folder


def page(folder: Path, name: str) -> str:
    return (folder / "site" / name).read_text(encoding="utf-8")


def test_title_and_description_of_each_language(folder: Path) -> None:
    assert "<title>用語集</title>" in page(folder, "index.html")
    assert 'content="車輪の語。"' in page(folder, "index.html")
    assert "<title>The Glossary</title>" in page(folder, "en/index.html")
    assert 'content="Words of wheels."' in page(folder, "en/index.html")


def test_the_main_language_at_the_root(folder: Path) -> None:
    assert "回る。" in page(folder, "terms/車軸/index.html")
    assert "It turns." in page(folder, "en/terms/axle/index.html")
    assert not (folder / "site" / "ja").exists()
    assert 'href="en/"' in page(folder, "index.html")


def test_links_by_shortcode_and_by_the_address_of_the_site(folder: Path) -> None:
    html = page(folder, "en/terms/belt/index.html")
    assert '<a class="term" href="../axle/">this</a>' in html
    for text in ("that", "page", "it"):
        assert f'<a class="term" href="../../a/">{text}</a>' in html
    assert '<a href="https://example.org/h/" rel="external">other</a>' in html


@pytest.mark.parametrize("line", ["title: {x_y: A}", "shortcodes: {tip: {word: 0}}", "root_language: 1_2"])
def test_what_does_not_fit_stops_the_build(line: str, tmp_path: Path) -> None:
    (tmp_path / "glossgen.yml").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CannotStart):
        load_config(tmp_path)


def problems(tmp_path: Path, text: str) -> list[tuple[str, int, str]]:
    found: tuple[Problem, ...] = read_glossary(write(tmp_path, {"a.md": text})).problems
    return [(each.code, each.position.line, each.message) for each in found]


def test_a_slip_in_a_key_is_told_and_keys_of_others_are_not(tmp_path: Path) -> None:
    others = "weight: 3\nlayout: page\nauthor: N\ncreated: 2026-05-01\n"
    text = f"---\ntitle: Axle\nreadng: x\n{others}---\nIt turns.\n"
    assert problems(tmp_path, text) == [("front-matter-key", 3, "unknown key “readng”")]


def test_a_mark_without_its_footnote_is_told(tmp_path: Path) -> None:
    text = "## Axle\n\nIt turns.[^a] It stops.[^b] `[^c]` and [^0-9].\n\n[^a]: Round.\n"
    assert ("unknown-footnote", 3, "there is no footnote “b”") in problems(tmp_path, text)
    assert not any("“c”" in message or "“a”" in message for _, _, message in problems(tmp_path, text))


def test_words_that_differ_by_a_sharp_s_are_two_terms(tmp_path: Path) -> None:
    """They are other words in German, although case folding (Unicode 5.18) makes them one."""
    text = "## Masse\n\nGewicht.\n\n## Maße\n\nLängen.\n\n## Kran\n\nEr hebt eine Masse. Er hat Maße.\n"
    graph = graph_of(write(tmp_path, {"de/a.md": text}))
    assert len({term.id for term in graph.terms.values()}) == 3
    for name in ("Masse", "Maße"):
        assert [each.place[1] for each in graph.backlinks(graph.term(name))] == ["kran"]
