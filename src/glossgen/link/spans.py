"""Spans of a text run with fast lookup: zones, addresses, links by hand, markup, lines.

A text run may be as long as a file, and every label found in it is looked up here. So each lookup
is a bisection, and a kind of span that a text run does not have costs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from glossgen.model import HARD_BREAK, InlineMarkup, TextRun
from glossgen.text import wrap

_BREAK = re.compile(f"[\n{HARD_BREAK}]")


class Spans(Struct, frozen=True):
    """Spans sorted by start; `reach` is, for each, the largest end so far."""

    starts: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Spans:
        """Build from spans `start:end` in any order."""
        ordered = sorted(spans)
        if not ordered:
            return NOWHERE
        starts, ends = zip(*ordered, strict=True)
        return cls(starts, tuple(accumulate(ends, max)))

    def meet(self, start: int, end: int) -> bool:
        """Whether a span overlaps `start:end`."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.reach[before - 1] > start

    def hold(self, offset: int) -> bool:
        """Whether an offset is strictly inside a span."""
        before = bisect_left(self.starts, offset)
        return before > 0 and self.reach[before - 1] > offset


NOWHERE = Spans()
"""No spans."""


class Marks(Struct, frozen=True):
    """The markup of a text run that may prevent a link."""

    marks: Sequence[InlineMarkup]
    spans: Spans

    @classmethod
    def of(cls, text_run: TextRun) -> Marks:
        """The relevant marks of a text run, in order."""
        if not text_run.marks:
            return _UNMARKED
        return cls(text_run.marks, Spans.of((mark.start, mark.end) for mark in text_run.marks))

    def let(self, start: int, end: int) -> bool:
        """Whether the markup inside a span is balanced, so that a link can enclose it."""
        if not self.marks:
            return start < end
        if start >= end or self.spans.hold(start) or self.spans.hold(end):
            return False
        first, last = bisect_left(self.spans.starts, start), bisect_right(self.spans.starts, end)
        return first == last or wrap(self.marks[first:last], start, end) is not None


_UNMARKED = Marks((), NOWHERE)


class Lines(Struct, frozen=True):
    """The lines of a text run: `starts` are the offsets after its line breaks."""

    line: int
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, text_run: TextRun) -> Lines:
        """The lines of a text run."""
        if "\n" not in text_run.text and HARD_BREAK not in text_run.text:
            return cls(text_run.line)
        return cls(text_run.line, tuple(found.end() for found in _BREAK.finditer(text_run.text)))

    def at(self, offset: int) -> int:
        """The source line at an offset; equal to `TextRun.line_at`."""
        return self.line + bisect_right(self.starts, offset)
