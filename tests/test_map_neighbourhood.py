"""The picture of a term's neighbours, its lasting addresses and its citation, and where to begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from glossgen.build import check
from glossgen.config import load_config
from glossgen.graph import TermGraph
from glossgen.problems import wording
from glossgen.problems.hints import hinted
from glossgen.site.values import HomePage
from made import open_memory, page_values

ROOT = Path(__file__).parent.parent
PAGE = "terms/gradient-descent/"
PICTURE = ".picture"


def names(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def test_the_picture_shows_what_the_lists_say(page: Page, starter_url: str) -> None:
    page.goto(starter_url + PAGE)
    drawn = page.locator(f"{PICTURE} a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    users = page.locator(".used .place a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    used = page.locator(".side .group .inline a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert drawn
    assert all(href in (*users, *used) for href in drawn)
    assert set(users[:7]) <= set(drawn)
    assert page.text_content(f"{PICTURE} .name") == "勾配降下法"


def test_the_picture_is_told_in_words_and_stands_in_nobodys_way(page: Page, starter_url: str) -> None:
    graph = TermGraph.from_folder(ROOT / "tests" / "demo")
    key = graph.term("勾配降下法").key
    page.goto(starter_url + PAGE)
    words = page.locator(f"{PICTURE} figcaption").inner_text()
    assert f"{len(graph.users(key))}か所" in words
    assert f"{len(graph.links(key))}語" in words
    assert page.locator(f"{PICTURE} svg").get_attribute("aria-hidden") == "true"
    assert page.locator(f"{PICTURE} a").evaluate_all("all => all.every(a => a.tabIndex === -1)")


@pytest.mark.parametrize("size", [(360, 640), (1280, 800)])
@pytest.mark.parametrize("script", [True, False])
def test_the_picture_leads_on(
    browser: Browser, starter_url: str, size: tuple[int, int], script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(starter_url + PAGE)
    box, window = page.locator(f"{PICTURE} svg").bounding_box(), size[0]
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= window
    page.locator(f"{PICTURE} a", has_text="学習率").first.click()
    expect(page.locator("h1")).to_have_text("学習率")
    context.close()


def test_the_names_stay_in_the_picture(page: Page, starter_url: str, starter_site: Path) -> None:
    for folder in sorted((starter_site / "terms").iterdir())[::12]:
        page.goto(f"{starter_url}terms/{folder.name}/")
        outside = page.evaluate(
            "() => { const s = document.querySelector('.picture svg'); if (!s) return [];"
            "return Array.from(s.querySelectorAll('text')).filter(t => { const b = t.getBBox();"
            "const high = s.viewBox.baseVal.height + 4;"
            "return b.x < -4 || b.x + b.width > 344 || b.y < -4 || b.y + b.height > high;"
            "}).map(t => t.textContent); }"
        )
        assert outside == []


def test_the_citation_without_script(browser: Browser, starter_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(starter_url + PAGE)
        assert "「勾配降下法」『機械学習用語集』" in page.locator(".cite").inner_text()
        expect(page.locator(".actions button").first).to_be_hidden()


def test_the_home_page_says_where_to_begin(page: Page, starter_url: str) -> None:
    page.goto(starter_url)
    path = names(page, ".path li a")
    assert sorted(path) == sorted(names(page, ".cards h3 a"))
    assert path.index("機械学習の基礎") < path.index("画像認識と画像生成")
    headings = names(page, "main h2")
    assert {"読みはじめるには", "よく使われる用語", "新着と更新"} <= set(headings)
    expect(page.get_by_role("searchbox").first).to_be_visible()


def path_of(categories: tuple[str, ...]) -> list[str]:
    config = replace(load_config(ROOT / "tests" / "demo"), categories=categories)
    (page,) = page_values(open_memory(config), "home")
    assert isinstance(page, HomePage)
    return [link.text for link in page.path]


def test_the_path_follows_the_configuration_and_then_what_is_computed() -> None:
    computed = path_of(())
    assert computed[:2] == ["機械学習の基礎", "深層学習"]
    stated = path_of(("ai/vision", "ai/llm"))
    assert stated[:2] == ["画像認識と画像生成", "大規模言語モデル"]
    assert stated[2:] == [title for title in computed if title not in stated[:2]]


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


@pytest.mark.parametrize("categories", [(), load_config(ROOT / "tests" / "demo").categories])
def test_the_path_goes_rather_forward_than_back(categories: tuple[str, ...]) -> None:
    graph = TermGraph.from_folder(ROOT / "tests" / "demo")
    place = {title: number for number, title in enumerate(path_of(categories))}
    title = {term.key: source.title for source in graph.glossary.sources for term in source.terms}
    steps = [place[title[key]] - place[title[other]] for key in title for other in graph.links(key)]
    assert sum(step > 0 for step in steps) > 1.5 * sum(step < 0 for step in steps)
