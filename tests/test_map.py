"""The map of terms: what it says, how it is used by hand, by keyboard, by reader and without script."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.site import map_pages

ROOT = Path(__file__).parent.parent
SIZES = ((360, 640), (1280, 800))


@pytest.fixture
def opened(page: Page, starter_url: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(starter_url + "map/")
    return page


def nodes(page: Page) -> Locator:
    return page.locator(".map svg a")


def node(page: Page, name: str) -> Locator:
    return nodes(page).filter(has_text=re.compile(f"^{re.escape(name)}$"))


def write_glossary(folder: Path, categories: int, terms: int) -> Path:
    """A glossary in which each term names the next one, and the first of the next category."""
    (folder / "glossgen.yml").write_text("title: Test\nlanguages: [ja]\n", "utf-8")
    for category in range(categories):
        lines = [f"# 分野{category}", ""]
        for number in range(terms):
            after = f"C{category}T{(number + 1) % terms}"
            other = f"C{(category + 1) % categories}T0"
            lines += [f"## C{category}T{number}", "", f"{after}と{other}の間にある。", ""]
        (folder / f"part-{category}.md").write_text("\n".join(lines), "utf-8")
    return folder


# -- what it says -----------------------------------------------------------------


def test_map_and_list_hold_every_term_and_every_link(opened: Page) -> None:
    graph = TermGraph.from_folder(ROOT / "tests" / "demo")
    labels = sorted(term.label for term in graph.terms.values())
    assert sorted(nodes(opened).all_text_contents()) == labels
    listed = {
        item.locator("a").text_content(): item.locator(".aside").all_text_contents()
        for item in opened.locator(".map-list li").all()
    }
    assert sorted(filter(None, listed)) == labels
    for term in graph.terms.values():
        others = {graph.terms[key].label for key in graph.links(term) if key != term.key}
        said = set("".join(listed[term.label]).removeprefix("→ ").split(", ")) - {""}
        assert said == others


def test_names_stand_side_by_side(opened: Page) -> None:
    """No name covers another, as the browser draws them."""
    boxes = opened.evaluate(
        "() => Array.from(document.querySelectorAll('.map svg a'), a => {"
        "const b = a.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height, a.textContent]; })"
    )
    covered = [
        (a[4], b[4])
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > 4 and min(a[3], b[3]) - max(a[1], b[1]) > 4
    ]
    assert covered == []


def test_colour_is_never_alone(opened: Page) -> None:
    """Two categories never have both the same colour and the same shape (up to forty)."""
    looks = opened.evaluate(
        "() => Array.from(document.querySelectorAll('.legend svg'),"
        "s => s.getAttribute('class') + s.querySelector('use').getAttribute('href'))"
    )
    assert len(looks) == len(set(looks)) > 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_can_be_seen(opened: Page, scheme: str) -> None:
    """At least 3:1 against the paper (WCAG 2.2, 1.4.11), and they are no plain black."""
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    colours = opened.evaluate(
        "() => Array.from(document.querySelectorAll('.map svg a'), a => getComputedStyle(a).fill)"
    )
    paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len(set(colours)) >= 8
    for colour in set(colours):
        assert contrast(colour, paper) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- by hand ------------------------------------------------------------------------


def test_a_name_shows_its_neighbours(opened: Page) -> None:
    chosen = node(opened, "勾配降下法")
    chosen.hover()
    expect(opened.locator(".map svg.asked")).to_have_count(1)
    graph = TermGraph.from_folder(ROOT / "tests" / "demo")
    key = graph.term("勾配降下法").key
    expected = {key, *graph.links(key), *(place for place in graph.users(key) if place in graph.terms)}
    lit = set(opened.locator(".map a.on").all_text_contents())
    assert lit == {graph.terms[each].label for each in expected}
    assert opened.locator(".map .near").get_attribute("d")
    opened.mouse.move(2, 2)
    expect(opened.locator(".map svg.asked")).to_have_count(0)


def test_a_name_leads_to_its_page(opened: Page) -> None:
    node(opened, "勾配降下法").click()
    expect(opened.locator("h1")).to_have_text("勾配降下法")


def test_dragging_moves_the_map_and_opens_nothing(opened: Page) -> None:
    opened.get_by_role("button", name="拡大").click(click_count=2)
    frame = opened.locator(".map")
    node(opened, "パラメータ").scroll_into_view_if_needed()
    before = frame.evaluate("m => [m.scrollLeft, m.scrollTop]")
    box = node(opened, "パラメータ").bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 8
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x - 60, y - 40, steps=5)
    opened.mouse.up()
    after = frame.evaluate("m => [m.scrollLeft, m.scrollTop]")
    assert [after[0] - before[0], after[1] - before[1]] == [
        pytest.approx(60, abs=12),
        pytest.approx(40, abs=12),
    ]
    assert opened.url.endswith("/map/")


def test_zoom(opened: Page) -> None:
    width = opened.locator(".map svg")
    start = float(width.get_attribute("width") or 0)
    opened.get_by_role("button", name="拡大").click()
    assert float(width.get_attribute("width") or 0) == pytest.approx(start * 1.25)
    opened.get_by_role("button", name="縮小").click()
    assert float(width.get_attribute("width") or 0) == pytest.approx(start)
    opened.locator(".map").focus()
    opened.keyboard.press("+")
    assert float(width.get_attribute("width") or 0) == pytest.approx(start * 1.25)
    opened.keyboard.press("0")
    assert (
        float(width.get_attribute("width") or 0) <= opened.locator(".map").evaluate("m => m.clientWidth") + 1
    )


def test_the_wheel_scrolls_and_zooms_only_with_control(opened: Page) -> None:
    svg = opened.locator(".map svg")
    start = svg.get_attribute("width")
    opened.locator(".map").hover()
    opened.mouse.wheel(0, 40)
    assert svg.get_attribute("width") == start
    opened.keyboard.down("Control")
    opened.mouse.wheel(0, -120)
    expect(svg).not_to_have_attribute("width", str(start))


def test_two_fingers_zoom(browser: Browser, starter_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(starter_url + "map/")
    page.locator(".map").scroll_into_view_if_needed()
    svg = page.locator(".map svg")
    start = float(svg.get_attribute("width") or 0)
    page.evaluate(
        """() => { const m = document.querySelector(".map"), b = m.getBoundingClientRect();
            const at = (type, id, x) => m.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: id,
                pointerType: "touch", clientX: b.x + x, clientY: b.y + 100}));
            at("pointerdown", 1, 100); at("pointerdown", 2, 200); at("pointermove", 2, 300);
            at("pointerup", 1, 100); at("pointerup", 2, 300); }"""
    )
    assert float(svg.get_attribute("width") or 0) == pytest.approx(start * 2)
    context.close()


def test_finding_by_name(opened: Page) -> None:
    field = opened.get_by_role("searchbox", name="マップ内を検索")
    for other in ("こうばいくりっぴんぐ", "gradient clipping"):
        field.fill(other)
        expect(opened.locator(".map a.on")).to_have_text("勾配クリッピング")
    field.fill("こうばいいい")
    expect(opened.locator("output")).to_have_text("見つかりません")
    field.fill("ﾄｰｸﾝ")
    found = opened.locator(".map a.on").all_text_contents()
    assert found
    assert all("トークン" in name for name in found)
    expect(opened.locator("output")).to_have_text(str(len(found)))
    field.press("Enter")
    assert opened.evaluate("document.activeElement.textContent") == found[0]
    assert opened.url.endswith("/map/")
    field.fill("")
    expect(opened.locator("output")).to_have_text("")
    expect(opened.locator(".map svg.asked")).to_have_count(0)


def test_categories_can_be_hidden(opened: Page) -> None:
    box = opened.locator(".legend input").first
    group = opened.locator(".map a[data-group='0']")
    count = group.count()
    assert count > 0
    box.uncheck()
    assert sum(each.is_visible() for each in group.all()) == 0
    box.check()
    assert sum(each.is_visible() for each in group.all()) == count


# -- by keyboard, without script, on a phone --------------------------------------------


def test_every_name_is_reached_by_tab_and_the_map_can_be_skipped(opened: Page) -> None:
    assert nodes(opened).evaluate_all("all => all.every(a => a.tabIndex === 0 && a.getAttribute('href'))")
    opened.locator(".skip[href='#map--list']").focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.closest('.map-list') !== null")


def test_the_focus_shows_neighbours_and_scrolls_the_map(opened: Page) -> None:
    last = nodes(opened).last
    last.focus()
    expect(opened.locator(".map svg.asked")).to_have_count(1)
    inside = last.evaluate(
        "a => { const m = document.querySelector('.map').getBoundingClientRect();"
        "const n = a.getBoundingClientRect();"
        "return n.left < m.right && n.right > m.left && n.top < m.bottom && n.bottom > m.top; }"
    )
    assert inside


@pytest.mark.parametrize("size", SIZES)
def test_without_script(browser: Browser, starter_url: str, size: tuple[int, int]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(starter_url + "map/")
    assert nodes(page).count() > 100
    expect(page.locator(".map-tools")).to_be_hidden()
    expect(page.locator(".legend input").first).to_be_hidden()
    expect(page.locator(".legend").get_by_text("深層学習")).to_be_visible()
    node(page, "パラメータ").click()
    expect(page.locator("h1")).to_have_text("パラメータ")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_as_wide_as_the_window(page: Page, starter_url: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(starter_url + "map/")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_navigation_leads_to_the_map(page: Page, starter_url: str) -> None:
    page.goto(starter_url)
    page.get_by_role("navigation", name="サイト").get_by_role("link", name="マップ").click()
    expect(page.locator("h1")).to_have_text("用語マップ")
    expect(page.locator(".site-nav [aria-current=page]")).to_have_text("マップ")


# -- large and small glossaries ----------------------------------------------------------


def test_a_large_glossary_has_a_map_of_categories_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    monkeypatch.setattr(map_pages, "LIMIT", 10)
    output = tmp_path / "site"
    folder = tmp_path / "glossary"
    folder.mkdir()
    build(load_config(write_glossary(folder, categories=9, terms=6), output=output))
    page.goto((output / "map" / "index.html").as_uri())
    assert sorted(nodes(page).all_text_contents()) == [f"分野{number}" for number in range(9)]
    node(page, "分野1").click()
    expect(page.locator("h1")).to_have_text("分野1")
    page.wait_for_load_state()
    assert sorted(nodes(page).all_text_contents()) == [f"C1T{number}" for number in range(6)]
    page.locator("main").get_by_role("link", name="分野マップ").click()
    expect(page.locator("h1")).to_have_text("分野マップ")
    page.set_viewport_size({"width": 200, "height": 800})
    page.reload()
    assert_all_is_shown(page)


def assert_all_is_shown(page: Page) -> None:
    """A narrow map is not moved: every name stands whole in its frame, as large as text, over no other.

    The lines begin and end at the marks.
    """
    frame, *names = (
        [each.bounding_box() for each in page.locator(selector).all()]
        for selector in (".map", ".map svg a text")
    )
    assert frame[0]
    boxes = [box for box in names[0] if box]
    assert len(boxes) == nodes(page).count()
    for box in boxes:
        assert frame[0]["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame[0]["x"] + frame[0]["width"]
        assert box["height"] >= 11
    for one, other in combinations(boxes, 2):
        apart = (one["x"] + one["width"] <= other["x"], other["x"] + other["width"] <= one["x"])
        assert any(apart) or abs(one["y"] - other["y"]) >= 11
    marks = {
        f"{use.get_attribute('x')} {use.get_attribute('y')}" for use in page.locator(".map svg a use").all()
    }
    ends = set(re.findall(r"\d+ \d+", page.locator(".map .edges").get_attribute("d") or ""))
    assert ends
    assert ends <= marks


def test_what_does_not_fit_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_pages, "LIMIT", 4)
    output = tmp_path / "site"
    folder = tmp_path / "glossary"
    folder.mkdir()
    build(load_config(write_glossary(folder, categories=2, terms=6), output=output))
    html = next((output / "map").glob("*/index.html")).read_text("utf-8")
    assert html.count("<use href=") == 4
    assert "2語は省いています" in html


@pytest.mark.parametrize("limit", [100, 2])
def test_terms_without_a_category_have_room_for_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page, limit: int
) -> None:
    monkeypatch.setattr(map_pages, "LIMIT", limit)
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "glossgen.yml").write_text("title: t\nlanguages: [en]\n", encoding="utf-8")
    (folder / "basics.md").write_text(
        "# Basics\n\n## AI\n\nSee ML.\n\n## ML\n\nPart of AI.\n", encoding="utf-8"
    )
    (folder / "rag.md").write_text("---\ntitle: RAG\ntype: term\n---\nIt uses AI.\n", encoding="utf-8")
    build(load_config(folder, output=tmp_path / "site"))
    page.goto((tmp_path / "site/map/index.html").as_uri())
    cut = """() => { const svg = document.querySelector(".map svg"), frame = svg.parentElement;
        const around = (getComputedStyle(svg).overflow === "visible" ? frame : svg).getBoundingClientRect();
        const boxes = [...svg.querySelectorAll("text")].map(text => text.getBoundingClientRect());
        return boxes.filter(box => box.x < around.x || box.right > around.right).length; }"""
    assert "Other terms" in page.locator(".map svg").inner_html()
    assert page.evaluate(cut) == 0


def test_two_terms_make_no_map(tmp_path: Path) -> None:
    output = tmp_path / "site"
    folder = tmp_path / "glossary"
    folder.mkdir()
    build(load_config(write_glossary(folder, categories=1, terms=2), output=output))
    assert not (output / "map").exists()
    assert "map/" not in (output / "index.html").read_text("utf-8")


def test_the_same_sources_make_the_same_bytes(tmp_path: Path, starter_site: Path) -> None:
    build(load_config(ROOT / "tests" / "demo", output=tmp_path / "again"))
    assert (tmp_path / "again/map/index.html").read_bytes() == (starter_site / "map/index.html").read_bytes()
