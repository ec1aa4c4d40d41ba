"""Whether a page contains formulas or highlighted code, and so needs another style sheet."""

from __future__ import annotations

from collections.abc import Iterable

from glossgen.model import CODE, Body, TextRun
from glossgen.site.values import Excerpt


def has_math(*bodies: Body) -> bool:
    """Whether one of the bodies contains a formula."""
    return any(
        run_has_math(part) for body in bodies for part in body if isinstance(part, TextRun) and part.marks
    )


def has_code(*bodies: Body) -> bool:
    """Whether one of the bodies contains highlighted code."""
    return any(CODE in part for body in bodies for part in body if isinstance(part, str))


def run_has_math(text_run: TextRun) -> bool:
    """Whether a text run contains a formula."""
    return any(mark.formula for mark in text_run.marks)


def excerpts_have_math(excerpts: Iterable[Excerpt | None]) -> bool:
    """Whether one of some excerpts (or None) contains a formula."""
    return any(run_has_math(each.text_run) for each in excerpts if each and each.text_run.marks)
