"""Definitions beside links, taken from the pages that these lead to (WCAG 2.2, 1.4.13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from glossgen.model import Formula, InlineMarkup, TextRun
from glossgen.render.body_html import preview_html
from glossgen.site.values import Excerpt
from test_browser_media import FOCUS

PAGE = "terms/gradient-descent/"
SIZES = ((360, 640), (1280, 800))

Open = Callable[..., Page]


@pytest.fixture
def tab(browser: Browser, starter_url: str) -> Iterator[Open]:
    """Opens pages of the starter's site in a window of a given size."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = PAGE, size: tuple[int, int] = SIZES[1], **options: object) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(starter_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def links(page: Page) -> Locator:
    return page.locator(".text a.term")


def shown(page: Page) -> Locator:
    return page.locator(".preview:popover-open")


def leave(page: Page) -> None:
    page.mouse.move(1, 1)


# -- what is shown -------------------------------------------------------------


def test_a_link_shows_the_sentence_that_defines_its_term(tab: Open) -> None:
    page = tab()
    first = links(page).first
    first.hover()
    expect(shown(page)).to_have_count(1)
    page.goto(first.evaluate("a => a.href"))
    name, sentence = page.inner_text("h1"), page.locator(".text p").first.inner_text()
    page.go_back()
    links(page).first.hover()
    assert shown(page).locator("b").inner_text() == name
    assert sentence.startswith(shown(page).locator("p").inner_text())


def test_each_page_is_asked_for_once_and_only_by_a_reader(tab: Open) -> None:
    page = tab()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(300)
    assert asked == []
    for link in (*links(page).all()[:3], links(page).first):
        link.hover()
        expect(shown(page).locator("b")).to_have_text(link.inner_text())
        page.keyboard.press("Escape")
    pages = [url for url in asked if url.endswith("/")]
    assert sorted(pages) == sorted({*pages})
    assert {*pages} >= {str(link.evaluate("a => a.href")) for link in links(page).all()[:3]}


def test_a_pointer_that_passes_by_asks_for_nothing(tab: Open) -> None:
    page = tab()
    page.locator("h1").hover()
    page.wait_for_load_state("networkidle")
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    links(page).first.hover()
    page.clock.run_for(59)
    leave(page)
    page.clock.run_for(1000)
    assert asked == []


def test_a_page_that_cannot_be_had_shows_nothing_and_a_finger_follows_its_link(tab: Open) -> None:
    page = tab(size=SIZES[0], has_touch=True)
    target = str(links(page).first.evaluate("a => a.href"))
    page.route(
        target, lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    links(page).first.hover()
    page.wait_for_timeout(600)
    expect(shown(page)).to_have_count(0)
    links(page).first.tap()
    page.wait_for_url(target)
    assert said == []


def test_a_link_to_a_section_and_one_to_no_term_show_nothing(tab: Open) -> None:
    page = tab("notes/training-loop/")
    page.evaluate("""() => {
        const [first, second] = document.querySelectorAll(".text a.term");
        first.hash = "#somewhere";
        second.href = "../../index/";
    }""")
    for number in range(2):
        links(page).nth(number).hover()
        page.wait_for_timeout(600)
        expect(shown(page)).to_have_count(0)


def test_nothing_moves(tab: Open) -> None:
    page = tab()
    before = page.evaluate("document.documentElement.getBoundingClientRect().toJSON()")
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)
    assert page.evaluate("document.documentElement.getBoundingClientRect().toJSON()") == before


