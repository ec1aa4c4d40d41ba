"""Characters that a text should not contain: control characters, invisible ones, bidirectional controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that HTML or XML forbids; pages show U+FFFD instead."""

HIDDEN = re.compile(
    "[\u00ad\u2028\u2029\U000e0000-\U000e007f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Bidirectional controls and characters without width. The joiners U+200C and U+200D are not
among them: Persian, Indic scripts and emoji are written with them."""

OVERRIDE = re.compile("[\u202d\u202e]")
"""Characters that force the direction of the letters behind them; no text needs them."""


def character_name(char: str) -> str:
    """The name of an invisible character for messages: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def first_of_lines(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """The first match in each line that has one: the number of the line (from 1) and the character."""
    line = start = 0
    for number, found in enumerate(pattern.finditer(text)):
        here = line + text.count("\n", start, found.start())
        if number == 0 or here != line:
            yield here + 1, found[0]
        line, start = here, found.start()
