"""The same site in Firefox, in short: what a reader does on it works there too, and the console is silent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from conftest import on_all_processors
from firefox import Firefox, firefox_path, started

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(firefox_path() is None, reason="there is no Firefox; GLOSSGEN_FIREFOX names one"),
]

ENTER = "\ue007"
TAB = "\ue004"

PAGES = (
    "",
    "index/",
    "map/",
    "search/?q=勾配",
    "categories/",
    "ai/deep-learning/",
    "terms/gradient/",
    "404.html",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with ExitStack() as stack:
        with on_all_processors():
            firefox = stack.enter_context(started(tmp_path_factory.mktemp("firefox")))
        yield firefox


@pytest.fixture
def firefox(session: Firefox, starter_url: str) -> Iterator[Firefox]:
    """Firefox; its console tells of no error of ours in the end."""
    yield session
    assert session.faults(starter_url) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_and_does_not_scroll_sideways(firefox: Firefox, starter_url: str, page: str) -> None:
    firefox.go(starter_url + page)
    assert firefox.run("return document.querySelectorAll('h1').length") == 1
    assert firefox.run("return getComputedStyle(document.querySelector('header')).display") != "inline"
    root = "document.documentElement"
    assert firefox.run(f"return {root}.scrollWidth <= {root}.clientWidth")


def test_search_by_keyboard_leads_to_a_term(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "terms/attention/")
    firefox.press("/")
    firefox.wait("document.activeElement.getAttribute('role') === 'combobox'")
    firefox.press("勾配")
    chosen = "document.querySelector('[role=option][aria-selected=true] b')"
    firefox.wait(f"{chosen} && {chosen}.textContent === '勾配'")
    firefox.press(ENTER)
    firefox.wait("location.pathname.endsWith('/terms/gradient/') && document.readyState === 'complete'")


def test_the_page_of_search_finds(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "search/?q=勾配")
    firefox.wait("document.querySelector('main a[href$=\"terms/gradient/\"]')")


def test_a_link_shows_its_definition(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "terms/attention/")
    assert firefox.run("return document.querySelectorAll('.preview:popover-open').length") == 0
    firefox.point_at(".text a.term")
    firefox.wait("document.querySelector('.preview:popover-open')")
    name = firefox.run("return document.querySelector('.preview:popover-open').textContent")
    assert firefox.run("return document.querySelector('.text a.term').textContent") in name


def test_fonts_of_a_formula_are_loaded(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "terms/gradient/")
    firefox.wait(
        "[...document.fonts].some((font) => font.status === 'loaded' && font.family.includes('Formula_'))"
    )


def test_the_map_leads_to_a_term(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "map/")
    firefox.wait("document.querySelectorAll('.map svg a').length > 50")
    href = firefox.run("return document.querySelector('.map svg a').href.baseVal")
    assert "terms/" in href


def test_the_switch_of_colours_is_remembered(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url)
    colour = "return getComputedStyle(document.documentElement).backgroundColor"
    colour += " + getComputedStyle(document.body).backgroundColor"
    before = firefox.run(colour)
    for _ in range(3):
        firefox.run("document.querySelector('header button[aria-label][data-dark]').click()")
        if firefox.run(colour) != before:
            break
    switched = firefox.run(colour)
    assert switched != before
    firefox.go(starter_url + "index/")
    assert firefox.run(colour) == switched


def test_the_first_tab_skips_to_the_content(firefox: Firefox, starter_url: str) -> None:
    firefox.go(starter_url + "ai/deep-learning/")
    firefox.press(TAB)
    assert firefox.run("return document.activeElement.getAttribute('href')").startswith("#")
    firefox.press(ENTER)
    firefox.wait("document.activeElement === document.querySelector('main')")
