"""A heading ends its lines between the words of a long Japanese name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from glossgen.lexicon.phrases import LEAST, phrases
from glossgen.model import Formula
from glossgen.render.names import heading_html
from glossgen.site.values import Name

DIVIDED = """
適合率・|再現率|曲線
敵対的|生成|ネットワーク
ニューラル|ネットワーク
畳み込み|ニューラル|ネットワーク
k近傍法による|分類器の|学習
早期|終了と|データ|拡張
ベイズ|最適化|アルゴリズム
検索|拡張|生成|（RAG）
カルバック・|ライブラー|情報量
隠れ|マルコフモデル
Transformer
確率的勾配降下法
"""


@pytest.mark.parametrize("line", DIVIDED.split())
def test_a_long_name_is_divided_between_words(line: str) -> None:
    name = line.replace("|", "")
    assert phrases(name) == (tuple(line.split("|")) if len(name) >= LEAST else (name,))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "あ",
        "・・・・・・・・・・",
        "（（（（（（（（（（",
        "ーーーーーーーーーー",
        "A" * 40,
        "学" * 40,
        "ン" * 40,
    ],
)
def test_the_phrases_of_anything_are_the_whole(name: str) -> None:
    assert "".join(phrases(name)) == name


def test_other_languages_end_lines_before_a_bracket_only() -> None:
    def no_formula(_: Formula) -> str:
        raise AssertionError

    assert heading_html(Name("<a>(b) (c)"), no_formula, "en") == "&lt;a&gt;<wbr>(b) <wbr>(c)"
    assert heading_html(Name("(b)"), no_formula, "ar") == "(b)"
    assert heading_html(Name("適合率・再現率曲線", "ja"), no_formula, "en") == "適合率・<wbr>再現率<wbr>曲線"


def test_a_narrow_page_breaks_no_word(page: Page, starter_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(starter_url + "terms/bias-variance-tradeoff/")
    lines = page.locator("h1 dfn").evaluate(
        """dfn => {
            const range = new Range(), lines = [];
            for (const text of dfn.childNodes) for (let at = 0; at < (text.data ?? "").length; at++) {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                const { top } = range.getBoundingClientRect();
                if (lines.at(-1)?.[0] === top) lines.at(-1)[1] += text.data[at];
                else lines.push([top, text.data[at]]);
            }
            return lines.map(([, text]) => text);
        }"""
    )
    assert len(lines) > 1
    ends = ("バイアスと", "バリアンスの", "トレードオフ")
    assert all(line.endswith(ends) for line in lines)


def test_a_stop_stays_with_the_formula_before_it(page: Page, starter_url: str) -> None:
    """Also on a line that has room for the formula and for nothing behind it."""
    page.goto(starter_url + "ai/training/")
    ends = page.locator(".kept").first.evaluate(
        """kept => {
            const box = document.createElement("p"), formula = kept.cloneNode(true);
            box.append("学習率を", formula, "とする");
            kept.closest(".text").append(box);
            for (const each of formula.querySelectorAll(".katex-base:not(:last-child)")) each.remove();
            const base = formula.querySelector(".katex-base");
            const room = base.getBoundingClientRect().right - box.getBoundingClientRect().left;
            box.style.width = `${room + 3}px`;
            const range = new Range();
            range.selectNode(formula.lastChild);
            return [base.getBoundingClientRect().right, range.getBoundingClientRect().left].map(Math.round);
        }"""
    )
    assert ends[0] == ends[1]
