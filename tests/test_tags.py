"""Tags: the page of each that several terms have, and links to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossgen.build import BuildOptions
from glossgen.build.builder import Builder
from glossgen.config import load_config

TERMS = {
    "ja/kasa.md": "かさ . [Weather, C++, 雨, ★]",
    "ja/ame.md": "あめ . [雨, weather, ★]",
    "ja/yuki.md": "ゆき . [C, alone, Weather]",
    "en/rain.md": "Rain . [weather, moved, taken]",
    "en/snow.md": "Snow . [moved, taken]",
    "en/tags/taken.md": "Taken . []",
}


class Tags:
    """A glossary with tags in two languages that stays open."""

    def __init__(self, folder: Path) -> None:
        self.root, self.output, self.builder = folder / "glossary", folder / "site", Builder()
        for path, row in TERMS.items():
            name, tags = row.split(" . ")
            self.write(path, name, tags, "aliases: [/en/tags/moved/]" if name == "Snow" else "")
        (self.root / "glossgen.yml").write_text("title: G\nlanguages: [ja, en]\n", "utf-8")
        self.made = self.build()

    def write(self, path: str, name: str, tags: str, more: str = "") -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\ntype: term\ntitle: {name}\ntags: {tags}\n{more}\n---\n\nWhat {name} is.\n"
        file.write_text(text, "utf-8")

    def build(self) -> int:
        """The number of pages that were made."""
        report = self.builder.build(load_config(self.root, output=self.output), BuildOptions(jobs=1))
        self.problems = [problem.code for problem in report.problems]
        return report.pages_made

    def html(self, path: str) -> str:
        return (self.output / path / "index.html").read_text("utf-8")

    def pages(self) -> set[str]:
        return {file.parent.relative_to(self.output).as_posix() for file in self.output.glob("*/tags/*/*")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tags]:
    site = Tags(tmp_path_factory.mktemp("tags"))
    with site.builder:
        yield site


def test_a_tag_of_several_terms_of_a_language_has_a_page(site: Tags) -> None:
    """Neither one of a single term, nor one without a letter; an address of the writer's stays."""
    assert site.pages() == {"ja/tags/weather", "ja/tags/雨", "en/tags/taken", "en/tags/moved"}
    assert "What Taken is." in site.html("en/tags/taken")
    assert 'http-equiv="refresh"' in site.html("en/tags/moved")


def test_its_terms_are_in_the_order_of_the_language(site: Tags) -> None:
    page = site.html("ja/tags/weather")
    assert "<h1>キーワード：Weather</h1>" in page or "<h1>キーワード：weather</h1>" in page
    items = page[page.index('<ul class="term-links">') :]
    assert re.findall(r'<li><a href="([^"]*)"', items) == ["../../ame/", "../../kasa/", "../../yuki/"]


def test_keywords_are_links_where_there_is_a_page(site: Tags) -> None:
    tags = re.search(r'<p class="tags">.*?</p>', site.html("ja/kasa"), re.DOTALL)
    assert tags
    links = re.findall(r'<a rel="tag" href="([^"]*)">(.*?)</a>', tags[0])
    assert links == [("../tags/weather/", "Weather"), ("../tags/雨/", "雨")]
    assert re.findall(r"<span>(.*?)</span>", tags[0]) == ["C++", "★"]


def test_an_edit_of_tags_makes_what_shows_them(site: Tags) -> None:
    site.write("ja/ame.md", "あめ", "[weather]")
    assert site.build() <= 6  # the term, its tag page, the other term of 雨, and lists of what has changed
    assert site.pages() == {"ja/tags/weather", "en/tags/taken", "en/tags/moved"}
    assert '<a rel="tag" href="../tags/weather/">Weather</a>' in site.html("ja/kasa")
    assert "<span>雨</span>" in site.html("ja/kasa")
