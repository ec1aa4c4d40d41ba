"""Endings of words that take each other's place, as the table of languages lists them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from msgspec import Struct

SHORTEST = 3
"""The fewest letters of a word that must stay in front of its ending."""

_VOWELS = frozenset("aeıioöuüâîû")

Endings = frozenset[str]


class Tails(Struct, frozen=True):
    """The endings that words may have, each with the numbers of the lists that hold it.

    `labels` are those that a word of a label may have; empty if any. `final` maps letters that end a stem
    before a vowel to those at its end otherwise: kitabı, kitap.
    """

    lists: Mapping[str, frozenset[int]] = {}
    labels: Endings = frozenset()
    final: Mapping[str, str] = {}

    @classmethod
    def of(cls, endings: Iterable[Endings], labels: Endings, final: Mapping[str, str]) -> Tails:
        """The endings of some lists."""
        found: dict[str, set[int]] = {}
        for number, its in enumerate(endings):
            for each in its:
                found.setdefault(each, set()).add(number)
        return cls({ending: frozenset(numbers) for ending, numbers in found.items()}, labels, final)

    def join(self, label: str, word: str) -> bool:
        """Whether a word of a label and another word are one stem with endings of one list."""
        common = shared((label, word))
        # Words of one short syllable seldom change: çap is no stem of çaba.
        if self.final and common >= SHORTEST and self._changes(label[common:], word[common:]):
            return True
        if common < SHORTEST:
            return False
        return any(self._fit(label[size:], word[size:]) for size in range(common, -1, -1))

    def _fit(self, one: str, other: str) -> bool:
        if self.labels and one not in self.labels:
            return False
        numbers, others = self.lists.get(one), self.lists.get(other)
        return bool(numbers and others and not numbers.isdisjoint(others))

    def _changes(self, one: str, other: str) -> bool:
        """Whether the rests of two words begin with the hard and the soft form of one letter."""
        if self.final.get(other[:1]) == one[:1]:
            hard = one[1:]
        elif self.final.get(one[:1]) == other[:1]:
            hard = other[1:]
        else:
            return False
        # Before a vowel the letter is soft; many write it before a consonant as well (metodlar).
        return hard[:1] not in _VOWELS and self._fit(one[1:], other[1:])


def shared(words: Iterable[str]) -> int:
    """How many letters some words have in common at their front."""
    columns = zip(*words, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda column: len(set(column)) == 1, columns))
