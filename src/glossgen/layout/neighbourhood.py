"""The picture of a term between those that use it and those that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glossgen.layout.text import shorten

_WIDTH = 340
_SIZE = 13
_LINE = 24
_COLUMN = 118
_TOP = 30

Line = tuple[str, int]
"""A label, cut to the width of its column, and the middle of its line from the top."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Places in pixels. The term's mark is at `middle`; its name stands above.

    `before` are the labels on the left, which end at `left`; `after` those on
    the right, which begin at `right`.
    """

    name: str
    width: int
    height: int
    middle: tuple[int, int]
    left: int
    right: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]


def neighbourhood(name: str, before: Sequence[str], after: Sequence[str]) -> Neighbourhood:
    """The places of the labels on both sides of a term."""
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
    )


def _column(labels: Sequence[str], centre: int) -> tuple[Line, ...]:
    first = centre - (len(labels) - 1) * _LINE // 2
    return tuple((shorten(label, _SIZE, _COLUMN), first + n * _LINE) for n, label in enumerate(labels))
