"""`offline`: pages that were opened are kept, say that they are, and tell when they have changed."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from serving import served
from waiting import wait_until
from watching import Watch

KEPT = ".behind[data-kept]"
SECONDS = itertools.count()


def made(folder: Path, meaning: str = "A metal.", settings: str = "offline: true") -> Path:
    """A glossary of two terms as the folder `g` of a host, beside pages that are not ours."""
    root, host = folder / "glossary", folder / "host"
    root.mkdir(exist_ok=True)
    (root / "glossgen.yml").write_text(f"title: G\nlanguages: [en]\n{settings}\n", "utf-8")
    (root / "a.md").write_text(f"# Metals\n\n## Zinc\n\n{meaning}\n\n## Brass\n\nHas zinc.\n", "utf-8")
    build(load_config(root, output=host / "g"))
    for path in (host / "g").rglob("*.html"):  # a server tells changes by the second (RFC 9110 §8.8.2)
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + next(SECONDS)))
    (host / "other.html").write_text("<!doctype html><title>Other</title>", "utf-8")
    return host


def workers(page: Page) -> list[str]:
    return page.evaluate(  # type: ignore[no-any-return]
        "navigator.serviceWorker.getRegistrations().then(all => all.map(each => each.scope))"
    )


def kept(page: Page) -> list[str]:
    every = "caches.keys().then(n => Promise.all(n.map(c => caches.open(c).then(c => c.keys()))))"
    return page.evaluate(f"{every}.then(all => all.flat().map(each => new URL(each.url).pathname))")  # type: ignore[no-any-return]


def test_the_journey_of_a_page_that_was_kept(tmp_path: Path, browser: Browser) -> None:
    """Opened, read without a network, found the same, read again, found changed, and forgotten."""
    host = made(tmp_path)
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        page = watch.page
        with served(host) as url:
            port = urlsplit(url).port or 0
            zinc, brass = f"{url}g/terms/zinc/", f"{url}g/terms/brass/"
            page.goto(zinc)
            wait_until(page, "!!navigator.serviceWorker.controller")
            wait_until(
                page, "caches.match(new URL('../../static/site.css', location)).then(each => each?.status)"
            )
            page.goto(brass)
            expect(page.locator(KEPT)).to_have_count(0)
            assert workers(page) == [f"{url}g/"]
            wait_until(page, "caches.match(location).then(each => each?.status)")
            assert {"/g/terms/zinc/", "/g/terms/brass/", "/g/", "/g/search/names.js"} <= set(kept(page))
            assert watch.faults == []

        page.goto(zinc)  # nobody answers
        expect(page.locator(KEPT)).to_contain_text("There is no network")
        expect(page.locator("h1")).to_have_text("Zinc")
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"
        page.locator("input[type=search]").fill("bras")
        expect(page.locator(".suggestions a").first).to_contain_text("Brass")
        with pytest.raises(Error):
            page.context.new_page().goto(f"{url}g/index/")  # it was never opened: the browser says so

        with served(host, port):
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.locator(KEPT)).to_have_count(0)
        page.goto(zinc)
        expect(page.locator(KEPT)).to_be_visible()
        made(tmp_path, "A bluish metal.")
        with served(host, port):
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.locator(KEPT)).to_contain_text("has changed")
            page.locator(KEPT).get_by_role("link").click()
            expect(page.locator(".lead")).to_have_text("A bluish metal.")
            expect(page.locator(KEPT)).to_have_count(0)
            page.goto(f"{url}other.html")
            page.goto(zinc)
            assert workers(page) == [f"{url}g/"]
            shutil.rmtree(host / "g")
            made(tmp_path, settings="")
            page.goto(zinc)
            wait_until(page, "caches.keys().then(names => names.length === 0)")
            page.goto(brass)
            assert workers(page) == []


def test_without_the_key_no_page_knows_of_it(tmp_path: Path) -> None:
    files = [path for path in made(tmp_path, settings="").rglob("*") if path.is_file()]
    assert not [path for path in files if path.name in ("sw.js", "offline.js")]
    assert not [path for path in files if path.suffix == ".html" and b"offline" in path.read_bytes()]
