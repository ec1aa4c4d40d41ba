"""Values on demand: the same values, each made once, and none that nobody asks for."""

from __future__ import annotations

from collections.abc import Mapping

from glossgen.ondemand import Looked, OnDemand, laid_over, together


def squares(made: list[int]) -> OnDemand[str, int]:
    def make(number: int) -> int:
        made.append(number)
        return number * number

    return OnDemand({"two": 2, "three": 3, "four": 4}, make)


def test_a_value_is_made_once_and_when_it_is_asked_for() -> None:
    made: list[int] = []
    values = squares(made)
    assert (list(values), len(values), "two" in values, "ten" in values) == (
        ["two", "three", "four"],
        3,
        True,
        False,
    )
    assert made == []
    assert (values["three"], values["three"], values.get("ten")) == (9, 9, None)
    assert made == [3]
    everything = {"two": 4, "three": 9, "four": 16}
    assert dict(values) == {**values} == values == everything
    assert (list(values.values()), list(values.items())) == ([4, 9, 16], list(everything.items()))
    assert made == [3, 2, 4]


def test_no_more_values_are_kept_than_there_may_be() -> None:
    made: list[int] = []
    values = OnDemand({number: number for number in range(5)}, lambda n: made.append(n) or -n, most=2)  # type: ignore[func-returns-value]
    assert [values[key] for key in (0, 1, 0, 1, 2, 1)] == [0, -1, 0, -1, -2, -1]
    assert made == [0, 1, 2, 1]
    assert dict(values) == {number: -number for number in range(5)}
    over = laid_over(values, {3: 33})
    assert list(over.values()) == [0, -1, -2, 33, -4]


def test_what_is_laid_over_is_seen_first_and_changes_no_order() -> None:
    made: list[int] = []
    for base in (squares(made), dict(squares(made))):
        made.clear()
        over = laid_over(base, {"three": -9})
        assert over["three"] == -9
        assert made == []
        assert list(over.items()) == [("two", 4), ("three", -9), ("four", 16)]
        assert base["three"] == 9


def test_what_is_laid_over_again_and_again_is_as_near_as_the_first() -> None:
    made: list[int] = []
    values: Mapping[str, int] = squares(made)
    for number in range(5_000):
        values = laid_over(values, {"three": number, f"new {number % 3}": number})
    assert dict(values) == {"two": 4, "three": 4999, "four": 16, "new 0": 4998, "new 1": 4999, "new 2": 4997}
    assert (values.get("four"), values.get("new 3"), len(values), "new 1" in values) == (16, None, 6, True)
    assert made == [2, 4]


def test_what_is_looked_up_is_a_sequence() -> None:
    values = Looked(["four", "two"], squares([]))
    assert (list(values), values[1], values[:1], len(values)) == ([16, 4], 4, [16], 2)


def test_what_is_made_together_is_made_once() -> None:
    made: list[str] = []

    def make() -> dict[str, int]:
        made.append("all")
        return {"one": 1, "two": 2, "three": 3}

    values = together(["two", "one"], make)
    assert (list(values), "three" in values, made) == (["two", "one"], False, [])
    assert (values["one"], values["two"], made) == (1, 2, ["all"])