@pytest.mark.parametrize(("size", "scheme"), list(zip(SIZES, ["light", "dark"], strict=True)))
def test_the_card_is_inside_the_window_and_beside_its_link(
    tab: Open, size: tuple[int, int], scheme: str
) -> None:
    page = tab("ai/training/", size, color_scheme=scheme)
    for link in (links(page).all()[:: max(1, links(page).count() // 8)])[:8]:
        link.scroll_into_view_if_needed()
        link.hover()
        expect(shown(page)).to_have_count(1)
        card, at = shown(page).bounding_box(), link.bounding_box()
        assert card is not None
        assert at is not None
        assert card["x"] >= 0
        assert card["y"] >= 0
        assert card["x"] + card["width"] <= size[0]
        assert card["y"] + card["height"] <= size[1] + 1
        apart = max(card["y"] - at["y"] - at["height"], at["y"] - card["y"] - card["height"])
        assert apart <= 24
        page.keyboard.press("Escape")
        leave(page)
        expect(shown(page)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


# -- WCAG 1.4.13 ------------------------------------------------------------------


def test_escape_takes_it_away_and_the_pointer_stays(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(shown(page)).to_have_count(0)


def test_it_stays_while_the_pointer_is_on_it_and_goes_after(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)
    shown(page).hover()
    page.wait_for_timeout(700)
    expect(shown(page)).to_have_count(1)
    leave(page)
    expect(shown(page)).to_have_count(0)


def test_it_stays_as_long_as_the_pointer_is_on_the_link(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)
    page.wait_for_timeout(1_000)
    expect(shown(page)).to_have_count(1)


def test_the_keyboard_gets_it_and_takes_it_away(tab: Open) -> None:
    page = tab()
    links(page).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(shown(page)).to_have_count(1)
    first = shown(page).locator("b").inner_text()
    page.keyboard.press("Tab")
    expect(shown(page)).to_have_count(1)
    expect(shown(page).locator("b")).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(shown(page)).to_have_count(0)


@pytest.mark.parametrize(("path", "size"), [("", SIZES[0]), ("", SIZES[1]), (PAGE, SIZES[0])])
def test_no_card_covers_where_the_focus_goes(tab: Open, path: str, size: tuple[int, int]) -> None:
    """Each card is waited for before the focus moves on, so that every machine sees the same (2.4.11)."""
    page = tab(path, size)
    stops, cards = [], 0
    while cards < 8:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
        assert stops[-1], "the end of the page"
        if page.evaluate("document.activeElement.matches('a.term, .list a')"):
            shown(page).wait_for()
            stops.append(page.evaluate(FOCUS))
            cards += 1
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        stops.append(page.evaluate(FOCUS))
    assert [stop for stop in stops if stop[1]] == []


def test_the_pointer_gives_way_to_the_keyboard(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)
    page.keyboard.press("Tab")
    assert shown(page).count() == 0
    leave(page)
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)


def test_only_one_is_open(tab: Open) -> None:
    page = tab()
    links(page).nth(0).hover()
    expect(shown(page)).to_have_count(1)
    first = shown(page).locator("b").inner_text()
    links(page).nth(1).hover()
    expect(shown(page).locator("b")).not_to_have_text(first)
    expect(shown(page)).to_have_count(1)


def test_the_first_tap_shows_a_sheet_and_the_second_follows_the_link(tab: Open) -> None:
    page = tab(size=SIZES[0], has_touch=True)
    link = links(page).first
    target = link.evaluate("a => a.href")
    link.tap()
    sheet = shown(page)
    expect(sheet).to_have_class(re.compile("sheet"))
    box = sheet.bounding_box()
    assert box
    assert round(box["y"] + box["height"]) == SIZES[0][1]
    expect(sheet.locator(".row a")).to_have_attribute("href", target)
    # Another link shows its own sheet, and what is no link takes it away.
    page.locator("h1").tap()
    expect(shown(page)).to_have_count(0)
    link.tap()
    expect(sheet).to_have_count(1)
    sheet.get_by_role("button").tap()
    expect(sheet.locator(".text > p").first).to_be_visible()
    sheet.locator(".row a").tap()
    page.wait_for_url(target)


def test_a_finger_follows_the_link_when_previews_are_off(tab: Open) -> None:
    page = tab(size=SIZES[0], has_touch=True)
    page.get_by_role("checkbox").uncheck()
    target = links(page).first.evaluate("a => a.href")
    links(page).first.tap()
    page.wait_for_url(target)


def test_a_click_pins_the_card(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    shown(page).locator("p").first.click()
    leave(page)
    page.wait_for_timeout(600)
    expect(shown(page).locator(".row a")).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown(page)).to_have_count(0)


def test_screen_readers_are_told_what_is_shown(tab: Open) -> None:
    page = tab()
    links(page).first.hover()
    expect(shown(page)).to_have_attribute("aria-live", "polite")
    # A closed card is in nobody's way.
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_be_hidden()


# -- when ----------------------------------------------------------------------------


def test_the_script_waits_as_long_as_it_is_told(page: Page, starter_url: str) -> None:
    page.clock.install()
    page.goto(starter_url + PAGE)
    page.locator("h1").hover()
    page.wait_for_load_state("networkidle")
    page.clock.pause_at(page.evaluate("Date.now()") + 3_600_000)

    def after(milliseconds: int) -> int:
        page.clock.run_for(milliseconds)
        page.wait_for_load_state("networkidle")
        page.evaluate("new Promise(done => queueMicrotask(done))")
        return shown(page).count()

    links(page).nth(0).hover()
    assert [after(60), after(239)] == [0, 0]
    assert any(after(1) for _ in range(100)), "the answer of the server may come a moment later"
    first = shown(page).locator("b").inner_text()
    links(page).nth(1).hover()
    assert after(59) == 1
    assert shown(page).locator("b").inner_text() == first
    assert after(1) == 1
    page.clock.run_for(1)
    expect(shown(page).locator("b")).not_to_have_text(first)
    leave(page)
    assert [after(299), after(1)] == [1, 0]


# -- the reader's switch ----------------------------------------------------------------


def test_the_switch_is_remembered(tab: Open) -> None:
    page = tab()
    switch = page.get_by_role("checkbox")
    expect(switch).to_be_checked()
    switch.uncheck()
    links(page).first.hover()
    page.wait_for_timeout(600)
    expect(shown(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    links(page).first.hover()
    page.wait_for_timeout(600)
    expect(shown(page)).to_have_count(0)
    page.get_by_role("checkbox").check()
    leave(page)
    page.wait_for_timeout(600)
    links(page).first.hover()
    expect(shown(page)).to_have_count(1)


def test_without_script_there_is_no_switch_and_links_lead(browser: Browser, starter_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(starter_url + PAGE)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    target = page.locator(".text a.term").first.get_attribute("href")
    links(page).first.click()
    assert page.url.endswith(str(target).removeprefix(".."))
    context.close()


def test_a_folder_has_no_pages_to_ask(page: Page, starter_site: Path) -> None:
    page.goto((starter_site / PAGE / "index.html").as_uri())
    switch = page.get_by_role("checkbox")
    expect(switch).to_be_disabled()
    expect(switch).not_to_be_checked()
    links(page).first.hover()
    page.wait_for_timeout(600)
    expect(shown(page)).to_have_count(0)


def test_nothing_is_said_on_the_console(tab: Open) -> None:
    page = tab("index.html")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    page.locator("a.term").first.hover()
    expect(shown(page)).to_have_count(1)
    page.keyboard.press("Escape")
    assert said == []


# -- formulas --------------------------------------------------------------------------


def test_a_page_without_their_style_sheet_shows_formulas_as_mathml(tab: Open) -> None:
    page = tab("terms/classification/")
    assert page.locator("link[href*=katex]").count() == 0
    target = str(links(page).first.evaluate("a => a.href"))
    formula = (
        '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation'
        ' encoding="application/x-tex">x</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true"><span style="height:1em">x</span></span></span>'
    )
    html = (
        f'<body class="page-term"><h1><dfn>名{formula}<a href="#a">前</a></dfn></h1>'
        f'<div class="text"><p class="lead">値{formula}。<sup class="footnote-ref">1</sup></p></div>'
    )
    page.route(target, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    links(page).first.hover()
    expect(shown(page).locator("b math")).to_be_visible()
    expect(shown(page).locator("p math")).to_be_visible()
    assert shown(page).locator(".katex-html, a, .footnote-ref").count() == 0
    assert said == []


def test_a_formula_is_mathml_and_needs_no_style_sheet() -> None:
    katex = (
        '<span class="katex"><span class="katex-mathml"><math xmlns="x"><semantics><mrow><mi>x</mi></mrow>'
        '<annotation encoding="application/x-tex">x</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">x</span></span>'
    )
    text_run = TextRun("値 x < 1", 1, (InlineMarkup(2, 3, "", 0, Formula("x"), 1),))
    shown = preview_html(Excerpt(text_run), lambda _: katex)
    assert shown == "値 <math><mrow><mi>x</mi></mrow></math> &lt; 1"


def test_a_formula_that_cannot_be_read_shows_its_source() -> None:
    text_run = TextRun("x", 1, (InlineMarkup(0, 1, "", 0, Formula("x"), 1),))
    wrong = '<code class="math-error">x</code>'
    assert preview_html(Excerpt(text_run), lambda _: wrong) == wrong
