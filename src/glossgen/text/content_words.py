"""The words that show what a text is about, as short keys that can be compared between texts."""

from __future__ import annotations

import re
from itertools import pairwise

_WORD = re.compile(r"([^\W\d_]{3,6})[^\W\d_]*")
"""A word, and its first letters, by which it is known whatever its ending (Schlüssel, Schlüsseln)."""

_KATAKANA = re.compile("[ァ-ヶー]{3,}")
_LATIN = re.compile("[A-Za-z]{2,}")
_HAN = re.compile("[㐀-鿿々]+")
_PARTICLES = frozenset("的了是在和与與或及其为為对對将將等也可这這那个個有被由从從以到上中下不")
"""Chinese characters that are mostly function words; a pair with one of them is no word."""


def content_words(text: str, language: str) -> set[str]:
    """The beginnings of the words of a text.

    In Japanese and Chinese: its words in katakana and Latin letters, and every two kanji side by side.
    """
    if language.partition("-")[0] not in ("ja", "zh"):
        return set(_WORD.findall(text.lower()))
    found = {word.lower() for word in _LATIN.findall(text)}
    found.update(_KATAKANA.findall(text))
    chinese = language.startswith("zh")
    for run in _HAN.findall(text):
        pairs = map("".join, pairwise(run))
        found.update(pair for pair in pairs if not (chinese and not _PARTICLES.isdisjoint(pair)))
    return found
