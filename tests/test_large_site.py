"""Pages that a reader opens stay light when a glossary is large."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from glossgen.build import build
from glossgen.config import load_config

FILES, EACH = 40, 40
LIGHT = 20_000
"""Bytes of a page as it travels."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of more than 1,500 terms in more categories than a home page shows."""
    root = tmp_path_factory.mktemp("large")
    for file in range(FILES):
        entries = (f"## 用語{file}の{n}\n\n{n}番目の値。\n" for n in range(EACH))
        (root / f"part-{file:02}.md").write_text(f"# 分野{file}\n\n" + "\n".join(entries), encoding="utf-8")
    build(load_config(root, output=root / "site"))
    return root / "site"


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text("utf-8")


def test_home_leads_to_all_categories(large: Path) -> None:
    home = html(large, ".")
    assert home.count("<h3>") == 24
    assert '<a href="categories/">全40分野</a>' in home


def test_categories_are_listed_without_their_terms(large: Path) -> None:
    page = html(large, "categories")
    links = re.findall(
        r'<li><a href="\.\./(part-\d\d)/">分野\d+</a> <span class="count">40</span></li>', page
    )
    assert links == [f"part-{file:02}" for file in range(FILES)]
    assert "../terms/" not in page
    assert '<ul class="inline">\n</ul>' not in page


def test_a_small_site_lists_terms_and_all_its_cards(starter_site: Path) -> None:
    assert html(starter_site, "categories").count('href="../terms/') > 100
    assert 'categories/">全' not in html(starter_site, ".")


@pytest.mark.parametrize("page", [".", "categories", "index", "map", "part-00"])
def test_pages_are_light(large: Path, page: str) -> None:
    assert len(gzip.compress(html(large, page).encode(), 9, mtime=0)) < LIGHT


@pytest.mark.parametrize("page", [".", "categories", "index", "index/2", "map", "map/分野1", "part-00"])
def test_no_two_landmarks_of_a_page_have_one_name(large: Path, page: str) -> None:
    names = re.findall(r'<nav [^>]*aria-label="([^"]*)"', html(large, page))
    assert sorted(names) == sorted({*names})
