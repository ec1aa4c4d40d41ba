"""Where the markup of a text run allows a link, and slices of text runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossgen.model import InlineMarkup, TextRun

_LINK = re.compile(r"<a[\s>]")


def wrap(marks: Sequence[InlineMarkup], start: int, end: int) -> tuple[int, int] | None:
    """The marks that belong inside a link around the text `start:end`.

    Returns `(first, last)`: the link opens just before `marks[first]` and closes just before
    `marks[last]`, so it contains `marks[first:last]`. Tags that open or close exactly at an edge go
    inside only if this is needed for the link to be well nested. None means that no link is
    possible: a tag is open at one end and not at the other, a replacing mark is cut, or a link is
    inside.
    """
    if start >= end or any(_is_cut(mark, start, end) for mark in marks):
        return None
    low = _count(marks, start, before=True)
    high = _count(marks, start, before=False)
    stop_low = _count(marks, end, before=True)
    stop_high = _count(marks, end, before=False)
    for first in range(high, low - 1, -1):
        last = _balanced(marks, first, stop_low, stop_high)
        if last is not None and not any(_LINK.search(mark.html) for mark in marks[first:last]):
            return (first, last)
    return None


def _is_cut(mark: InlineMarkup, start: int, end: int) -> bool:
    """Whether replacing markup crosses an edge of `start:end`."""
    return mark.start < start < mark.end or mark.start < end < mark.end


def _count(marks: Sequence[InlineMarkup], offset: int, *, before: bool) -> int:
    """The number of marks before `offset`; with `before` false, including the inserted ones at it."""
    count = 0
    for mark in marks:
        if mark.start < offset or (not before and mark.start == mark.end == offset):
            count += 1
        else:
            break
    return count


def _balanced(marks: Sequence[InlineMarkup], first: int, stop_low: int, stop_high: int) -> int | None:
    """The first `last` from `stop_low` to `stop_high` for which `marks[first:last]` is well nested."""
    depth = 0
    for index in range(first, stop_high + 1):
        if depth == 0 and index >= stop_low:
            return index
        if index < stop_high:
            depth += marks[index].depth
            if depth < 0:
                return None
    return None


def slice_run(text_run: TextRun, start: int, end: int) -> TextRun:
    """The span `start:end` of a text run as a text run of its own, for quotation on another page.

    Offsets are shifted by exactly `start`. Code and formulas that lie completely in the span are
    kept; tags and footnote marks are removed; images and breaks become nothing or a space. The
    result has no line, because it must not change when its source moves.
    """
    if not text_run.marks:
        return TextRun(text_run.text[start:end], 0)
    marks = [_kept(mark, start) for mark in text_run.marks if start <= mark.start < mark.end <= end]
    return TextRun(text_run.text[start:end], 0, tuple(mark for mark in marks if mark is not None))


def _kept(mark: InlineMarkup, start: int) -> InlineMarkup | None:
    if mark.html.startswith("<a"):
        return None
    html = {"<img": "", "<br>": " "}.get(mark.html[:4], mark.html)
    return InlineMarkup(mark.start - start, mark.end - start, html, 0, mark.formula)
