"""The sentence that is quoted around a mention, and the one that defines a term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.model import HARD_BREAK, Formula, InlineMarkup, TextRun
from glossgen.text import LIMIT, excerpt, first_sentence, sentence_at

CASES = """
Japanese full stop        . 前の文。ここにTがある。次の文。            . ここにTがある。
quotation goes on         . 彼は「Tだ。」と言った。次。                . 彼は「Tだ。」と言った。
parenthesis ends          . 前（注。）Tの文。                          . Tの文。
English                   . One is here. T stands here. Two.           . T stands here.
abbreviation              . One is here. Words, e.g. T, stand. Two.    . Words, e.g. T, stand.
number                    . It is 3.5 and Ts. Two.                     . It is 3.5 and Ts.
name with an initial      . By J. Doe and Ts. Two.                     . By J. Doe and Ts.
no full stop              . ただTだけ                                  . ただTだけ
question and exclamation  . 本当！？Tか？はい。                        . Tか？
hard break                . 前の行␤Tの行␤次の行                        . Tの行
soft break                . 前。長い⏎Tの文。                           . 長い⏎Tの文。
full-width stop           . 値である．これがTである．次に，値．        . これがTである．
a full-width stop in a number . 前。値は３．１４でTだ。                . 値は３．１４でTだ。
half-width stop           . ﾏｴ｡ここにTがある｡ﾂｷﾞ｡                      . ここにTがある｡
stops inside of a quotation . 前。「重い。軽い。」とTが言う。次。      . 「重い。軽い。」とTが言う。
stops inside of brackets  . 前。値（例。他。）はTだ。次。              . 値（例。他。）はTだ。
a bracket that never ends . 前（注。ここにTがある。                    . ここにTがある。
Japanese after a Latin stop . This is it. これがTだ。                  . これがTだ。
"""


@pytest.mark.parametrize(
    "line", CASES.strip().splitlines(), ids=lambda line: line.partition(" . ")[0].strip()
)
def test_sentence_around_t(line: str) -> None:
    title, _, rest = line.partition(" . ")
    text, _, expected = rest.rpartition("  . ")
    text, expected = (part.strip().replace("␤", HARD_BREAK).replace("⏎", "\n") for part in (text, expected))
    place = text.replace("This", "....").index("T")
    start, end = sentence_at(TextRun(text, 1), place, place + 1)
    assert text[start:end] == expected, title


def test_a_stop_in_code_ends_nothing() -> None:
    text = "これはa. Bを使うTだ。"
    text_run = TextRun(text, 1, (InlineMarkup(3, 7, "<code>a. B</code>"),))
    assert sentence_at(text_run, text.index("T"), text.index("T") + 1) == (0, len(text))


def test_a_long_sentence_is_cut_on_both_sides_with_an_ellipsis() -> None:
    text = "あ" * 150 + "、" + "い" * 60 + "用語" + "う" * 60 + "、" + "え" * 150 + "。"
    place = text.index("用語")
    quoted, start, end = excerpt(TextRun(text, 1), place, place + 2)
    assert quoted.text[start:end] == "用語"
    assert quoted.text.startswith("…い")
    assert quoted.text.endswith("う…")
    assert len(quoted.text) <= LIMIT + 2


def test_a_word_and_a_formula_are_not_cut() -> None:
    text = "word " * 60 + "x" * 40
    quoted, _, _ = excerpt(TextRun(text, 1, (InlineMarkup(300, 340, "", formula=Formula("x")),)), 120, 124)
    assert quoted.text.strip("…").split() == ["word"] * len(quoted.text.strip("…").split())
    cut, _, _ = excerpt(
        TextRun("あ" * 150 + "x" * 40, 1, (InlineMarkup(150, 190, "", formula=Formula("x")),)), 100, 101
    )
    assert cut.text.count("x") in (0, 40)
    assert len(cut.marks) == cut.text.count("x") // 40


@given(st.text(alphabet="あ機a B.。、\n「」" + HARD_BREAK, min_size=1, max_size=400), st.data())
def test_the_span_stays_in_its_sentence_and_the_sentence_in_its_limit(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    first, last = sentence_at(TextRun(text, 1), start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert last - first <= LIMIT
    quoted, from_, to = excerpt(TextRun(text, 1), start, end)
    assert quoted.text[from_:to] == text[start:end]


def test_the_first_sentence_passes_over_headings_cells_formulas_and_pictures() -> None:
    body = (
        "<h3>",
        TextRun("見出し", 1, heading=True),
        "</h3><table><th>",
        TextRun("欄。", 2),
        '</th></table><div class="formula">',
        TextRun("x", 3, (InlineMarkup(0, 1, "", formula=Formula("x", display=True)),)),
        "</div><p>",
        TextRun("alt", 4, (InlineMarkup(0, 3, '<img alt="alt">'),)),
        "</p><p>",
        TextRun("定義の文。続き。", 5),
        "</p>",
    )
    found = first_sentence(body)
    assert found is not None
    assert found.text == "定義の文。"
    assert found.line == 0


def test_a_body_without_text_has_no_first_sentence() -> None:
    assert first_sentence(()) is None
    assert first_sentence(("<pre><code>x</code></pre>",)) is None
