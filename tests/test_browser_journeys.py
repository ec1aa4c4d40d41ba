"""Whole ways through the starter's site, as a reader goes them in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.model import Term, TextRun
from long import examples
from serving import served
from waiting import wait_until
from watching import Watch

STARTER = Path(__file__).parent / "demo"
DEEP = "ai/deep-learning/"


@pytest.fixture(scope="module")
def graph() -> TermGraph:
    return TermGraph.from_folder(STARTER)


@pytest.fixture
def watch(page: Page) -> Iterator[Watch]:
    watch = Watch(page)
    yield watch
    assert watch.faults == []


def address(page: Page) -> str:
    return unquote(urlsplit(page.url).path)


def with_formula(graph: TermGraph) -> Term:
    """A term with a formula that another term uses."""
    return next(
        term
        for term in graph.glossary.terms
        if any(mark.formula for part in term.body if isinstance(part, TextRun) for mark in part.marks)
        and any(place in graph.terms and place != term.key for place in graph.users(term))
    )


def go_round(page: Page, graph: TermGraph, home: str) -> None:
    """Home → category → term → a place that uses it → index."""
    term = with_formula(graph)
    category = term.position.path.removesuffix(".md") + "/"
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(f"main a[href$='{category}']").first.click()
    expect(page).to_have_url(re.compile(re.escape(category) + "$"))
    page.get_by_role("main").get_by_role("heading", level=2).get_by_role(
        "link", name=term.label, exact=True
    ).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(term.label)
    use = page.locator("main section.used li", has=page.locator("mark")).first.get_by_role("link")
    user = use.inner_text()
    assert user in {graph.terms[place].label for place in graph.users(term) if place in graph.terms}
    use.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(user)
    page.get_by_role("banner").locator("nav a[href$='index/']").first.click()
    expect(page).to_have_url(re.compile("/index/$"))
    page.wait_for_load_state()
    assert page.get_by_role("main").get_by_role("link").count() >= len(graph.terms)


def test_from_home_to_a_term_and_back_by_the_index(watch: Watch, graph: TermGraph, starter_url: str) -> None:
    go_round(watch.page, graph, starter_url)
    watch.picture("index")


def test_without_javascript(browser: Browser, graph: TermGraph, starter_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        watch = Watch(context.new_page())
        go_round(watch.page, graph, starter_url)
        assert watch.faults == []


def test_a_formula_has_its_fonts_and_needs_no_script(
    browser: Browser, graph: TermGraph, starter_url: str
) -> None:
    term = with_formula(graph)
    with browser.new_context(java_script_enabled=False) as context:
        watch = Watch(context.new_page())
        watch.page.goto(f"{starter_url}terms/{quote(term.id)}/", wait_until="networkidle")
        formula = watch.page.locator("main .katex").first
        expect(formula).to_be_visible()
        box = formula.bounding_box()
        assert box
        assert box["width"] > 3
        assert box["height"] > 3
        watch.picture("formula")
        assert [url for url in watch.asked if "katex" in url.lower()] == [
            f"{starter_url}static/katex/katex.min.css"
        ]
        assert watch.page.locator("main math").count() >= 1
        assert watch.faults == []


def test_fonts_of_a_formula_are_loaded(watch: Watch, graph: TermGraph, starter_url: str) -> None:
    watch.page.goto(f"{starter_url}terms/{quote(with_formula(graph).id)}/")
    loaded = "[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)"
    fonts = watch.page.evaluate(f"(document.body.offsetWidth, document.fonts.ready.then(() => {loaded}))")
    assert any("Formula_" in family for family in fonts)


def test_an_old_anchor_shows_its_entry(watch: Watch, graph: TermGraph, starter_url: str) -> None:
    terms = [term for term in graph.glossary.terms if term.position.path == "ai/deep-learning.md"]
    last = terms[len(terms) // 2]
    watch.page.goto(f"{starter_url}{DEEP}#{last.anchors[0]}")
    entry = watch.page.get_by_role("heading", level=2).get_by_role("link", name=last.label, exact=True)
    expect(entry).to_be_in_viewport()
    height = watch.page.viewport_size["height"] if watch.page.viewport_size else 0
    box = entry.bounding_box()
    assert box
    assert 0 <= box["y"] < height / 2
    watch.picture("anchor")


# ------------------------------------------------------------- widths and colours


def test_no_page_scrolls_sideways(browser: Browser, starter_site: Path, starter_url: str) -> None:
    """At 320 px (WCAG 1.4.10) and on a phone: every page in a long run, else some of the alike ones."""
    files = sorted(starter_site.rglob("*.html"), key=lambda file: (len(file.parts), file))
    terms = [file for file in files if file.parent.parent.name == "terms"]
    left_out = {*terms} - {*terms[:: examples(8, 1)]}
    wide = []
    with browser.new_context() as context:
        watch = Watch(context.new_page())
        for file in (each for each in files if each not in left_out):
            path = file.relative_to(starter_site).as_posix().removesuffix("index.html")
            watch.page.goto(starter_url + quote(path), wait_until="domcontentloaded")
            for width in (320, 360):
                watch.page.set_viewport_size({"width": width, "height": 640})
                most = watch.page.evaluate("document.documentElement.scrollWidth")
                if most > width:
                    wide.append(f"{path}: {most} px")
        watch.page.goto(starter_url)
        watch.picture("phone-360")
        assert watch.faults == []
    assert wide == []


def test_a_very_wide_screen_keeps_lines_short(browser: Browser, starter_url: str) -> None:
    with browser.new_context(viewport={"width": 2560, "height": 1300}) as context:
        page = context.new_page()
        page.goto(starter_url + DEEP)
        widths = page.locator("main p").evaluate_all(
            "all => all.map(p => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize))"
        )
        assert max(widths) < 60


def lightness(page: Page) -> float:
    """How light the page is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if colour == "rgba(0, 0, 0, 0)":
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    numbers = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    scale = 255 if colour.startswith(("color(", "oklch", "oklab", "lab")) and max(numbers) <= 1 else 1
    return sum(numbers) / 3 * scale


