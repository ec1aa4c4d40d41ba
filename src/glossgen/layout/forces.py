"""A layout by forces: everything repels everything, links and groups pull together.

The forces are those of Fruchterman and Reingold (1991): k²/d apart, d²/k
together. A grid keeps the cost near to linear: things in neighbouring cells
repel one by one, things further away as cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

_TURN = (-0.7373688780783197, 0.6754902942615238)
"""Cosine and sine of the golden angle, written out: a library's last bit may differ."""

_GRAVITY = 0.04
_GROUP_PULL = 0.6

Point = tuple[float, float]
Edge = tuple[int, int]


def spread(
    count: int, edges: Sequence[Edge], groups: Sequence[int] = (), *, rounds: int = 40
) -> list[tuple[float, float]]:
    """Places for `count` things, at a mean distance of about 1 from their neighbours.

    `edges` are pairs of different things; `groups` gives the group of each
    thing, numbered from 0: a group starts at one place, and is held together.
    """
    if not groups or max(groups, default=0) == 0:
        return _relax(_sunflower(count, (0.0, 0.0)), edges, [0] * count, rounds)
    sizes = [0] * (max(groups) + 1)
    for group in groups:
        sizes[group] += 1
    between = [(groups[a], groups[b]) for a, b in edges if groups[a] != groups[b]]
    centres = _relax(
        _sunflower(len(sizes), (0.0, 0.0)), sorted(set(between)), list(range(len(sizes))), rounds
    )
    scale = sqrt(count / len(sizes)) * 1.2
    return _relax(_start(groups, sizes, [(x * scale, y * scale) for x, y in centres]), edges, groups, rounds)


def _sunflower(count: int, centre: Point) -> list[Point]:
    """Places that fill a disk evenly, each about 1 away from the next."""
    turn_x, turn_y = 1.0, 0.0
    places = []
    for index in range(count):
        radius = sqrt(index / 3)
        places.append((centre[0] + radius * turn_x, centre[1] + radius * turn_y))
        turn_x, turn_y = turn_x * _TURN[0] - turn_y * _TURN[1], turn_x * _TURN[1] + turn_y * _TURN[0]
    return places


def _start(groups: Sequence[int], sizes: Sequence[int], centres: Sequence[Point]) -> list[Point]:
    waiting = [iter(_sunflower(size, centre)) for size, centre in zip(sizes, centres, strict=True)]
    return [next(waiting[group]) for group in groups]


def _relax(places: list[Point], edges: Sequence[Edge], groups: Sequence[int], rounds: int) -> list[Point]:
    """Move the places by the forces between them, in ever smaller steps."""
    count = len(places)
    xs, ys = [x for x, _ in places], [y for _, y in places]
    degrees = [0] * count
    for a, b in edges:
        degrees[a] += 1
        degrees[b] += 1
    pulls = [(a, b, 1 / sqrt(min(degrees[a], degrees[b]))) for a, b in edges]
    reach = 0.35 * sqrt(count + 1)
    for step in range(rounds):
        fx, fy = _repulsion(xs, ys)
        _attraction(xs, ys, fx, fy, pulls)
        _hold(xs, ys, fx, fy, groups)
        limit = reach * (1 - step / rounds) ** 2 + 0.02
        for i in range(count):
            force = sqrt(fx[i] * fx[i] + fy[i] * fy[i])
            if force > 0:
                move = min(force, limit) / force
                xs[i] += fx[i] * move
                ys[i] += fy[i] * move
    return list(zip(xs, ys, strict=True))


def _attraction(
    xs: list[float],
    ys: list[float],
    fx: list[float],
    fy: list[float],
    pulls: Sequence[tuple[int, int, float]],
) -> None:
    for a, b, weight in pulls:
        dx, dy = xs[b] - xs[a], ys[b] - ys[a]
        pull = weight * sqrt(dx * dx + dy * dy) * 0.5
        fx[a] += dx * pull
        fy[a] += dy * pull
        fx[b] -= dx * pull
        fy[b] -= dy * pull


def _hold(xs: list[float], ys: list[float], fx: list[float], fy: list[float], groups: Sequence[int]) -> None:
    """Pull each thing to the middle of its group, and a little to the middle of all."""
    if not groups:
        return
    number = max(groups) + 1
    sums = [[0.0, 0.0, 0.0] for _ in range(number)]
    for i, group in enumerate(groups):
        total = sums[group]
        total[0] += xs[i]
        total[1] += ys[i]
        total[2] += 1
    pull = _GROUP_PULL if 1 < number < len(groups) else 0.0
    for i, group in enumerate(groups):
        x, y, size = sums[group]
        fx[i] += (x / size - xs[i]) * pull - xs[i] * _GRAVITY
        fy[i] += (y / size - ys[i]) * pull - ys[i] * _GRAVITY


def _repulsion(xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """The force of all others on each: one by one when near, cell by cell when far."""
    left, top = min(xs, default=0.0), min(ys, default=0.0)
    side = max(max(xs, default=0.0) - left, max(ys, default=0.0) - top, 1e-9)
    cell = side / max(1, int(sqrt(len(xs) / 5)))
    cells: dict[tuple[int, int], list[int]] = {}
    for i in range(len(xs)):
        cells.setdefault((int((xs[i] - left) / cell), int((ys[i] - top) / cell)), []).append(i)
    fx, fy = _far(cells, xs, ys)
    for (column, row), members in cells.items():
        beside = [cells.get((column + dx, row + dy), ()) for dx, dy in ((1, 0), (-1, 1), (0, 1), (1, 1))]
        others = [other for near in beside for other in near]
        for place, i in enumerate(members):
            _push(i, members[place + 1 :], xs, ys, fx, fy)
            _push(i, others, xs, ys, fx, fy)
    return fx, fy


def _push(
    i: int, others: list[int], xs: list[float], ys: list[float], fx: list[float], fy: list[float]
) -> None:
    x, y = xs[i], ys[i]
    sum_x = sum_y = 0.0
    for j in others:
        dx, dy = x - xs[j], y - ys[j]
        square = dx * dx + dy * dy
        if square < 1e-6:
            dx, dy, square = 1e-3 * (1 if i > j else -1), 1e-4 * (j - i), 1e-6
        dx /= square
        dy /= square
        sum_x += dx
        sum_y += dy
        fx[j] -= dx
        fy[j] -= dy
    fx[i] += sum_x
    fy[i] += sum_y


def _far(
    cells: dict[tuple[int, int], list[int]], xs: list[float], ys: list[float]
) -> tuple[list[float], list[float]]:
    """The force of all cells that are no neighbours, worked out once for a cell."""
    fx, fy = [0.0] * len(xs), [0.0] * len(ys)
    middles = []
    for (column, row), members in cells.items():
        size = len(members)
        middle = (fsum(xs[i] for i in members) / size, fsum(ys[i] for i in members) / size)
        middles.append((column, row, *middle, size))
    for (column, row, x, y, _), members in zip(middles, cells.values(), strict=True):
        sum_x = sum_y = 0.0
        for other_column, other_row, other_x, other_y, other_size in middles:
            if abs(other_column - column) > 1 or abs(other_row - row) > 1:
                dx, dy = x - other_x, y - other_y
                weight = other_size / (dx * dx + dy * dy)
                sum_x += dx * weight
                sum_y += dy * weight
        for i in members:
            fx[i] = sum_x
            fy[i] = sum_y
    return fx, fy
