from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture
def term(page: Page, starter_url: str) -> Page:
    """Some page, and every error that it meets."""
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
    page.goto(starter_url + "terms/attention/")
    yield page
    assert page.errors == []  # type: ignore[attr-defined]


def options(page: Page) -> list[str]:
    """The names of the suggestions."""
    return page.locator("[role=option] b").all_text_contents()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_leads_to_the_field(term: Page, key: str) -> None:
    assert "search.js" not in str(term.evaluate("[...document.scripts].map((script) => script.src)"))
    term.keyboard.press(key)
    expect(term.get_by_role("combobox")).to_be_focused()
    expect(term.get_by_role("combobox")).to_have_value("")


def test_a_slash_in_a_field_is_a_slash(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("a/b")
    expect(term.locator(".search input")).to_have_value("a/b")


def test_suggestions_by_keyboard(term: Page) -> None:
    term.keyboard.press("/")
    field = term.get_by_role("combobox")
    term.keyboard.type("勾配")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(term.get_by_role("listbox")).to_be_visible()
    expect(term.locator("[role=option][aria-selected=true] b")).to_have_text("勾配")
    term.keyboard.press("ArrowDown")
    selected = term.locator("[role=option][aria-selected=true]")
    expect(selected.locator("b")).to_have_text("勾配消失")
    expect(field).to_have_attribute("aria-activedescendant", str(selected.get_attribute("id")))
    expect(field).to_be_focused()
    term.locator("[role=option] mark").first.wait_for()
    expect(selected.locator("b")).to_have_text("勾配消失")  # still, after the texts have come
    term.keyboard.press("ArrowUp")
    term.keyboard.press("ArrowUp")
    expect(term.locator("[role=option][aria-selected=true]")).to_have_class("all")
    term.keyboard.press("ArrowDown")
    term.keyboard.press("Enter")
    term.wait_for_url("**/terms/gradient/")


def test_escape_closes_and_keeps_what_was_typed(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("勾配")
    expect(term.get_by_role("listbox")).to_be_visible()
    term.keyboard.press("Escape")
    expect(term.get_by_role("listbox")).to_be_hidden()
    expect(term.get_by_role("combobox")).to_have_value("勾配")
    expect(term.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    term.keyboard.press("ArrowDown")
    expect(term.get_by_role("listbox")).to_be_visible()


def test_leaving_closes(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("勾配")
    expect(term.get_by_role("listbox")).to_be_visible()
    term.mouse.click(5, 500)
    expect(term.get_by_role("listbox")).to_be_hidden()


def test_how_many_is_announced(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("勾配クリッ")
    expect(term.locator(".search [role=status]")).to_contain_text("件見つかりました")
    term.get_by_role("combobox").fill("んんんん")
    expect(term.locator(".search [role=status]")).to_have_text("見つかりませんでした")


def test_texts_follow_names(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("有病率")
    quote = term.locator("[role=option] .quote").first
    expect(quote.locator("mark")).to_have_text("有病率")
    assert options(term) == ["ベイズの定理"]


def test_suggestions_follow_an_input_method(term: Page) -> None:
    term.keyboard.press("/")
    field = term.get_by_role("combobox")
    compose = """(field, [value, composing]) => {
      field.value = value;
      field.dispatchEvent(new InputEvent("input", { isComposing: composing, bubbles: true }));
    }"""
    field.evaluate(compose, ["こうばいs", True])
    expect(term.locator("[role=option][aria-selected=true] b")).to_have_text("勾配")
    expect(term.locator("[role=option] .quote").first).not_to_be_empty()  # the definition of the best
    for properties in ("isComposing: true", "keyCode: 229"):
        key = (
            f"new KeyboardEvent('keydown', {{ key: 'Enter', {properties}, bubbles: true, cancelable: true }})"
        )
        assert field.evaluate(f"(field) => field.dispatchEvent({key})")
    assert term.url.endswith("/terms/attention/")


def test_a_suggestion_can_be_tapped(browser: Browser, starter_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(starter_url + "terms/attention/")
    page.tap(".search input")
    page.keyboard.type("rnn")
    page.locator("[role=option]").nth(2).wait_for()  # a guess: the list is whole, nothing is put in its place
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.tap("[role=option] >> nth=0")
    page.wait_for_url("**/terms/recurrent-neural-network/")
    context.close()


TYPE_WHILE_PRESSED = """async (value) => {
  const input = document.querySelector(".search").q;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  for (let i = 0; i < 20; i++) await null;  // the list is made without a pause
}"""


def press(page: Page) -> None:
    """Hold the mouse down on the suggestion of 勾配消失, while the query becomes another."""
    page.keyboard.press("/")
    page.keyboard.type("勾配")
    page.locator("[role=option] mark").first.wait_for()
    page.get_by_role("option").filter(has_text="勾配消失").first.hover()
    page.mouse.down()
    page.evaluate(TYPE_WHILE_PRESSED, "学習率")
    assert "勾配消失" in options(page)


def test_a_click_is_on_what_was_pressed(term: Page) -> None:
    press(term)
    term.mouse.up()
    term.wait_for_url("**/terms/vanishing-gradient/")


def test_the_list_changes_after_the_click(term: Page) -> None:
    press(term)
    term.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    term.mouse.up()
    expect(term.locator("[role=option] b").first).to_have_text("学習率")
    assert term.url.endswith("/terms/attention/")


def test_a_list_that_was_closed_stays_closed(term: Page) -> None:
    press(term)
    term.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    term.get_by_role("combobox").press("Escape")
    expect(term.get_by_role("listbox")).to_be_hidden()
    term.mouse.up()
    term.evaluate("() => new Promise((done) => setTimeout(() => setTimeout(done)))")
    expect(term.get_by_role("listbox")).to_be_hidden()


def test_the_form_leads_to_the_page(term: Page) -> None:
    term.keyboard.press("/")
    term.keyboard.type("確率")
    term.locator("[role=option] .quote").first.wait_for()
    term.locator("[role=option].all").click()
    term.wait_for_url("**/search/?q=*")
    expect(term.locator(".search-results b").first).to_have_text("確率的勾配降下法")
    expect(term.get_by_role("searchbox")).to_have_value("確率")
    expect(term.locator(".search-note")).to_be_hidden()


def test_the_page_by_keyboard(page: Page, starter_url: str) -> None:
    page.goto(starter_url + "search/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("過学習")
    expect(page.locator(".search-results b").first).to_have_text("過学習")
    page.wait_for_url("**/search/?q=%E9%81%8E%E5%AD%A6%E7%BF%92")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-results a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    expect(page.locator(".search-status")).to_contain_text("件見つかりました")


def test_without_script_the_page_leads_to_the_index(browser: Browser, starter_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(starter_url + "terms/attention/")
    page.locator(".search input").fill("勾配")
    page.locator(".search input").press("Enter")
    page.wait_for_url("**/search/?q=*")
    note = page.locator(".search-note")
    expect(note).to_be_visible()
    note.get_by_role("link").click()
    page.wait_for_url("**/index/")
    context.close()


def test_from_the_disk(page: Page, starter_site: Path) -> None:
    page.goto((starter_site / "terms/attention/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("有病率")
    expect(page.locator("[role=option] mark").first).to_have_text("有病率")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/bayes-theorem/index.html")


def test_below_another_path(page: Page, starter_site: Path, tmp_path: Path) -> None:
    page.route(
        "http://glossary.test/deep/*/**",
        lambda route: route.fulfill(path=_file(starter_site, route.request.url)),
    )
    page.goto("http://glossary.test/deep/site/terms/attention/")
    page.keyboard.press("/")
    page.keyboard.type("rnn")
    page.locator("[role=option]").nth(2).wait_for()
    page.locator("[role=option]").first.click()
    page.wait_for_url("http://glossary.test/deep/site/terms/recurrent-neural-network/")


def _file(site: Path, url: str) -> Path:
    path = site / url.split("/site/")[1].split("?")[0]
    return path / "index.html" if path.is_dir() else path


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(browser: Browser, starter_url: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(starter_url + "terms/attention/")
    page.keyboard.press("/")
    page.keyboard.type("勾配")
    page.locator("[role=option] .quote").first.wait_for()
    assert Axe().run(page, context=".site-header").response["violations"] == []
    page.goto(starter_url + "search/?q=勾配")
    page.locator(".search-results .quote mark").first.wait_for()
    assert Axe().run(page).response["violations"] == []
    context.close()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("terms/Attention.html", "注意機構"),
        ("old/attention/", "注意機構"),
        ("glossary.md#5Yu+6YWN", "勾配"),
        ("%E5%8B%BE%E9%85%8D", "勾配"),
    ],
)
def test_an_address_that_leads_nowhere_leads_to_what_was_meant(
    page: Page, starter_site: Path, address: str, name: str
) -> None:
    page.route("http://glossary.test/**", lambda route: _or_404(starter_site, route))
    page.goto("http://glossary.test/" + address)
    page.wait_for_url("http://glossary.test/terms/**")
    expect(page.locator("h1 dfn")).to_have_text(name)


def test_an_address_of_a_page_that_is_no_term_leads_there_in_any_case(page: Page, starter_site: Path) -> None:
    addresses = json.loads((starter_site / "search" / "addresses.json").read_bytes())
    address = next(each for each in addresses if each.isascii() and "index" not in each and each.rstrip("/"))
    page.route("http://glossary.test/**", lambda route: _or_404(starter_site, route))
    page.goto("http://glossary.test/" + address.upper().rstrip("/") + ".HTML")
    page.wait_for_url("http://glossary.test/" + address)


def test_an_address_that_means_several_offers_them(page: Page, starter_site: Path) -> None:
    page.route("http://glossary.test/**", lambda route: _or_404(starter_site, route))
    page.goto("http://glossary.test/terms/gradient-descent-method/")
    expect(page.locator(".meant a").first).to_have_text("勾配降下法")
    assert page.locator(".meant a").count() <= 3


def _or_404(site: Path, route: Route) -> None:
    """What a server answers whose pages are below its root."""
    path = site / unquote(route.request.url.split("glossary.test/")[1].split("?")[0].split("#")[0])
    path = path / "index.html" if path.is_dir() else path
    found = path.is_file()
    route.fulfill(path=path if found else site / "404.html", status=200 if found else 404)