def test_dark_follows_the_system(browser: Browser, starter_url: str) -> None:
    found = {}
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
            watch = Watch(context.new_page())
            watch.page.goto(starter_url + DEEP)
            found[scheme] = lightness(watch.page)
            watch.picture(scheme)
            assert watch.faults == []
    assert found["dark"] < 80 < 180 < found["light"]


def test_the_switch_of_colours_is_remembered(watch: Watch, starter_url: str) -> None:
    page = watch.page
    page.emulate_media(color_scheme="light")
    page.goto(starter_url)
    switch = page.get_by_role("banner").locator("button[aria-label][data-dark]")
    for _ in range(3):
        if lightness(page) < 80:
            break
        switch.click()
    assert lightness(page) < 80
    page.goto(starter_url + DEEP)
    assert lightness(page) < 80


# ------------------------------------------------------------- other places


def test_under_a_sub_path(watch: Watch, graph: TermGraph, tmp_path: Path) -> None:
    output = tmp_path / "tech_glossary"
    build(load_config(STARTER, output=output, base_url="https://example.org/tech_glossary/"))
    with served(tmp_path) as root:
        go_round(watch.page, graph, root + "tech_glossary/")
        # A server shows the 404 page at any depth.
        watch.page.goto(root + "tech_glossary/404.html")
        watch.page.get_by_role("banner").get_by_role("link").first.click()
        watch.page.wait_for_url(lambda url: not url.endswith("404.html"))
        assert address(watch.page) == "/tech_glossary/"
        watch.page.goto("about:blank")
    paths = [urlsplit(url).path for url in watch.asked if url.startswith("http")]
    assert all(path.startswith("/tech_glossary/") for path in paths)


def test_from_the_disk(watch: Watch, graph: TermGraph, starter_site: Path) -> None:
    page, term = watch.page, with_formula(graph)
    page.goto((starter_site / "index.html").as_uri())
    category = term.position.path.removesuffix(".md") + "/"
    # A script adds the names of files: before it comes, a link leads to a folder.
    page.locator(f"main a[href*='{category}index.html']").first.click()
    heading = page.get_by_role("main").get_by_role("heading", level=2)
    heading.locator("a[href$='/index.html']").get_by_text(term.label, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(term.label)
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.querySelector('.katex')).fontFamily").startswith(
        "Formula_"
    )
    wait_until(page, "Array.from(document.fonts).some(font => font.status === 'loaded')")


# ------------------------------------------------------------- for everybody


def test_the_first_tab_skips_to_the_content(watch: Watch, starter_url: str) -> None:
    page = watch.page
    page.goto(starter_url + DEEP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
