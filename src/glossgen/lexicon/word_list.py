"""The list of Japanese words that comes with glossgen: `data/japanese-words.br`, loaded on first use.

`tools/japanese_words.py` makes it from SudachiDict (Apache-2.0, see `data/japanese-words-notice.txt`). Its
parts are words in kanji, words in katakana, beginnings of words with kana after their first kanji
(申し込み), and nouns that may omit their kana (取引: 取り引き). In the first three parts, a row has the first
character of some words, and then their remainders between spaces. So 100,000 words are 10,000 strings, which
load in a few milliseconds, and a word is looked up by searching its remainder in a row.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache
from importlib.resources import files

import brotli
from msgspec import Struct

KANJI, KATAKANA, TAILS, OKURIGANA = range(4)
"""The parts of the list."""


class WordList(Struct, frozen=True):
    """The words of one part of the list, and those of a hand-made table."""

    part: int
    by_hand: Container[str] = ()

    def __contains__(self, word: object) -> bool:
        """Whether this is a word."""
        if not isinstance(word, str) or " " in word:
            return False
        return word in self.by_hand or is_listed(self.part, word)


def is_listed(part: int, word: str) -> bool:
    """Whether a part of the generated list has a word."""
    return f" {word[1:]} " in _by_first(part).get(word[:1], "")


@lru_cache(maxsize=3)
def _by_first(part: int) -> Mapping[str, str]:
    return {row[0]: row[1:] for row in rows_of(part)}


def rows_of(part: int) -> list[str]:
    """The rows of one part of the list."""
    return _parts()[part].split("\n")


@lru_cache(maxsize=1)
def _parts() -> list[str]:
    packed = (files("glossgen") / "data" / "japanese-words.br").read_bytes()
    text: bytes = brotli.decompress(packed)
    return text.decode().split("\n\n")


def without_long_vowel(katakana: str) -> str:
    """A katakana word without its final ー, if three kana or more remain (サーバー, but not カバー)."""
    return katakana[:-1] if len(katakana) > 3 and katakana.endswith("ー") else katakana
