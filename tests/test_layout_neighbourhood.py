"""The lines in the picture of a term's neighbours: one a label, from where it ends to the mark, or back."""

from __future__ import annotations

import re

import pytest

from glossgen.site.layout import neighbourhood

Point = tuple[int, int]
NUMBERS = {"M": 2, "m": 2, "l": 2, "h": 1, "c": 6}
"""How many numbers a command of a path takes (SVG 2 §9.3); small letters count from the last point."""


def strokes(path: str) -> list[list[Point]]:
    """The end points of every stroke of a path."""
    made: list[list[Point]] = []
    x = y = 0
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", rest)]
        takes = NUMBERS[command]
        assert numbers
        assert len(numbers) % takes == 0
        for at in range(0, len(numbers), takes):
            step = numbers[at : at + takes]
            right, down = (step[0], 0) if command == "h" else (step[-2], step[-1])
            x, y = (right, down) if command == "M" else (x + right, y + down)
            if command in "Mm":
                made.append([])
            made[-1].append((x, y))
    return made


COUNTS = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (3, 7), (7, 3), (7, 7), (4, 0), (0, 5)]


@pytest.mark.parametrize(("before", "after"), COUNTS)
def test_every_label_has_a_line_to_or_from_the_mark(before: int, after: int) -> None:
    at = neighbourhood("term", [f"b{n}" for n in range(before)], [f"a{n}" for n in range(after)])
    drawn = strokes(at.path)
    heads = [stroke for stroke in drawn if len(stroke) == 3]
    lines = [(stroke[0], stroke[1]) for stroke in drawn if len(stroke) == 2]
    x, y = at.middle
    ways_in = [line for line in lines if line[0][0] < x]
    ways_on = [line for line in lines if line[0][0] > x]
    assert len(ways_in) + len(ways_on) == len(lines)
    assert [start for start, _ in ways_in] == [(at.left + 6, place) for _, place in at.before]
    assert {end for _, end in ways_in} <= {(x - 8, y)}
    assert {start for start, _ in ways_on} <= {(x + 8, y)}
    assert [end for _, end in ways_on] == [(at.right - 6, place) for _, place in at.after]
    tips = [head[1] for head in heads]
    assert tips == [(x - 8, y)] * bool(before) + [end for _, end in ways_on]


@pytest.mark.parametrize(("before", "after"), COUNTS)
def test_everything_is_in_the_picture(before: int, after: int) -> None:
    at = neighbourhood("term", ["b"] * before, ["a"] * after)
    points = [point for stroke in strokes(at.path) for point in stroke]
    assert all(0 < x < at.width and 0 < y < at.height for x, y in [at.middle, *points])
    assert len(at.before) == before
    assert len(at.after) == after
