"""Long pages are whole for screen readers and for addresses within; the icon asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from glossgen.build import static
from glossgen.config import load_config

CATEGORY = "ai/training/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


def test_an_address_within_a_long_page_shows_its_entry(page: Page, starter_url: str) -> None:
    page.goto(starter_url + CATEGORY)
    last = page.locator(".entry").last
    page.goto(f"{starter_url}{CATEGORY}#{last.get_attribute('id')}")
    expect(page.locator(".entry").last.get_by_role("heading", level=2)).to_be_in_viewport()


def test_screen_readers_find_entries_and_formulas_far_below(page: Page, starter_url: str) -> None:
    page.goto(starter_url + CATEGORY)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("heading") == page.locator("h1, h2, h3").count() > 8
    assert roles.count("MathMLMath") == page.locator("main math").count() > 8


def test_the_icon_asks_for_nothing_unless_it_is_large(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.md").write_text("## 重み\n\n値。\n", encoding="utf-8")
    (tmp_path / "glossary" / "static").mkdir()
    config = load_config(tmp_path / "glossary", output=tmp_path / "site")
    own = tmp_path / "glossary" / "static" / static.ICON
    assert static.icon(config).startswith("data:image/svg+xml,%3Csvg")
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg"><a b="&amp;"/></svg>', encoding="utf-8")
    assert not set('<>"&') & set(static.icon(config))
    assert " " not in static.icon(config)
    own.write_text("<svg>" + " " * static.MOST_OF_ICON + "</svg>", encoding="utf-8")
    assert static.icon(config) == ""
