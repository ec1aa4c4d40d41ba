"""Flash cards: a page for each field, which asks again what was not known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from glossgen.build import build
from glossgen.config import load_config
from watching import Watch

DAY = dt.datetime(2026, 3, 3, 12, tzinfo=dt.timezone.utc)


def answer(page: Page, key: str) -> str:
    """Turn the card with the keyboard and say whether it was known; the name on it."""
    name = page.locator(".now summary").inner_text()
    expect(page.locator(".now summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".grade button").first).to_be_enabled()
    page.keyboard.press(key)
    return name


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_what_was_not_known_comes_again(browser: Browser, starter_url: str, width: int, scheme: str) -> None:
    """By keyboard; what is known waits for a day, then for two."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        watch = Watch(context.new_page())
        page = watch.page
        page.clock.set_fixed_time(DAY)
        page.goto(starter_url + "ai/training/")
        page.get_by_role("link", name="暗記カード").click()
        cards, left = page.locator(".deck > li"), page.locator(".learn output").first
        expect(cards).not_to_have_count(0)
        total = min(cards.count(), 20)
        expect(left).to_have_text(str(total))
        page.get_by_role("button", name="始める").click()
        expect(page.locator(".deck > li:visible")).to_have_count(1)
        assert Axe().run(page).violations_count == 0
        page.keyboard.press("2")  # before the card is turned it says nothing
        first, second = answer(page, "1"), answer(page, "2")
        assert first != second
        expect(left).to_have_text(str(total - 1))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        names = [answer(page, "2") for _ in range(total - 1)]
        assert names[-1] == first
        assert second not in names
        expect(page.locator(".done")).to_be_focused()
        expect(page.locator(".learn output").last).to_have_text(str(total))
        assert Axe().run(page).violations_count == 0

        page.clock.set_fixed_time(DAY + dt.timedelta(days=1))
        page.reload()
        page.get_by_role("button", name="始める").click()
        assert answer(page, "2") == first
        days = page.evaluate("Object.values(JSON.parse(localStorage['glossgen-cards'])).map(([box]) => box)")
        assert sorted(set(days)) == [1, 2]
        assert watch.faults == []


def test_a_finger_answers_and_a_broken_memory_is_empty(browser: Browser, starter_url: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True) as context:
        page = context.new_page()
        page.goto(starter_url + "ai/training/cards/")
        page.evaluate("""localStorage["glossgen-cards"] = '{"/x/": [99, 1], "/y/": null, "/z/": 3}'""")
        page.reload()
        page.get_by_role("button", name="始める").tap()
        page.locator(".now summary").tap()
        expect(page.locator(".grade button").last).to_be_enabled()
        swipe = """(card, [from, to]) => {
            const at = (clientX) => [new Touch({ identifier: 1, target: card, clientX })];
            card.dispatchEvent(new TouchEvent("touchstart", { bubbles: true, touches: at(from) }));
            card.dispatchEvent(new TouchEvent("touchend", { bubbles: true, changedTouches: at(to) }));
        }"""
        page.locator(".now summary").evaluate(swipe, [100, 140])
        kept = "Object.values(JSON.parse(localStorage['glossgen-cards']))"
        assert len(page.evaluate(kept)) == 3  # too short a way to mean anything
        page.locator(".now summary").evaluate(swipe, [100, 200])
        assert [card[0] for card in page.evaluate(kept)] == [1]


def test_without_script_it_is_a_list_to_open(browser: Browser, starter_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(starter_url + "ai/training/cards/")
        expect(page.locator("main button:visible")).to_have_count(0)
        page.locator(".deck summary").first.click()
        page.locator(".deck details[open] .more a").click()
        page.wait_for_url("**/terms/*/")


def test_a_field_of_two_has_none_and_a_page_of_the_writer_stays(tmp_path: Path) -> None:
    (tmp_path / "few.md").write_text("# Few\n\n## A\n\nOne.\n\n## B\n\nTwo.\n", "utf-8")
    (tmp_path / "many.md").write_text("# Many\n\n## C\n\nThree.\n\n## D\n\nFour.\n\n## E\n\nFive.\n", "utf-8")
    (tmp_path / "kinds").mkdir()
    for name in "XYZ":
        (tmp_path / f"kinds/{name}.md").write_text(
            f"---\ntype: term\ntitle: {name}\ncategory: Kind\n---\n\nIs {name}.\n", "utf-8"
        )
    site = tmp_path / "site"
    build(load_config(tmp_path, output=site))
    found = {path.relative_to(site).parent.as_posix() for path in site.rglob("cards/index.html")}
    assert found == {"many/cards", "categories/kind/cards"}
    assert "cards/" in (site / "many/index.html").read_text("utf-8")
    assert "cards/" not in (site / "few/index.html").read_text("utf-8")
    (tmp_path / "many").mkdir()
    (tmp_path / "many/cards.md").write_text("---\ntype: term\ntitle: Cards\n---\n\nTo play.\n", "utf-8")
    build(load_config(tmp_path, output=site))
    assert "To play." in (site / "many/cards/index.html").read_text("utf-8")
    assert 'href="cards/"' not in (site / "many/index.html").read_text("utf-8")
