"""Copy, share and report: what a reader takes along from a term page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from glossgen.site.values import LinkTo, SiteFrame
from serving import served
from waiting import wait_until

ARTICLE = """---
type: term
title: Loss_function & cost
lastmod: 2024-05-01
---

A *loss* of $\\\\eta_1$ uses `a|b` and [[Net]]. It says more here.
"""

CONFIG = """title: G
languages: [en]
repository: https://github.com/o/r
base_url: https://g.example/
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("actions")
    (folder / "loss.md").write_text(ARTICLE, "utf-8")
    (folder / "net.md").write_text("---\ntype: term\ntitle: Net\n---\n\nA net.\n", "utf-8")
    (folder / "glossgen.yml").write_text(CONFIG, "utf-8")
    build(load_config(folder, output=folder / "site"))
    with served(folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(url + "loss/")
        yield page


def copied(page: Page, button: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".actions output")).to_have_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_copies(page: Page) -> None:
    assert copied(page, "Link") == "https://g.example/loss/"
    assert copied(page, "Markdown") == (
        "[Loss\\_function & cost](https://g.example/loss/): A *loss* of $\\eta_1$ uses `a|b` and "
        f"[Net]({page.url.replace('loss', 'net')})."
    )
    entry = copied(page, "BibTeX")
    assert entry.startswith("@misc{loss,\n  title = {{Loss\\_function \\& cost}},\n  howpublished = {{G}},\n")
    assert "  year = {2024},\n  month = may,\n  url = {https://g.example/loss/},\n  urldate = {2" in entry


def test_share_is_the_browser_s_or_copies_the_link(page: Page) -> None:
    page.evaluate("navigator.share = async (what) => { window.shared = what; }")
    page.get_by_role("button", name="Share").click()
    wait_until(page, "window.shared")
    assert page.evaluate("window.shared") == {
        "title": "Loss_function & cost",
        "url": "https://g.example/loss/",
    }
    page.evaluate("navigator.share = undefined")
    page.evaluate("navigator.clipboard.writeText('')")
    assert copied(page, "Share") == "https://g.example/loss/"


def test_a_report_quotes_what_is_selected(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text em'))")
    page.context.route("https://github.com/**", lambda route: route.fulfill(body="an issue"))
    with page.expect_popup() as opened:
        page.locator(".actions a").click()
    fields = dict(parse_qsl(urlsplit(opened.value.url).query))
    assert fields == {"title": "Loss_function & cost", "body": "https://g.example/loss/\n\n> loss"}


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/issues/new?title=a%20b&body=c%26d"),
        (
            "https://gitlab.example.org/o/r",
            "https://gitlab.example.org/o/r/-/issues/new?issue%5Btitle%5D=a%20b&issue%5Bdescription%5D=c%26d",
        ),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/issues/new?title=a%20b&body=c%26d"),
        ("https://git.example.org/github/r", ""),
        ("", ""),
    ],
)
def test_where_a_report_goes(repository: str, expected: str) -> None:
    frame = SiteFrame("en", "G", "", LinkTo("", ""), LinkTo("", ""), repository_url=repository)
    assert frame.report_url("a b", "c&d") == expected


def test_without_a_known_repository_there_is_no_report(starter_site: Path) -> None:
    html = (starter_site / "terms/gradient-descent/index.html").read_text("utf-8")
    assert 'class="actions"' in html
    assert "issues/new" not in html
