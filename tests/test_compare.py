"""Two terms side by side."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from serving import served
from waiting import wait_until
from watching import Watch

A, B = "terms/gradient-descent/", "terms/backpropagation/"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_by_address_and_by_name(browser: Browser, starter_url: str, width: int, scheme: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        watch = Watch(context.new_page())
        page = watch.page
        page.goto(f"{starter_url}compare/?a={quote(A)}&b={quote(B)}")
        expect(page.locator(".compare article h2")).to_have_text(["勾配降下法", "誤差逆伝播法"])
        assert [link.evaluate("a => a.href") for link in page.locator(".compare h2 a").all()] == [
            starter_url + A,
            starter_url + B,
        ]
        lists = [set(part.locator("li").all_inner_texts()) for part in page.locator(".compare section").all()]
        own, others, both = lists
        linked, other = [], context.new_page()
        for path in (A, B):
            other.goto(starter_url + path)
            count = "new Set([...document.querySelectorAll('.text a.term')].map(a => a.pathname)).size"
            linked.append(other.evaluate(count))
        assert both
        assert not own & others
        assert [len(own | both), len(others | both)] == linked
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).violations_count == 0
        page.get_by_label("二つ目の用語").fill("損失関数")
        page.get_by_role("button", name="比べる").click()
        expect(page.locator(".compare article h2")).to_have_text(["勾配降下法", "損失関数"])
        page.goto(starter_url + A)
        page.locator(".around").get_by_role("link", name="比べる").click()
        near = page.locator(".compare-near li")
        expect(near.first).to_be_visible()
        name = near.last.inner_text()
        near.last.locator("a").click()
        expect(page.locator(".compare article h2")).to_have_text(["勾配降下法", name])
        page.goto(starter_url + "compare/?a=no-such&b=" + quote("損失関数"))
        expect(page.locator(".compare-form output")).not_to_be_empty()
        expect(page.locator(".compare")).to_be_hidden()
        assert watch.faults == []


def test_an_address_that_is_no_text(browser: Browser, starter_url: str) -> None:
    """Anyone can write an address, and a percent sign in it need not be a code."""
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        watch.page.goto(f"{starter_url}compare/?a=%25&b=%25E0%25A4")
        expect(watch.page.locator(".compare-form output")).not_to_be_empty()
        watch.page.goto(f"{starter_url}{A}#~%E0%A4%")
        wait_until(watch.page, "typeof glossgenMore != 'undefined'")
        assert watch.faults == []


def test_without_script_it_leads_to_the_index(browser: Browser, starter_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(starter_url + "compare/")
        expect(page.locator("form.compare-form")).to_be_hidden()
        page.locator(".compare-note a").click()
        page.wait_for_url("**/index/")


def test_homonyms_lead_there_and_a_term_may_have_the_address(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## Bank\n\nA seat.\n\n## Compare\n\nTo look.\n", "utf-8")
    (tmp_path / "b.md").write_text("# B\n\n## Bank\n\nA house.\n", "utf-8")
    site = tmp_path / "site"
    build(load_config(tmp_path, output=site))
    links = [path for path in site.rglob("*.html") if "compare/?a=terms/bank" in path.read_text("utf-8")]
    assert len(links) >= 2
    (tmp_path / "compare.md").write_text("---\ntype: term\ntitle: Compare\n---\n\nTo see.\n", "utf-8")
    build(load_config(tmp_path, output=site))
    assert "To see." in (site / "compare/index.html").read_text("utf-8")
    assert not [path for path in site.rglob("*.html") if "compare/?a=" in path.read_text("utf-8")]


@pytest.mark.parametrize("old", ["old/bank-1/", "/OLD/bank-1.html"])
def test_an_old_address_is_that_of_the_term(tmp_path: Path, page: Page, old: str) -> None:
    text = "---\ntype: term\ntitle: Bank\naliases: [/old/bank-1/]\n---\n\nA house.\n"
    (tmp_path / "bank.md").write_text(text, "utf-8")
    (tmp_path / "pier.md").write_text("---\ntype: term\ntitle: Pier\n---\n\nA walk.\n", "utf-8")
    build(load_config(tmp_path, output=tmp_path / "site"))
    with served(tmp_path / "site") as url:
        page.goto(f"{url}compare/?a={quote(old)}&b=pier/")
        expect(page.locator(".compare article h2")).to_have_text(["Bank", "Pier"])
