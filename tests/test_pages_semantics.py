"""What every page of the starter's site must be to somebody who does not see it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from site_checks import Parsed, pages_of


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
