"""Laws of the layouts: nothing covers anything, nothing is lost, the same input gives the same picture."""

from __future__ import annotations

import hashlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.site.layout import Box, Placed, arrange, spread, text_width

Graph = tuple[int, list[tuple[int, int]], list[int]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 60))
    ends = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=120))
    groups = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return count, sorted({(min(pair), max(pair)) for pair in pairs}), [numbers[group] for group in groups]


def ring(count: int, groups: int) -> Graph:
    edges = [(i, (i + step) % count) for i in range(count) for step in (1, 7)]
    return count, sorted({(min(e), max(e)) for e in edges}), [i * groups // count for i in range(count)]


def covered(placed: Placed, boxes: list[Box]) -> list[tuple[int, int]]:
    middles = placed.middles
    return [
        (i, j)
        for i in range(len(boxes))
        for j in range(i)
        if abs(middles[i][0] - middles[j][0]) < (boxes[i].width + boxes[j].width) / 2
        and abs(middles[i][1] - middles[j][1]) < (boxes[i].height + boxes[j].height) / 2
    ]


@given(graphs(), st.data())
def test_boxes_never_cover_each_other_and_stay_in_the_picture(graph: Graph, data: st.DataObject) -> None:
    count, edges, groups = graph
    sizes = st.builds(Box, st.integers(10, 200), st.integers(10, 30))
    boxes = data.draw(st.lists(sizes, min_size=count, max_size=count))
    placed = arrange(spread(count, edges, groups), boxes)
    assert len(placed.middles) == count
    assert covered(placed, boxes) == []
    for (x, y), box in zip(placed.middles, boxes, strict=True):
        assert -1 <= x - box.width / 2 <= x + box.width / 2 <= placed.width
        assert -1 <= y - box.height / 2 <= y + box.height / 2 <= placed.height


@given(graphs())
def test_places_are_numbers_and_the_same_each_time(graph: Graph) -> None:
    places = spread(*graph)
    assert len(places) == graph[0]
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert places == spread(*graph)


def test_the_same_picture_on_every_machine() -> None:
    """Only + - * / and square roots are used, so that even the last bit is given by IEEE 754."""
    places = spread(*ring(120, 4))
    assert hashlib.sha256(repr(places).encode()).hexdigest() == PLACES


PLACES = "ea9f203ff7c6599d66d940b7ece9033586a9685366847ea1723123c3ee776479"


def test_linked_things_are_nearer_than_others() -> None:
    count, edges, groups = ring(90, 1)
    places = spread(count, edges, groups)

    def mean(pairs: list[tuple[int, int]]) -> float:
        return sum(math.dist(places[a], places[b]) for a, b in pairs) / len(pairs)

    everything = [(a, b) for a in range(count) for b in range(a)]
    assert mean(edges) < 0.6 * mean(everything)


def test_a_group_stays_together() -> None:
    count, edges, groups = ring(100, 5)
    places = spread(count, edges, groups)
    inside = [
        math.dist(places[a], places[b]) for a in range(count) for b in range(a) if groups[a] == groups[b]
    ]
    across = [
        math.dist(places[a], places[b]) for a in range(count) for b in range(a) if groups[a] != groups[b]
    ]
    assert sum(inside) / len(inside) < 0.6 * sum(across) / len(across)


def test_nothing_and_one_thing() -> None:
    assert spread(0, ()) == []
    assert arrange([], []) == Placed(0, 0, ())
    assert arrange(spread(1, ()), [Box(40, 20)]) == Placed(41, 21, ((20, 10),))


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("重み", 20), ("AI", 10.7), ("a", 5.7), ("BERTモデル", 54.5)]
)
def test_width_of_a_text(text: str, width: float) -> None:
    assert text_width(text, 10) == pytest.approx(width, rel=0.05)
