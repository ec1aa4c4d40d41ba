"""The nearest string: the one of `difflib`, with few comparisons."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgen.text.nearest import Nearest, nearest, ratio_to

LETTERS = st.text(alphabet="abc/", max_size=12)
"""Of few letters, so that many strings are near and many are equally near."""
ANY = st.text(max_size=8) | st.text(alphabet="学習木a-", max_size=20)
REPEATED = st.text(alphabet="abc", min_size=1, max_size=4)
LONG = st.builds(lambda text, times: text * times, REPEATED, st.integers(60, 120))
"""From 200 characters on `difflib` leaves out those that stand often; from 256 on a byte cannot count."""


def by_difflib(word: str, known: list[str]) -> str | None:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None


@given(LETTERS | ANY, st.lists(LETTERS | ANY, max_size=30))
def test_the_nearest_is_that_of_difflib(word: str, known: list[str]) -> None:
    assert nearest(word, known) == by_difflib(word, known)


@given(LONG | LETTERS, st.lists(LONG | LETTERS, max_size=5))
def test_the_nearest_of_long_strings_is_that_of_difflib(word: str, known: list[str]) -> None:
    assert nearest(word, known) == by_difflib(word, known)


@given(st.data())
def test_a_slip_in_one_of_many_paths(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PATHS))
    at = data.draw(st.integers(0, len(path)))
    word = (
        path[:at]
        + data.draw(st.text(alphabet="ab/-.", max_size=2))
        + path[at + data.draw(st.integers(0, 2)) :]
    )
    assert FEW.to(word) == by_difflib(word, PATHS[:150])


def test_two_strings_that_are_equally_near() -> None:
    for known in (["ab", "ad"], ["ad", "ab"]):
        assert nearest("ac", [*known, "xy"]) is None
        assert nearest("aac", ["aab", "aad"]) == "aad"


def test_the_nearest_of_none() -> None:
    assert nearest("a", []) is None
    assert nearest("", [""]) == by_difflib("", [""]) == ""


# ------------------------------------------------------------ how many are compared

WORDS = re.findall(
    r"\w+",
    """absorb balance carbon degree element factor gradient harmonic integral junction kernel lattice membrane
    neuron orbit particle quantum resistor spectrum transistor uniform vector wavelength xenon yield""",
)
PATHS = [f"ja/{a}/{b}-{c}.md" for a in WORDS[:5] for b in WORDS for c in WORDS if b != c]
FEW = Nearest(PATHS[:150])


class Counted:
    """A comparison that counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, word: str) -> Callable[[str], float]:
        ratio = ratio_to(word)

        def counted(other: str) -> float:
            self.count += 1
            return ratio(other)

        return counted


def test_few_strings_are_compared() -> None:
    assert len(PATHS) == 3000
    counted = Counted()
    near = Nearest(PATHS, counted)
    slips = [path.replace("-", "_") for path in PATHS[::30]]
    assert [near.to(slip) for slip in slips] == PATHS[::30]
    assert counted.count <= 3 * len(slips)


def test_few_strings_are_compared_with_what_is_like_none() -> None:
    counted = Counted()
    near = Nearest(PATHS, counted)
    dead = [f"en/{one[:4]}{two[2:]}/{one}.html" for one in WORDS for two in WORDS[::5]]
    for word in dead:
        near.to(word)
    assert counted.count <= len(dead) * len(PATHS) / 50


def test_a_word_is_looked_for_once() -> None:
    counted = Counted()
    near = Nearest(PATHS, counted)
    first = near.to("ja/absorb/balance_carbon.md")
    compared = counted.count
    assert compared
    assert {near.to("ja/absorb/balance_carbon.md") for _ in range(100)} == {first}
    assert counted.count == compared


@pytest.mark.parametrize("word", ["zzz", "1234567890" * 5, "学習率"])
def test_what_shares_too_few_characters_is_not_compared(word: str) -> None:
    counted = Counted()
    assert Nearest(PATHS, counted).to(word) is None
    assert counted.count == 0
