"""Names as markup: the one place where the name of a term or a file becomes HTML.

A name without formulas is its text. In one with formulas these are set like those of texts; where only
text can stand, templates take `text`, which has characters for them (`glossgen.text.readable_tex`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from markupsafe import Markup

from glossgen.model import Formula
from glossgen.render.body_html import FormulaHtml, mathml
from glossgen.render.environment import label
from glossgen.text.readable_tex import text_and_formulas

SET_FORMULA = '<span class="katex'
"""What begins a formula that needs the style sheet of KaTeX."""


class Named(Protocol):
    """A `Name`, or a `LinkTo` with a name as its text."""

    @property
    def text(self) -> str:
        """The name as text."""

    @property
    def written(self) -> str:
        """A name with formulas as it is written; empty for others."""


def name_html(name: Named, formula: FormulaHtml) -> Markup:
    """The HTML of a name."""
    return title_html(name.text, name.written, formula)


def title_html(text: str, written: str, formula: FormulaHtml) -> Markup:
    """The HTML of a name by its two forms."""
    if not written:
        return label(text)
    parts = [
        formula(Formula(part)) if number % 2 else label(part)
        for number, part in enumerate(text_and_formulas(written))
    ]
    return Markup("".join(parts))  # noqa: S704  (escaped by `label`, and made by KaTeX)


def name_functions(formula: FormulaHtml) -> dict[str, Callable[..., Markup]]:
    """The functions that templates call: `shown` of a name, `title` of the two forms of a title."""

    def small(wanted: Formula) -> str:
        return mathml(formula(wanted))

    def shown(name: Named, mathml: bool = False) -> Markup:
        return name_html(name, small if mathml else formula)

    def title(text: str, written: str) -> Markup:
        return title_html(text, written, formula)

    return {"shown": shown, "title": title}
