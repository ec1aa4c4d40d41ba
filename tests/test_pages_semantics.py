"""What every page of the starter's site must be to somebody who does not see it."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from site_checks import VOID, Parsed, pages_of


@pytest.fixture(scope="module")
def pages(starter_site: Path) -> dict[str, Parsed]:
    return pages_of(starter_site)


def attributes(page: Parsed, tag: str, name: str) -> list[str]:
    return [value for own, key, value in page.attributes if (own, key) == (tag, name)]


def test_headings_are_in_order(pages: dict[str, Parsed]) -> None:
    wrong = []
    for path, page in pages.items():
        levels = page.headings
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        if levels.count(1) != 1 or levels[0] != 1 or jumps:
            wrong.append(f"{path}: {levels}")
    assert wrong == []


def test_landmarks(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        assert page.landmarks.count("main") == 1, path


def test_language_title_and_policy(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        assert attributes(page, "html", "lang") == ["ja"], path
        policy = next((v for v in attributes(page, "meta", "content") if "default-src" in v), "")
        assert "default-src 'none'" in policy, path
        assert "unsafe-eval" not in policy, path
        assert not any(name == "style" for tag, name, _ in page.attributes if tag == "body"), path


def test_every_page_is_described_in_one_line(starter_site: Path) -> None:
    for path in starter_site.rglob("*.html"):
        html = path.read_text("utf-8")
        found = re.findall(r'<meta name="description" property="og:description" content="([^"]*)">', html)
        assert len(found) == 1, path
        assert html.count('description" ') == 2, path
        assert len(found[0].strip(" ·:")) > 5, path


def test_no_heading_is_empty_and_no_time_without_a_date(starter_site: Path) -> None:
    """Both are said to be faults by the Nu checker, which is too slow to be asked here."""
    empty = re.compile(r"<h[1-6][^>]*>(?:\s|<[^>]*>)*</h[1-6]>|<time(?![^>]* datetime=)[^>]*>")
    for file in starter_site.rglob("*.html"):
        assert empty.findall(file.read_text("utf-8")) == [], file


def test_navigation_has_a_name(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        named = len(attributes(page, "nav", "aria-label")) + len(attributes(page, "nav", "aria-labelledby"))
        assert page.landmarks.count("nav") == named, path


def test_images_have_a_text_and_a_size(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        count = sum(1 for tag, _ in page.links if tag == "img")
        assert len(attributes(page, "img", "alt")) == count, path
        assert len(attributes(page, "img", "width")) == count, path


def test_foreign_labels_say_their_language(pages: dict[str, Parsed]) -> None:
    terms = [page for path, page in pages.items() if path.startswith("terms/")]
    english = [page for page in terms if "en" in attributes(page, "span", "lang")]
    assert len(english) > len(terms) / 2 > 30


# -- the page of a term ---------------------------------------------------------------------


class Main(HTMLParser):
    """The text and the links of `<main>`, in the definition and outside of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.letters, self.defining = 0, 0
        self.outside: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        names = str(values.get("class")).split()
        kind = next((each for each in ("preview", "hidden", "toc", "katex-mathml") if each in names), "")
        if tag not in VOID:
            self._open.append(kind or ("text" if "text" in names and tag == "div" else tag))
        if tag == "a" and "main" in self._open and not {"text", "toc"} & {*self._open} and values.get("href"):
            self.outside.append(str(values["href"]).partition("#")[0])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "main" in self._open and not {"preview", "hidden", "katex-mathml"} & {*self._open}:
            length = len("".join(data.split()))
            self.letters += length
            self.defining += length if "text" in self._open else 0


def test_the_definition_comes_first_and_each_term_is_named_once(starter_site: Path) -> None:
    found = {path: Main(path.read_text("utf-8")) for path in starter_site.glob("terms/*/index.html")}
    assert median(each.defining / each.letters for each in found.values()) >= 0.35
    for path, each in found.items():
        twice = [url for url, times in Counter(each.outside).items() if times > 1]
        assert twice == [], path
        assert len(each.outside) <= 30, path
