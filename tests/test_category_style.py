"""Long pages are whole for screen readers and for addresses within; the icon asks for nothing.

What is below the first screen is laid out a moment later, by an animation that
ends; what counts here is the page as it is then, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from glossgen.output.static import static_files
from waiting import wait_until

CATEGORY = "ai/training/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


SETTLED = "() => document.getAnimations().length === 0"


def found(page: Page) -> list[str]:
    """The roles of all that screen readers find, once the page is all laid out."""
    wait_until(page, SETTLED)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node["role"]["value"] for node in tree if not node["ignored"]]


def test_an_address_within_a_long_page_shows_its_entry(page: Page, starter_url: str) -> None:
    page.goto(starter_url + CATEGORY)
    last = page.locator(".entry").last
    page.goto(f"{starter_url}{CATEGORY}#{last.get_attribute('id')}")
    expect(page.locator(".entry").last.get_by_role("heading", level=2)).to_be_in_viewport()


def test_screen_readers_find_entries_and_formulas_far_below(page: Page, starter_url: str) -> None:
    page.goto(starter_url + CATEGORY)
    roles = found(page)
    assert roles.count("heading") == page.locator("h1, h2, h3").count() > 8
    assert roles.count("MathMLMath") == page.locator("main math").count() > 8


@pytest.mark.parametrize("path", ["index/", "index/en/"])
def test_screen_readers_find_all_rows_of_the_index(page: Page, starter_url: str, path: str) -> None:
    page.goto(starter_url + path)
    roles = found(page)
    assert roles.count("heading") == page.locator("h1, h2").count() > 10
    assert roles.count("link") == page.get_by_role("link").count() > 100
    assert roles.count("listitem") == page.get_by_role("listitem").count() > 100


def test_screen_readers_find_all_rows_without_script(browser: Browser, starter_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(starter_url + "index/")
    session = context.new_cdp_session(page)

    def headings() -> int:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        return sum(node["role"]["value"] == "heading" for node in nodes if not node["ignored"])

    wanted = page.locator("h1, h2").count()
    for _ in range(600):
        if headings() == wanted:
            break
        page.wait_for_timeout(50)
    assert headings() == wanted > 10
    context.close()


def test_rows_below_the_first_screen_are_laid_out_later(page: Page, starter_url: str) -> None:
    page.goto(starter_url + "index/")
    names = page.evaluate(
        "() => { const s = document.styleSheets; return [...s].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((rule) => rule.cssText.includes('content-visibility: auto')).map((rule) => rule.name); }"
    )
    assert names == ["later"]


def test_the_icon_asks_for_nothing_unless_it_is_large(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.md").write_text("## 重み\n\n値。\n", encoding="utf-8")
    (tmp_path / "glossary" / "static").mkdir()
    config = load_config(tmp_path / "glossary", output=tmp_path / "site")
    own = tmp_path / "glossary" / "static" / static_files.ICON
    assert static_files.icon(config).startswith("data:image/svg+xml,%3Csvg")
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg"><a b="&amp;"/></svg>', encoding="utf-8")
    assert not set('<>"&') & set(static_files.icon(config))
    assert " " not in static_files.icon(config)
    own.write_text("<svg>" + " " * static_files.MOST_OF_ICON + "</svg>", encoding="utf-8")
    assert static_files.icon(config) == ""


@pytest.mark.parametrize("own", ["", "site.css", "lists.css", "katex/katex.min.css"])
def test_a_page_with_formulas_has_one_style_sheet_unless_the_site_brings_its_own(
    tmp_path: Path, own: str
) -> None:
    root = tmp_path / "glossary"
    root.mkdir()
    (root / "a.md").write_text("## 重み\n\n値 $w$。\n", encoding="utf-8")
    if own:
        (root / "static" / own).parent.mkdir(parents=True)
        (root / "static" / own).write_text("@import 'more.css';\n", encoding="utf-8")
    config = load_config(root, output=tmp_path / "site")
    build(config)
    page = (config.output / "a" / "index.html").read_text("utf-8")
    sheets = [name for name in ("katex/katex.min", "site", "lists") if f"/static/{name}.css" in page]
    assert sheets == (["katex/katex.min", "site", "lists"] if own else ["katex/katex.min"])
    sheet = (config.output / "static" / "katex" / "katex.min.css").read_text("utf-8")
    assert (".site-header{" in sheet and ".entries>.entry{" in sheet) == (not own)


def test_the_contents_mark_the_entry_that_is_read(page: Page, starter_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(starter_url + CATEGORY)
    here = page.locator(".contents [aria-current]")
    assert here.count() == 0
    entry = page.locator(".entries > .entry").nth(3)
    entry.evaluate("each => each.scrollIntoView()")
    expect(here).to_have_text(entry.locator("h2").inner_text())


def test_an_entry_has_a_reading_only_where_its_name_has_kanji(starter_site: Path) -> None:
    names = re.compile(r'<dfn>([^<]+)</dfn></a></h2>\n<p class="names"><span class="reading">')
    pages = [path.read_text("utf-8") for path in (starter_site / "ai").rglob("index.html")]
    with_reading = [name for html in pages for name in names.findall(html)]
    assert len(with_reading) > 20
    assert [name for name in with_reading if not re.search("[一-龯々]", name)] == []
