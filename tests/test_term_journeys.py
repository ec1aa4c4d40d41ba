"""What a reader does on the page of a term, at the width of a phone and of a desk, each way as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from glossgen.build import BuildOptions, build
from glossgen.config import load_config
from serving import served
from waiting import wait_until
from watching import Watch

LONG = "\n\n".join(f"### 節{number}\n\n" + "説明の文が続く。" * 40 for number in range(6))
ENTRIES = f"""# 最適化

## 学習率 | Learning Rate
<!-- reading: がくしゅうりつ -->

更新の幅を決める係数。学習率が大きすぎると発散する。

## 勾配降下法 | Gradient Descent

損失関数の勾配を使い、学習率に応じて値を更新する手法。次の式になる。

$$w_{{t+1}} = w_t - \\eta g$$

- $\\eta$: 更新の幅
- $g$: 傾き

前の文。ここで損失関数を小さくする。後の文。

## 損失関数

小さいほど良い値。

## ニューラルネットワークによる自動翻訳システムの評価

{LONG}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("terms")
    (folder / "g").mkdir()
    (folder / "g" / "glossgen.yml").write_text("title: 最適化の用語集\nlanguages: [ja, en]\n", "utf-8")
    (folder / "g" / "最適化.md").write_text(ENTRIES, "utf-8")
    (folder / "g" / "en").mkdir()
    (folder / "g" / "en" / "a.md").write_text("# Optimization\n\n## Step\n\nOne update.\n", "utf-8")
    build(load_config(folder / "g", output=folder / "site"), BuildOptions(jobs=1))
    with served(folder / "site") as url:
        yield url + "ja/terms/"


@pytest.fixture(params=[360, 1280])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width = request.param
    size = {"width": width, "height": 640}
    context = browser.new_context(viewport=size, has_touch=width < 600)  # type: ignore[arg-type]
    watch = Watch(context.new_page())
    yield watch.page
    assert watch.faults == []
    context.close()


def is_wide(page: Page) -> bool:
    return bool(page.viewport_size and page.viewport_size["width"] > 1000)


def test_the_page_of_a_term(tab: Page, site: str) -> None:
    page = tab
    page.goto(site + "勾配降下法/")
    header = page.get_by_role("banner")
    # One row that stays, with the search a tap away, and room for two languages.
    page.evaluate("scrollTo(0, 300)")
    box = header.bounding_box()
    assert box
    assert box["y"] == 0
    assert box["height"] <= 56
    expect(header.get_by_role("link", name="English")).to_be_in_viewport()
    header.get_by_role("searchbox").or_(header.get_by_role("combobox")).click()
    field = header.locator("input")
    assert field.evaluate("e => e.getBoundingClientRect().width") >= 200
    page.locator("h1").click()
    # The definition is before everything else.
    lead = page.locator(".text > .lead")
    expect(lead).to_have_text("損失関数の勾配を使い、学習率に応じて値を更新する手法。")
    # The place in the field, with the terms before and after.
    place = page.locator("nav.field")
    expect(place.locator("[aria-current=page]")).to_have_text("勾配降下法")
    expect(page.locator("[rel=prev]")).to_contain_text("学習率")
    expect(page.locator("[rel=next]")).to_contain_text("損失関数")
    at = place.bounding_box()
    main = page.locator("main").bounding_box()
    assert at
    assert main
    assert (at["x"] + at["width"] < main["x"]) == is_wide(page)
    # Terms of a paragraph are in the margin where there is one.
    assert page.locator(".margin > div").first.is_visible() == is_wide(page)
    if not is_wide(page):
        header.get_by_role("button", name="メニュー").click()
    header.get_by_role("link", name="索引").click()
    page.wait_for_url("**/index/")


def test_a_backlink_leads_to_its_sentence(tab: Page, site: str) -> None:
    page = tab
    page.goto(site + "学習率/")
    page.locator(".uses a").first.click()
    wait_until(page, "CSS.highlights.get('from')?.size")
    expect(page.locator("h1")).to_have_text("勾配降下法")
    marked = page.evaluate("[...CSS.highlights.get('from')].map(range => range.toString())")
    assert marked == ["損失関数の勾配を使い、学習率に応じて値を更新する手法。"]


def test_signs_of_a_formula_are_explained(tab: Page, site: str) -> None:
    page = tab
    page.goto(site + "勾配降下法/")
    page.locator(".katex-display .mathnormal").first.hover()
    sign = page.locator(".katex-display .symbol", has_text="η")
    expect(sign).to_have_count(1)
    sign.hover()
    card = page.locator(".preview:popover-open")
    expect(card).to_contain_text("更新の幅")
    page.locator(".formula").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("更新の幅")
    expect(card).to_contain_text("傾き")


def test_a_long_text_has_contents_that_follow(tab: Page, site: str) -> None:
    page = tab
    page.goto(site + "ニューラルネットワークによる自動翻訳システムの評価/")
    contents = page.locator("nav.toc")
    if not is_wide(page):
        contents.locator("summary").click()
    contents.get_by_role("link", name="節3").click()
    expect(page.locator("h3", has_text="節3")).to_be_in_viewport()
    expect(contents.locator("[aria-current]")).to_have_text("節3")
    heading = page.locator("h3", has_text="節4")
    heading.locator("a.here").focus()
    assert heading.locator("a.here").evaluate(
        "e => decodeURIComponent(e.hash).slice(1) === e.parentElement.id"
    )
    # The marks of a long name hug it, and nothing makes the page wider than the screen.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_way_in(tab: Page, site: str) -> None:
    page = tab
    page.goto(site.removesuffix("ja/terms/"))
    # The browser asks for English, so that language is marked.
    expect(page.locator(".choose .own")).to_have_text("English")
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url("**/ja/")
    # The term of the day with its definition: one of several, which all stand in the page.
    today = page.locator(".daily article:visible:not(.other)")
    expect(today).to_have_count(1)
    expect(today.locator("p")).to_contain_text("。")
    # Each field once, with a way to its terms.
    expect(page.locator(".fields > li")).to_have_count(1)
    page.locator(".examples a").first.click()
    expect(page.locator("main mark").first).to_be_visible()
