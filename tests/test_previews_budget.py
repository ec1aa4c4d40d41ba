"""What a reader's first visit costs, measured by Chromium; and no barrier that axe knows of."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import cycle, product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from long import LONG

SIZES = ((360, 640), (1280, 800))
FIRST_VISIT = 12_000
"""Bytes of HTML, style sheet and script of a term page without formulas, compressed."""
TWO_ROUND_TRIPS = 28_900
"""Bytes that come in two round trips of 150 ms at 1.6 Mbit/s, less the head of the answer."""
SCRIPT = 3_000
"""Bytes of script before a reader does anything, compressed."""
PAGES = ("", "terms/gradient-descent/", "ai/training/", "index/", "map/", "notes/training-loop/")
VIEWS = tuple(product(SIZES, ("light", "dark")))
SEEN = (
    [(path, *view) for path in PAGES for view in VIEWS]
    if LONG
    else [(path, *view) for path, view in zip(PAGES, cycle(VIEWS[1:3]), strict=False)]
)
"""Each page at one size in one scheme, the small one dark and the large one light; in a long run at all."""

Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, starter_url: str) -> Iterator[Visit]:
    contexts = []

    def open_page(path: str, size: tuple[int, int] = SIZES[1], **options: object) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(starter_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def without_formulas(site: Path) -> list[Path]:
    pages = sorted(site.glob("terms/*/index.html"))
    return [page for page in pages if "katex.min.css" not in page.read_text("utf-8")]


def test_first_visit_of_each_term_page_without_formulas(starter_site: Path) -> None:
    frame = sum(compressed(starter_site / "static" / name) for name in ("site.css", "site.js"))
    sizes = {page.parent.name: frame + compressed(page) for page in without_formulas(starter_site)}
    assert len(sizes) > 20
    assert max(sizes.values()) <= FIRST_VISIT, max(sizes.items(), key=lambda pair: pair[1])


def test_three_requests(starter_site: Path, browser: Browser, starter_url: str) -> None:
    name = without_formulas(starter_site)[0].parent.name
    context = browser.new_context()
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{starter_url}terms/{name}/")
    page.wait_for_load_state("networkidle")
    kinds = sorted(request.resource_type for request in asked if not request.url.startswith("data:"))
    assert kinds == ["document", "script", "stylesheet"]
    context.close()


@pytest.mark.parametrize("name", ["terms/gradient-descent/", "ai/training/"])
def test_three_requests_with_formulas(
    starter_site: Path, browser: Browser, starter_url: str, name: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(starter_url + name)
    page.wait_for_load_state("networkidle")
    waited = [request for request in asked if request.resource_type in ("document", "script", "stylesheet")]
    fonts = [request.url for request in asked if request.resource_type == "font"]
    assert all(url.startswith("data:") for url in fonts)
    assert len(waited) == 3
    sheet = next(request.url for request in waited if request.resource_type == "stylesheet")
    assert compressed(starter_site / sheet.removeprefix(starter_url)) <= TWO_ROUND_TRIPS
    context.close()


@pytest.mark.parametrize("path", [path for path in PAGES if path != "map/"])
def test_script_before_interaction(starter_site: Path, browser: Browser, starter_url: str, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    scripts: list[str] = []
    page.on("request", lambda r: scripts.append(r.url) if r.resource_type == "script" else None)
    page.goto(starter_url + path)
    page.wait_for_load_state("networkidle")
    files = [starter_site / url.removeprefix(starter_url) for url in scripts]
    assert sum(map(compressed, files)) <= SCRIPT
    context.close()


def test_only_pages_with_formulas_load_katex(starter_site: Path) -> None:
    for page in starter_site.rglob("index.html"):
        html = page.read_text("utf-8")
        assert ('class="katex' in html) == ("katex.min.css" in html), page


@pytest.mark.parametrize(("path", "size", "scheme"), SEEN)
def test_axe_finds_nothing(visit: Visit, path: str, size: tuple[int, int], scheme: str) -> None:
    page = visit(path, size, color_scheme=scheme)
    links = page.locator("main a.term")
    if links.count():
        links.first.hover()
        expect(page.locator(".preview:popover-open")).to_have_count(1)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_nothing_when_a_term_page_is_all_unfolded(visit: Visit) -> None:
    page = visit("terms/gradient-descent/")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_nothing_on_the_unfolded_map(visit: Visit) -> None:
    page = visit("map/")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("terms/classification/", 0),
        ("map/", 0),
        ("", 0),
        # The fonts of formulas are swapped in: their letters move by a pixel or two.
        ("terms/gradient-descent/", 0.001),
    ],
)
def test_nothing_shifts_while_the_page_loads(visit: Visit, path: str, most: float) -> None:
    page = visit(path, SIZES[0])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        "() => new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries()"
        ".forEach(e => { if (!e.hadRecentInput) sum += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )
    assert shift <= most
