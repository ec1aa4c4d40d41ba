"""Places boxes near their targets without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

from msgspec import Struct

_ROUNDS = 40
_EXTRA = 3
"""Extra pixels by which overlapping boxes are pushed apart, to need fewer rounds."""


class Box(Struct, frozen=True):
    """The size of a box in pixels, including its margin."""

    width: float
    height: float


class Placed(Struct, frozen=True):
    """The centres of boxes, in pixels from the top left corner, and the size of the picture."""

    width: int
    height: int
    middles: tuple[tuple[int, int], ...]


def arrange(
    places: Sequence[tuple[float, float]], boxes: Sequence[Box], *, aspect: float = 1.5, fill: float = 0.4
) -> Placed:
    """Place boxes near their targets, moved so far that none overlaps another.

    The picture starts with a size of which the boxes cover about `fill`, with a width of `aspect`
    times its height, and grows if the boxes do not fit.
    """
    if not boxes:
        return Placed(0, 0, ())
    xs, ys = _scaled(places, boxes, aspect, fill)
    while _separate(xs, ys, boxes):
        for i in range(len(xs)):
            xs[i] *= 1.06
            ys[i] *= 1.06
    return _rounded(xs, ys, boxes)


def _scaled(
    places: Sequence[tuple[float, float]], boxes: Sequence[Box], aspect: float, fill: float
) -> tuple[list[float], list[float]]:
    xs, ys = [x for x, _ in places], [y for _, y in places]
    area = fsum(box.width * box.height for box in boxes) / fill
    height = sqrt(area / aspect)
    return _stretched(xs, height * aspect), _stretched(ys, height)


def _stretched(values: list[float], length: float) -> list[float]:
    """The values shifted and scaled to the range from 0 to `length`."""
    low, high = min(values), max(values)
    scale = length / (high - low) if high > low else 0.0
    return [(value - low) * scale for value in values]


def _separate(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> bool:
    """Push overlapping boxes apart; returns whether some still overlap after the last round."""
    column = max(box.width for box in boxes) + 1
    row = max(box.height for box in boxes) + 1
    # At least one pixel of distance, so that rounding cannot cause an overlap.
    widths = [box.width / 2 + 0.5 for box in boxes]
    heights = [box.height / 2 + 0.5 for box in boxes]
    for _ in range(_ROUNDS):
        cells: dict[tuple[int, int], list[int]] = {}
        for i in range(len(xs)):
            cells.setdefault((int(xs[i] // column), int(ys[i] // row)), []).append(i)
        moved = False
        for (x, y), members in cells.items():
            near = members[:]
            for beside in ((x + 1, y), (x - 1, y + 1), (x, y + 1), (x + 1, y + 1)):
                near += cells.get(beside, ())
            for place, i in enumerate(members, 1):
                for j in near[place:]:
                    if abs(ys[i] - ys[j]) < heights[i] + heights[j]:
                        moved = (
                            _push_apart(i, j, xs, ys, widths[i] + widths[j], heights[i] + heights[j]) or moved
                        )
        if not moved:
            return False
    return True


def _push_apart(i: int, j: int, xs: list[float], ys: list[float], width: float, height: float) -> bool:
    """Move two boxes apart by equal amounts, in the direction with the smaller overlap.

    `width` and `height` are the distances that their centres need. Returns whether they overlapped.
    """
    wide = width - abs(xs[i] - xs[j])
    high = height - abs(ys[i] - ys[j])
    if wide <= 0:
        return False
    if high <= wide:
        half = (high + _EXTRA) / 2 if (ys[i], i) < (ys[j], j) else -(high + _EXTRA) / 2
        ys[i] -= half
        ys[j] += half
    else:
        half = (wide + _EXTRA) / 2 if (xs[i], i) < (xs[j], j) else -(wide + _EXTRA) / 2
        xs[i] -= half
        xs[j] += half
    return True


def _rounded(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> Placed:
    left = min(x - box.width / 2 for x, box in zip(xs, boxes, strict=True))
    top = min(y - box.height / 2 for y, box in zip(ys, boxes, strict=True))
    middles = tuple((round(x - left), round(y - top)) for x, y in zip(xs, ys, strict=True))
    right = max(x + box.width / 2 for (x, _), box in zip(middles, boxes, strict=True))
    bottom = max(y + box.height / 2 for (_, y), box in zip(middles, boxes, strict=True))
    return Placed(int(right + 1), int(bottom + 1), middles)
