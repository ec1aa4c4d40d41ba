"""Formulas as they stand in documents: found by the parser, repaired, and rendered.

Runs over cases of our own, and over the seed documents where they lie beside
the checkout.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from glossgen.markdown.formula_repair import repair
from glossgen.model import Formula
from glossgen.render.math import render_formulas

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

OWN = """\
## 二乗誤差<a id="5LqM5LmX6Kqk5beu"></a>

- 予測 $\\\\hat{y}\\_i$ と正解 $y_i$ の差を二乗し、重み $w\\_\\\\theta$ を掛ける。切符は $5 から $10 まで。

$$
E(z) = \\\\begin{cases}
0 & \\\\text{if } z = 0 \\\\
\\\\frac{z^2}{2} & \\\\text{otherwise}
\\\\end{cases}
$$

- 番号つき:
  1. 式
     $$
     \\\\nabla\\_\\\\theta E(\\\\theta)
     $$
"""


def formulas_in(text: str) -> list[tuple[Formula, bool]]:
    """Every formula with whether it was repaired, in order."""
    parser = MarkdownIt("commonmark").use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    return [_formula(token) for token in _flat(parser.parse(text)) if token.type.startswith("math_")]


def _formula(token: Token) -> tuple[Formula, bool]:
    tex, repaired = repair(token.content)
    return Formula(tex, token.type != "math_inline"), repaired


def _flat(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or ())


def test_our_own_document() -> None:
    found = formulas_in(OWN)
    texts = [formula.tex.strip() for formula, _ in found]
    assert texts[:3] == [r"\hat{y}_i", "y_i", r"w_\theta"]
    assert texts[4] == r"\nabla_\theta E(\theta)"
    assert [repaired for _, repaired in found] == [True, False, True, True, True]
    assert [formula.display for formula, _ in found] == [False, False, False, True, True]
    rendered = render_formulas(formula for formula, _ in found)
    assert rendered.errors == {}
    assert rendered.html[found[3][0]].count("<mtr>") == 2


def test_the_seed_documents() -> None:
    """The formulas of seed 001: 18 inline and 5 displayed, all of them readable."""
    seeds = sorted(SEEDS.glob("001_*.txt"))
    if not seeds:
        warnings.warn("no seed documents beside this checkout: only our own are read", stacklevel=1)
    for seed in seeds:
        found = [formula for formula, _ in formulas_in(seed.read_text(encoding="utf-8"))]
        assert [formula.display for formula in found].count(False) == 18
        assert [formula.display for formula in found].count(True) == 5
        rendered = render_formulas(found)
        assert rendered.errors == {}
        cases = next(formula for formula in found if r"\begin{cases}" in formula.tex)
        assert rendered.html[cases].count("<mtr>") == 2
        assert sum(r"\nabla_\theta" in formula.tex for formula in found) == 3
    assert len(formulas_in(OWN)) == 5
