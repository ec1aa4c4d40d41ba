"""The site on paper, in colours of the system, without motion, and by keyboard (WCAG 2.2: 2.4.7, 2.4.11)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from serving import served
from two import build_two
from waiting import wait_until

TERM = "terms/attention/"
PAGES = ("", TERM, "ai/training/", "index/", "search/?q=a", "map/", "changes/", "notes/training-loop/")
SIZES = {360: 640, 1280: 800}

# The first box of an element that takes part in the page, cut by all boxes that scroll or clip around it.
VISIBLE = """
function visible(element) {
  if (!element.checkVisibility({ visibilityProperty: true })) return null;
  let { left, top, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (getComputedStyle(around).overflow === "visible" || around === document.documentElement) continue;
    const box = around.getBoundingClientRect();
    [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
    [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
  }
  return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
}
"""

# Contrast of two opaque colours as WCAG 2.2 defines it; a canvas turns any notation into bytes.
CONTRAST = r"""
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function luminance(colour) {
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(byte => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
function behind(element) {
  for (let place = element; place; place = place.parentElement) {
    const colour = getComputedStyle(place).backgroundColor;
    if (!/^rgba.*, 0\)$/.test(colour)) return colour;
  }
  return "white";
}
"""

# Texts that can hardly be read: below 4.5:1 against what lies behind them.
FAINT = f"""() => {{ {VISIBLE} {CONTRAST}
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {{
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !visible(element)) continue;
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    if (contrast(colour, behind(element)) < 4.5) faint.push(`${{texts.currentNode.data}}: ${{colour}}`);
  }}
  return faint;
}}"""

# What is wrong with the focus: no ring of 2 px, a ring that is hardly seen, outside the window, or covered.
FOCUS = f"""() => {{ {VISIBLE} {CONTRAST}
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const name = `${{element.tagName}} ${{element.textContent.trim().slice(0, 30)}}`;
  const style = getComputedStyle(element), box = visible(element), wrong = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no ring");
  else if (contrast(style.outlineColor, behind(element.parentElement)) < 3) wrong.push("faint ring");
  if (!box) wrong.push("not shown");
  else {{
    const {{ left, top, right, bottom }} = box;
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) wrong.push("outside");
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!over || !(element.contains(over) || over.contains(element))) wrong.push("covered");
  }}
  return [name, wrong.join(", ")];
}}"""


# What moves, or would at the next change. The note of the search page only waits: it is shown in one step.
MOVING = """() => [
  ...document.getAnimations().map(a => a.animationName ?? a.transitionProperty),
  ...[...document.querySelectorAll("*")].filter(e => e.checkVisibility()).flatMap(e => {
    const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(e);
    const still = !/[1-9]/.test(transitionDuration) && scrollBehavior === "auto";
    return still && (animationName === "none" || !/[1-9]/.test(animationDuration)) ? [] : [animationName];
  })].filter(name => name !== "search-note")"""


def shown(page: Page, selector: str) -> list[str]:
    """The elements of a kind that take up room on the page, each as the start of its HTML."""
    found: list[str] = page.locator(selector).evaluate_all(
        f"all => {{ {VISIBLE} return all.filter(visible).map(e => e.outerHTML.slice(0, 120)); }}"
    )
    return found


# ------------------------------------------------------------- paper


@pytest.mark.parametrize("path", PAGES)
def test_paper_has_no_controls(page: Page, starter_url: str, path: str) -> None:
    page.goto(starter_url + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert shown(page, "nav, button, input")
    page.emulate_media(media="print")
    assert shown(page, "nav, [role=search], button, input, select, .skip, .switch, .preview") == []
    assert shown(page, "h1")


def test_paper_says_where_it_is_from(page: Page, starter_url: str) -> None:
    """The address and the day at its foot; what is folded is open, and has no sign of a fold."""
    page.goto(starter_url + "ai/training/cards/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    foot = "getComputedStyle(document.querySelector('.site-footer'), '::before').content"
    assert starter_url + "ai/training/cards/" in page.evaluate(foot)
    expect(page.locator(".deck details p").first).to_be_visible()
    marker = "getComputedStyle(document.querySelector('.deck summary')).listStyleType"
    assert page.evaluate(marker) == "none"


def test_a_choice_of_languages_is_printed(page: Page, serve_two: str) -> None:
    page.goto(serve_two)
    page.emulate_media(media="print")
    expect(page.locator("main nav a").first).to_be_visible()


def test_an_open_preview_is_not_printed(page: Page, starter_url: str) -> None:
    page.goto(starter_url + TERM)
    page.locator("main a.term").first.hover()
    expect(page.locator(".preview:popover-open")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".preview:popover-open")).to_be_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_paper_is_white_when_the_screen_is_dark(page: Page, starter_url: str, path: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(starter_url + path)
    for theme in ("", "dark"):  # dark by the system, and by the switch
        page.evaluate("theme => { if (theme) document.documentElement.dataset.theme = theme; }", theme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
        assert page.evaluate(FAINT) == []


def test_all_letters_of_the_index_are_printed(page: Page, starter_url: str) -> None:
    page.goto(starter_url + "index/")
    page.emulate_media(media="print")
    assert set(
        page.locator(".row").evaluate_all("rows => rows.map(r => getComputedStyle(r).contentVisibility)")
    ) == {"visible"}


def test_paper_says_where_a_link_leads(page: Page, serve_two: str) -> None:
    page.goto(serve_two + "ja/terms/hikari/")
    link = page.locator(".text a[rel=external]")
    after = "e => getComputedStyle(e, '::after').content"
    assert link.evaluate(after) == "none"
    page.emulate_media(media="print")
    assert "https://example.org/light" in link.evaluate(after)
    # A term stays a word of its sentence: the address within the site says nothing on paper.
    term = page.locator(".text a.term").first
    assert term.evaluate(after) == "none"
    assert "underline" in term.evaluate("e => getComputedStyle(e).textDecorationLine")


# ------------------------------------------------------------- colours of the system


@pytest.mark.parametrize("path", PAGES)
def test_forced_colours_lose_no_text(page: Page, starter_url: str, path: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(starter_url + path)
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
        for switch in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", switch)
            assert page.evaluate(FAINT) == [], (scheme, switch)
    expect(page.locator("h1")).to_be_visible()


def test_forced_colours_keep_links_borders_and_focus(page: Page, starter_url: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(starter_url + TERM)
    style = "(e, [name, part]) => getComputedStyle(e, part)[name]"
    term = page.locator(".text a.term").first
    assert "underline" in term.evaluate(style, ["textDecorationLine", None])
    assert page.locator(".search input").evaluate(style, ["borderTopStyle", None]) == "solid"
    assert page.locator("h1").evaluate(style, ["borderTopWidth", "::before"]) == "3px"
    term.focus()
    assert page.evaluate(FOCUS)[1] == ""
    page.locator(".preview:popover-open").wait_for()
    assert page.locator(".preview:popover-open").evaluate(style, ["borderTopStyle", None]) == "solid"
    page.goto(starter_url + "index/")
    here = page.locator(".site-nav [aria-current]")
    assert here.evaluate(style, ["borderBottomStyle", None]) == "solid"
    page.goto(starter_url)
    assert page.locator(".fields > li").first.evaluate(
        "e => getComputedStyle(e).borderTopColor != getComputedStyle(document.body).backgroundColor"
    )


# ------------------------------------------------------------- motion


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_those_who_asked_so(page: Page, starter_url: str, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(starter_url + path, wait_until="commit")
    page.locator("h1").wait_for()
    assert page.evaluate(MOVING) == []
    if page.locator("main a.term").count():
        page.locator("main a.term").first.hover()
        page.locator(".preview:popover-open").wait_for()
        assert page.evaluate(MOVING) == []
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("a")
    page.locator("[role=option], .search-results li").first.wait_for()
    assert page.evaluate(MOVING) == []


# ------------------------------------------------------------- keyboard


STOPS = 80
"""From each end of a page; the index goes on with hundreds of the same kind."""


TO_THE_END = """() => {
    document.activeElement.blur();
    getSelection().selectAllChildren(document.body);
    getSelection().collapseToEnd();
}"""
"""Where the next Shift+Tab begins."""


def walk(page: Page, key: str) -> list[list[str]]:
    """The stops of a way through the page, each with what is wrong there."""
    stops: list[list[str]] = []
    while len(stops) < STOPS:
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [("", 360, "dark"), (TERM, 1280, "light"), ("index/", 360, "light")]
)
def test_the_focus_is_always_seen(
    browser: Browser, starter_url: str, path: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": SIZES[width]}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(starter_url + path)
        stops = walk(page, "Tab")
        assert len(stops) > 20
        page.evaluate(TO_THE_END)
        back = walk(page, "Shift+Tab")
        assert len(back) > 20
        assert [stop for stop in stops + back if stop[1]] == []


@pytest.mark.parametrize("width", SIZES)
def test_the_letters_stay_while_the_index_scrolls(browser: Browser, starter_url: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": SIZES[width]}) as context:
        page = context.new_page()
        page.goto(starter_url + "index/")
        letters = page.locator(".letters")
        before = letters.bounding_box()
        page.locator(".row").last.scroll_into_view_if_needed()
        page.evaluate("scrollBy(0, 1e6)")
        wait_until(page, "scrollY > 500")
        after = letters.bounding_box()
        assert before
        assert after
        header = page.locator(".site-header").bounding_box()
        assert header
        assert header["y"] == 0
        assert header["height"] <= 57  # with its border
        assert before["y"] > after["y"]
        assert abs(after["y"] - header["height"]) <= 1
        expect(letters.get_by_role("link").first).to_be_in_viewport(ratio=1)
        # What a letter leads to lies below the bar, not behind it.
        letters.get_by_role("link").nth(2).click()
        wait_until(page, "location.hash")
        heading = page.locator(f"[id='{page.evaluate('decodeURIComponent(location.hash.slice(1))')}']").first
        expect(heading).to_be_in_viewport()
        box, bar = heading.bounding_box(), letters.bounding_box()
        assert box
        assert bar
        assert box["y"] >= bar["y"] + bar["height"] - 1


# ------------------------------------------------------------- two languages


@pytest.fixture(scope="module")
def serve_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in Japanese and English, with a link that leads out of it."""
    light = "# 光\n\n## 光\n<!-- id: hikari -->\n\n恒星から届く。[くわしく](https://example.org/light)。\n"
    site, _ = build_two(tmp_path_factory.mktemp("two"), None, ja_light__md=light)
    with served(site) as url:
        yield url


