"""The repair of doubled backslashes: pasted cases, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.markdown.formula_repair import repair

ESCAPED = [
    # title . as the formatter left it . as the writer meant it
    ("commands", r"\\alpha + \\frac{1}{2}", r"\alpha + \frac{1}{2}"),
    ("an index after a command", r"\\nabla\_\\phi J(\\phi)", r"\nabla_\phi J(\phi)"),
    ("a mark alone", r"x\_i \* y", "x_i * y"),
    ("a mark between letters", r"\\bar x\_\\alpha\^2", r"\bar x_\alpha^2"),
    (
        "rows of cases: a row break stays",
        "g(z) = \\\\begin{cases}\n1 & z > 0 \\\\\n\\\\frac{z}{2} & z \\\\le 0\n\\\\end{cases}",
        "g(z) = \\begin{cases}\n1 & z > 0 \\\\\n\\frac{z}{2} & z \\le 0\n\\end{cases}",
    ),
    ("a row break before a command", r"\\\\beta", r"\\\beta"),
    ("a row break before a digit", r"\\pi \\ 2", r"\pi \\ 2"),
    ("a hard break", "\\\\pi\\\n+ 1", "\\pi\n+ 1"),
    ("brackets", r"P\[X \< 1\] \\cdot 2", r"P[X < 1] \cdot 2"),
    ("a link", r'\\text{<a href="x.md#44Ki">確率</a>} = p', r"\text{確率} = p"),
    ("a link in source form", r'\pi <a href="#a">r</a>^2', r"\pi r^2"),
    ("a broken link keeps its line", '\\\\pi <a\nhref="#a">r</a>', "\\pi \nr"),
]

WHOLE = [
    ("no backslash", "x^2"),
    ("commands", r"\alpha + \frac{1}{2}"),
    ("a row break before a command", r"\alpha \\\beta"),
    ("an escaped underscore beside a command", r"\text{a\_b}"),
    ("row breaks with space", r"a \\ b"),
    ("a row break before a number", r"\pi\\2"),
    ("braces and spaces", r"\{x\}\,\;\!"),
    ("a comparison is no link", "a <b> c"),
    ("empty", ""),
]


@pytest.mark.parametrize(("tex", "meant"), [case[1:] for case in ESCAPED], ids=[case[0] for case in ESCAPED])
def test_restores(tex: str, meant: str) -> None:
    assert repair(tex) == (meant, True)


@pytest.mark.parametrize("tex", [case[1] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_leaves_whole_formulas_alone(tex: str) -> None:
    assert repair(tex) == (tex, False)


FORMULAS = st.lists(
    st.sampled_from(
        ["\\", "\\\\", "\n", " ", "_", "*", "[", "{", "}", "a", "Z", "1", "率", "\\pi", "\\\\pi", "\\_"]
    )
).map("".join)


@given(FORMULAS)
def test_twice_is_once(tex: str) -> None:
    once, _ = repair(tex)
    assert repair(once) == (once, False)


@given(FORMULAS)
def test_lines_and_words_stay(tex: str) -> None:
    whole, changed = repair(tex)
    assert whole.replace("\\", "") == tex.replace("\\", "")
    assert changed == (whole != tex)


@given(FORMULAS)
def test_takes_back_what_a_formatter_does(tex: str) -> None:
    """A formula with a command and no escape sign of Markdown comes back as it was."""
    source = tex.replace("\\", "") + r"\pi"
    assert repair(source.replace("\\", "\\\\").replace("_", "\\_").replace("*", "\\*"))[0] == source
