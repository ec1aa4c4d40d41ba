"""Kana: the letters of the blocks Hiragana and Katakana (Unicode Standard), and how they correspond."""

from __future__ import annotations

import re

LONG_VOWEL = "ー"
"""The prolonged sound mark, which both scripts share."""

KANA = "ぁ-ゖァ-ヶー"
"""The letters of both scripts that a reading consists of, as the inside of a character class of a regex.

Iteration marks (ゝ, ヽ), the middle dot and half-width kana are not among them.
"""

_LETTERS = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}

HIRAGANA = _LETTERS | {0x30FD: 0x309D, 0x30FE: 0x309E}
"""Katakana letters and iteration marks to hiragana, by code points; ヷ to ヺ have no hiragana."""

LARGE_KANA = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
"""Small hiragana to large ones."""

_IS_KANA = re.compile(f"[{KANA}]+")

_UNLIKE_KANA = re.compile(f"[^\\W\\d_{KANA}ヷ-ヺｦ-ﾟA-Za-z\u00c0-\u024fＡ-Ｚａ-ｚ]")
"""A letter that is neither kana nor Latin: kanji above all, and Greek."""


def is_kana(text: str) -> bool:
    """Whether a text consists of `KANA` only, and is not empty."""
    return _IS_KANA.fullmatch(text) is not None


def is_hiragana(char: str) -> bool:
    """Whether a character is in the block Hiragana, its sound and iteration marks included."""
    return "\u3041" <= char <= "\u309f"


def needed_reading(name: str, reading: str) -> str:
    """The reading to show beside a name; empty if the name needs none, being in kana or Latin letters."""
    return reading if reading != name and _UNLIKE_KANA.search(name) else ""


def to_hiragana(text: str) -> str:
    """A text with katakana letters (of full width) as hiragana; iteration marks are unchanged."""
    return text.translate(_LETTERS)
