"""The picture of a term's neighbours, its lasting addresses and its citation, and where to begin."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from glossgen.build import check
from glossgen.config import load_config
from glossgen.problems import wording
from glossgen.problems.hints import hinted
from glossgen.site.values import HomePage
from made import open_memory, page_values

ROOT = Path(__file__).parent.parent
PAGE = "terms/gradient-descent/"
PICTURE = ".picture"


def names(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def test_the_citation_without_script(browser: Browser, starter_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(starter_url + PAGE)
        assert "「勾配降下法」『機械学習用語集』" in page.locator(".cite").inner_text()
        expect(page.locator(".actions button").first).to_be_hidden()


def test_the_home_page_has_a_field_examples_and_a_term_of_the_day(page: Page, starter_url: str) -> None:
    page.clock.set_fixed_time("2026-03-05T12:00:00")
    page.goto(starter_url)
    expect(page.get_by_role("searchbox")).to_be_visible()
    first = page.locator(".daily article:visible")
    expect(first).to_have_count(1)
    name = first.locator("h3 a").text_content()
    page.clock.set_fixed_time("2026-03-06T12:00:00")
    page.reload()
    expect(page.locator(".daily article:visible h3 a")).not_to_have_text(str(name))
    page.locator(".examples a").first.click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".search-results b").first).to_be_visible()


def home_of(categories: tuple[str, ...]) -> HomePage:
    config = replace(load_config(ROOT / "tests" / "demo"), categories=categories)
    (page,) = page_values(open_memory(config), "home")
    assert isinstance(page, HomePage)
    return page


def test_categories_have_an_order_only_where_the_configuration_states_one() -> None:
    by_source, stated = home_of(()), home_of(("ai/vision", "ai/llm"))
    assert (by_source.ordered, stated.ordered) == (False, True)
    names = [card.link.text for card in stated.categories]
    assert names[:2] == ["画像認識と画像生成", "大規模言語モデル"]
    assert names[2:] == [card.link.text for card in by_source.categories if card.link.text not in names[:2]]


def test_a_category_that_nobody_wrote_is_named(tmp_path: Path) -> None:
    (tmp_path / "glossgen.yml").write_text("categories: [ai/trainin, ai/training.md]\n", "utf-8")
    (tmp_path / "ai").mkdir()
    (tmp_path / "ai" / "training.md").write_text("# A\n\n## Loss\n\nA number.\n", "utf-8")
    report = check(load_config(tmp_path))
    (problem,) = hinted(report.problems, report.known)
    assert wording(problem) == (
        "glossgen.yml: warning[unknown-category]: categories: there is no category “ai/trainin”\n"
        "    hint: did you mean “ai/training”?"
    )
