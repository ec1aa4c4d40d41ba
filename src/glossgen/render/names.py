"""Names as markup: the one place where the name of a term or a file becomes HTML.

A name without formulas is its text. In one with formulas these are set like those of texts; where only
text can stand, templates take `text`, which has characters for them (`glossgen.text.readable_tex`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from markupsafe import Markup

from glossgen.lexicon.phrases import phrases
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

    @property
    def language(self) -> str:
        """The language, if it is not that of the page."""


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


_BREAK = Markup("<wbr>")
_BRACKET = Markup("<wbr>(")


def heading_html(name: Named, formula: FormulaHtml, language: str) -> Markup:
    """The HTML of a name in a heading, with the places at which a line may end.

    One is before a bracket, which stands at once behind many a name in Arabic or kana (UAX #14 has no break
    there); those of a long Japanese name are between its words.
    """
    if name.written:
        return name_html(name, formula)
    return broken(name.text, name.language or language)


def broken(text: str, language: str) -> Markup:
    """The HTML of a text in a narrow place, with the places at which a line may end."""
    parts = phrases(text) if language.startswith("ja") else (text,)
    return _BREAK.join([label(part[:1]) + label(part[1:]).replace("(", _BRACKET) for part in parts])


def name_functions(formula: FormulaHtml, language: str) -> dict[str, Callable[..., Markup]]:
    """The functions of templates in a language: `shown` and `heading` of a name, `title` of its forms."""

    def small(wanted: Formula) -> str:
        return mathml(formula(wanted))

    def shown(name: Named, mathml: bool = False) -> Markup:
        return name_html(name, small if mathml else formula)

    def heading(name: Named) -> Markup:
        return heading_html(name, formula, language)

    def title(text: str, written: str) -> Markup:
        return title_html(text, written, formula)

    def breaks(text: str) -> Markup:
        return broken(text, language)

    return {"shown": shown, "heading": heading, "breaks": breaks, "title": title}
