"""The result of rendering a formula."""

from __future__ import annotations

from html import escape

from msgspec import Struct

from glossgen.model import Formula, Position, Problem


class FormulaError(Struct, frozen=True, array_like=True):
    """An error in a formula, with its position in the TeX.

    `line` and `column` count from 1, in code points. `column` is None if KaTeX does not report it,
    or if the error is inside a macro.
    """

    message: str
    line: int = 1
    column: int | None = None
    hint: str = ""

    def problem(self, path: str, line: int) -> Problem:
        """The error as a problem of the file `path`, in which the TeX begins at `line`."""
        place = f"line {self.line}" if self.line > 1 else ""
        if self.column:
            place += f"{', ' if place else ''}column {self.column}"
        message = f"{self.message} ({place} of the formula)" if place else self.message
        return Problem(Position(path, line + self.line - 1), "math", message, self.hint)


class FormulaResult(Struct, frozen=True, array_like=True):
    """The HTML of one formula (never empty), and its error, if any.

    `lasting` is false if another attempt may succeed, as after a timeout; such a result is not
    stored.
    """

    html: str
    error: FormulaError | None = None
    lasting: bool = True


def failure(formula: Formula, error: FormulaError, *, lasting: bool = True) -> FormulaResult:
    """The result for a formula that could not be rendered: its TeX as code."""
    return FormulaResult(f'<code class="math-error">{escape(formula.tex.strip())}</code>', error, lasting)
