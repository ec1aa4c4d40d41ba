"""The order of Chinese characters: by their Mandarin readings (pinyin), or by the number of their strokes.

Simplified Chinese is in the order of readings; traditional Chinese in that of strokes, which is the order
of the characters in Big5, and of CLDR for `zh-Hant`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

STROKES = "劃"
"""Follows the number of strokes in the title of a row, as in CLDR."""

_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_FIRST_LEVEL = (
    0xA259, 0xA442, 0xA454, 0xA4A1, 0xA4FE, 0xA5E0, 0xA6EA, 0xA8C3, 0xAB45, 0xADBC, 0xB0AE, 0xB3C3, 0xB6C3,
    0xB9AC, 0xBBF5, 0xBEA7, 0xC075, 0xC24F, 0xC35F, 0xC455, 0xC4D7, 0xC56B, 0xC5C8, 0xC5F1, 0xC655, 0xC665,
    0xC66C, 0xC676, 0xC679, 0xC67D, 0xC67E, 0xC67E,
)  # fmt: skip
"""The code in Big5 at which the characters of 1, 2, 3, … strokes begin, among the common ones."""
_SECOND_LEVEL = (
    0xC940, 0xC940, 0xC945, 0xC94D, 0xC963, 0xC9AB, 0xCA5A, 0xCBB1, 0xCDDD, 0xD0C8, 0xD44B, 0xD851, 0xDCB1,
    0xE0F0, 0xE4E6, 0xE8F4, 0xECB9, 0xEFB7, 0xF1EB, 0xF3FD, 0xF5C0, 0xF6D6, 0xF7D0, 0xF8A5, 0xF8EE, 0xF96B,
    0xF9A2, 0xF9BA, 0xF9C7, 0xF9CC, 0xF9D0, 0xF9D1, 0xF9D2, 0xF9D2, 0xF9D3, 0xF9D4,
)  # fmt: skip
"""The same for the less common ones."""


def order_of(language: str) -> str:
    """How a language sorts Chinese characters: `pinyin`, `strokes`, or neither."""
    first, *more = language.lower().split("-")
    if first != "zh":
        return ""
    return "strokes" if _TRADITIONAL.intersection(more) and "hans" not in more else "pinyin"


# -- strokes ----------------------------------------------------------------------


def strokes(char: str) -> tuple[int, int]:
    """The number of strokes of a character, and its rank in Big5; (0, 0) for one that is not in Big5."""
    code = int.from_bytes(char.encode("big5", "ignore"), "big")
    if code < _FIRST_LEVEL[0]:
        return 0, 0
    return bisect_right(_FIRST_LEVEL if code < _SECOND_LEVEL[0] else _SECOND_LEVEL, code), code


# -- readings ---------------------------------------------------------------------


class Readings(Struct, frozen=True):
    """Mandarin readings, as indices into `syllables`, which are in sort order.

    `first` is the first character with each syllable, `of` the syllable of each character, and `words` that
    of the first character of words (two characters) in which it differs.
    """

    syllables: tuple[str, ...]
    first: tuple[str, ...]
    of: dict[str, int]
    words: dict[str, int]

    def respelled(self, name: str) -> str:
        """The name; a first character with another reading in this word becomes one of that reading."""
        syllable = self.words.get(name[:2])
        return name if syllable is None else self.first[syllable] + name[1:]

    def spoken(self, name: str, reading: str) -> str:
        """The name, with characters replaced so that their sounds are those of a reading in pinyin.

        The reading itself if it does not have one syllable for each character.
        """
        at = [index for index, char in enumerate(name) if char in self.of]
        letters = re.sub(r"[\s'’·-]", "", unicodedata.normalize("NFC", reading).lower())
        for spelling in self._split(letters, len(at)):
            chars = list(name)
            for index, syllables in zip(at, spelling, strict=True):
                if self.of[chars[index]] not in syllables:
                    chars[index] = self.first[syllables[0]]
            return "".join(chars)
        return reading

    def _split(self, letters: str, count: int) -> Iterator[list[tuple[int, ...]]]:
        """The ways to split letters into `count` syllables, with or without tone marks."""
        if not count:
            yield from () if letters else ([],)
            return
        known = _by_letters()
        for end in range(min(len(letters), 6), 0, -1):
            syllables = known.get(letters[:end])
            if syllables:
                for rest in self._split(letters[end:], count - 1):
                    yield [syllables, *rest]


@lru_cache(maxsize=1)
def readings() -> Readings:
    """The readings of the data file; it takes some milliseconds to load."""
    text = (files("glossgen") / "data" / "pinyin.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    of = {char: number for number, (_, chars, *_) in enumerate(lines) for char in chars}
    words = {word: number for number, (_, _, *its) in enumerate(lines) for word in its}
    return Readings(tuple(line[0] for line in lines), tuple(line[1][0] for line in lines), of, words)


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, tuple[int, ...]]:
    """The syllables by their spellings: with and without tone mark, and with v for ü."""
    found: dict[str, tuple[int, ...]] = {}
    for number, syllable in enumerate(readings().syllables):
        for written in {syllable, without_tone(syllable), without_tone(syllable).replace("ü", "v")}:
            found[written] = (*found.get(written, ()), number)
    return found


def without_tone(syllable: str) -> str:
    """A syllable in pinyin without the mark of its tone; ü keeps its dots."""
    decomposed = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub("[\u0304\u0301\u030c\u0300]", "", decomposed))
