"""An iterative layout: move each node to the centroid of its neighbours, then spread all nodes evenly.

Moving nodes to the centroid of their neighbours (Tutte 1963) pulls everything together, linked
nodes most. Redistributing the nodes over a grid of rows with equally many places keeps them from
collapsing into one point. Coordinates are integers during the iteration, so that the order of
summation does not matter; a round costs little more than visiting each edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

_TURN = (-0.7373688780783197, 0.6754902942615238)
"""Cosine and sine of the golden angle, as constants: the last bit of a library function may vary."""

_ONE = 1 << 12
"""The distance between adjacent places."""
_WEIGHT = 64
"""The weight of the only edge of a node."""
_STAY = 3
"""A node is attracted to its current place with a third of the weight of its edges."""
_GROUP = 2
"""A node is attracted to the centroid of its group with half the weight of its edges."""

Edge = tuple[int, int]
Places = tuple[list[int], list[int]]
Pulls = list[list[tuple[int, int]]]
"""The neighbours of each node, with the weights of the edges."""


def spread(
    count: int, edges: Sequence[Edge], groups: Sequence[int] = (), *, rounds: int = 12
) -> list[tuple[float, float]]:
    """Positions for `count` nodes; the mean distance to the nearest neighbours is about 1.

    `edges` are pairs of different nodes; `groups` gives the group of each node, numbered from 0. A
    group starts at one place and is held together.
    """
    if not groups or max(groups) == 0:
        return _settled(_sunflower(count, 0, 0), edges, [], rounds)
    sizes = [0] * (max(groups) + 1)
    for group in groups:
        sizes[group] += 1
    between = {(min(groups[a], groups[b]), max(groups[a], groups[b])) for a, b in edges}
    centres = _settled(
        _sunflower(len(sizes), 0, 0), sorted(pair for pair in between if pair[0] != pair[1]), [], rounds
    )
    scale = sqrt(count / len(sizes)) * _ONE
    return _settled(
        _start(groups, sizes, [(x * scale, y * scale) for x, y in centres]), edges, groups, rounds
    )


def _sunflower(count: int, x: float, y: float) -> Places:
    """Points that fill a disk evenly (a sunflower spiral), with a distance of about 1."""
    turn_x, turn_y = 1.0, 0.0
    xs, ys = [], []
    for index in range(count):
        radius = sqrt(index / 3) * _ONE
        xs.append(int(x + radius * turn_x))
        ys.append(int(y + radius * turn_y))
        turn_x, turn_y = turn_x * _TURN[0] - turn_y * _TURN[1], turn_x * _TURN[1] + turn_y * _TURN[0]
    return xs, ys


def _start(groups: Sequence[int], sizes: Sequence[int], centres: Sequence[tuple[float, float]]) -> Places:
    flowers = (_sunflower(size, *centre) for size, centre in zip(sizes, centres, strict=True))
    waiting = [iter(list(zip(*flower, strict=True))) for flower in flowers]
    places = [next(waiting[group]) for group in groups]
    return [x for x, _ in places], [y for _, y in places]


def _settled(
    places: Places, edges: Sequence[Edge], groups: Sequence[int], rounds: int
) -> list[tuple[float, float]]:
    """The positions after `rounds`, each the mean of its even place and its neighbours' centroid."""
    xs, ys = places
    pulls = _pulls(len(xs), edges)
    for step in range(rounds):
        _even(xs, ys) if step % 2 else _even(ys, xs)
        xs, ys = _drawn(xs, ys, pulls, groups)
    drawn = xs[:], ys[:]
    _even(xs, ys)
    return [
        ((x + to_x) / (2 * _ONE), (y + to_y) / (2 * _ONE))
        for x, y, to_x, to_y in zip(xs, ys, *drawn, strict=True)
    ]


def _pulls(count: int, edges: Sequence[Edge]) -> Pulls:
    degrees = [0] * count
    for a, b in edges:
        degrees[a] += 1
        degrees[b] += 1
    pulls: Pulls = [[] for _ in range(count)]
    for a, b in edges:
        weight = int(_WEIGHT / sqrt(min(degrees[a], degrees[b]))) or 1
        pulls[a].append((b, weight))
        pulls[b].append((a, weight))
    return pulls


def _even(across: list[int], down: list[int]) -> None:
    """Distribute the nodes evenly over rows and places in them, keeping their order."""
    count = len(across)
    rows = max(1, int(sqrt(count) + 0.5))
    order = sorted(range(count), key=down.__getitem__)
    width = _ONE * count // rows
    for row in range(rows):
        inside = order[count * row // rows : count * (row + 1) // rows]
        inside.sort(key=across.__getitem__)
        for place, i in enumerate(inside):
            across[i] = width * (2 * place + 1) // (2 * len(inside))
            down[i] = _ONE * row + _ONE // 2


def _drawn(xs: list[int], ys: list[int], pulls: Pulls, groups: Sequence[int]) -> Places:
    """Move each node to the weighted centroid of its neighbours, its group, and itself."""
    middles = _middles(xs, ys, groups)
    new_xs, new_ys = [], []
    for i, neighbours in enumerate(pulls):
        all_x = all_y = total = 0
        for j, weight in neighbours:
            all_x += xs[j] * weight
            all_y += ys[j] * weight
            total += weight
        stay = total // _STAY + 1
        if groups:
            x, y = middles[groups[i]]
            held = total // _GROUP + _WEIGHT
            all_x += x * held
            all_y += y * held
            total += held
        new_xs.append((all_x + xs[i] * stay) // (total + stay))
        new_ys.append((all_y + ys[i] * stay) // (total + stay))
    return new_xs, new_ys


def _middles(xs: list[int], ys: list[int], groups: Sequence[int]) -> list[tuple[int, int]]:
    """The centroid of each group."""
    sums = [[0, 0, 0] for _ in range(max(groups, default=-1) + 1)]
    for group, x, y in zip(groups, xs, ys, strict=False):
        total = sums[group]
        total[0] += x
        total[1] += y
        total[2] += 1
    return [(x // size, y // size) if size else (0, 0) for x, y, size in sums]
