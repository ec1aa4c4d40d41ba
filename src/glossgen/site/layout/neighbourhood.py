"""The neighbourhood picture of a term: its backlinks on the left and its links on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from glossgen.site.layout.text_width import shorten

_WIDTH = 340
_SIZE = 13
_LINE = 24
_COLUMN = 118
_TOP = 30
_HEAD = "l5 3-5 3"
"""The SVG path of an arrowhead, from its upper end."""

Line = tuple[str, int]
"""A label, cut to the width of its column, and the vertical centre of its line."""


class Neighbourhood(Struct, frozen=True):
    """Coordinates in pixels. The mark of the term is at `middle`, with its name above.

    `before` are the labels on the left, right-aligned at `left`; `after` those on the right,
    left-aligned at `right`. `path` is the SVG path of the lines between them and the mark (SVG 2
    §9.3), with an arrowhead at the end of each.
    """

    name: str
    width: int
    height: int
    middle: tuple[int, int]
    left: int
    right: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    path: str = ""


def neighbourhood(name: str, before: Sequence[str], after: Sequence[str]) -> Neighbourhood:
    """Lay out the labels on both sides of a term."""
    rows = max(len(before), len(after), 1)
    centre = _TOP + rows * _LINE // 2
    return Neighbourhood(
        name=shorten(name, _SIZE, _WIDTH),
        width=_WIDTH,
        height=_TOP + rows * _LINE,
        middle=(_WIDTH // 2, centre),
        left=_COLUMN,
        right=_WIDTH - _COLUMN,
        before=_column(before, centre),
        after=_column(after, centre),
        path=_path(len(before), len(after)),
    )


@lru_cache(maxsize=256)
def _path(before: int, after: int) -> str:
    """The path for this many labels on both sides."""
    centre = _TOP + max(before, after, 1) * _LINE // 2
    x, left, right = _WIDTH // 2, _COLUMN + 6, _WIDTH - _COLUMN - 6
    parts = [
        f"M{left} {y}{_curve(x - 8 - left, centre - y, x - 20 - left, x - 32 - left)}"
        for y in _lines(before, centre)
    ]
    if before:
        parts.append(f"M{x - 13} {centre - 3}{_HEAD}")
    start = f"M{x + 8} {centre}"
    parts += [
        f"{start}{_curve(right - x - 8, y - centre, 24, 12)}m-5-3{_HEAD}" for y in _lines(after, centre)
    ]
    return "".join(parts)


def _curve(x: int, y: int, first: int, second: int) -> str:
    """A cubic curve by `x` and `y` with horizontal ends and control points after these many pixels."""
    down = f" {y}" if y >= 0 else str(y)
    return f"c{first} 0 {second}{down} {x}{down}" if y else f"h{x}"


def _lines(count: int, centre: int) -> range:
    first = centre - (count - 1) * _LINE // 2
    return range(first, first + count * _LINE, _LINE)


def _column(labels: Sequence[str], centre: int) -> tuple[Line, ...]:
    lines = zip(labels, _lines(len(labels), centre), strict=True)
    return tuple([(shorten(label, _SIZE, _COLUMN), y) for label, y in lines])
