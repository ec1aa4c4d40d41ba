"""The result of rendering a formula."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from msgspec import Struct

from glossgen.codec import pack, unpack
from glossgen.model import Formula, Position, Problem


class FormulaError(Struct, frozen=True):
    """What is wrong with a formula, and where in its TeX.

    `line` and `column` count from 1, in code points. `column` is None where
    KaTeX does not say, or where the fault is inside a macro.
    """

    message: str
    line: int = 1
    column: int | None = None
    hint: str = ""

    def problem(self, path: str, line: int) -> Problem:
        """The error as a problem of the file `path`, where the TeX begins at `line`."""
        place = f"line {self.line}" if self.line > 1 else ""
        if self.column:
            place += f"{', ' if place else ''}column {self.column}"
        message = f"{self.message} ({place} of the formula)" if place else self.message
        return Problem(Position(path, line + self.line - 1), "math", message, self.hint)


class FormulaResult(Struct, frozen=True):
    """The HTML of one formula, never empty, and what was wrong with it, if anything.

    `lasting` is false when another try may end otherwise, as after a time limit;
    such an outcome is not kept in the cache.
    """

    html: str
    error: FormulaError | None = None
    lasting: bool = True


def failure(formula: Formula, error: FormulaError, *, lasting: bool = True) -> FormulaResult:
    """The outcome of a formula that could not be rendered: its TeX as code."""
    return FormulaResult(f'<code class="math-error">{escape(formula.tex.strip())}</code>', error, lasting)


def pack_outcomes(outcomes: Iterable[FormulaResult]) -> bytes:
    """Outcomes for the pipe of a worker, but for whether they last."""
    errors = ((outcome.html, outcome.error) for outcome in outcomes)
    return pack(
        [(html, error and (error.message, error.line, error.column, error.hint)) for html, error in errors]
    )


def unpack_outcomes(packed: bytes) -> list[FormulaResult]:
    """The outcomes that `pack_outcomes` was given."""
    return [FormulaResult(html, FormulaError(*error) if error else None) for html, error in unpack(packed)]