def suggested(page: Page, query: str) -> set[str]:
    """Where the suggestions for a query lead to; the line to the search page is left out."""
    field = page.locator("[role=search] input")
    field.fill("")
    field.press_sequentially(query)
    page.locator(".suggestions [role=option]:has(b)").first.wait_for()
    return set(
        page.locator(".suggestions [role=option]:has(b)").evaluate_all("all => all.map(a => a.pathname)")
    )


@pytest.mark.parametrize(
    ("language", "own", "query"),
    [
        ("ja", "恒星", "恒星"),
        ("ja", "Star", "star"),
        ("en", "Star", "star"),
        ("en", "恒星", "恒星"),
        ("en", "Comet", "comet"),
    ],
)
def test_search_finds_its_own_language(
    page: Page, serve_two: str, language: str, own: str, query: str
) -> None:
    page.goto(f"{serve_two}{language}/")
    found = suggested(page, query)
    assert found, own
    assert {path.split("/")[1] for path in found} == {language}
    page.goto(f"{serve_two}{language}/search/?q={query}")
    page.locator(".search-results li").first.wait_for()
    links = page.locator(".search-results a").evaluate_all("all => all.map(a => a.pathname)")
    assert {path.split("/")[1] for path in links} == {language}


def test_search_finds_nothing_that_only_the_other_language_has(page: Page, serve_two: str) -> None:
    page.goto(serve_two + "ja/search/?q=comet")
    expect(page.locator(".search-status")).to_have_text("見つかりませんでした")
    assert page.locator(".search-results li").count() == 0
    page.goto(serve_two + "en/search/?q=星団")
    expect(page.locator(".search-status")).not_to_be_empty()
    assert page.locator(".search-results li").count() == 0
