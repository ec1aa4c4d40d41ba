"""The rows of an index and the order of its names, by the rules of the language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from glossgen.text.collation import CollationKey, collation_key, hiragana, large, letters_key
from glossgen.text.scripts import is_ideograph
from glossgen.text.slug import slugify

T = TypeVar("T")

Row = tuple[str, str]
"""The id and title of a row. Templates supply the titles for signs and for names without reading."""

SortKey = tuple[int, CollationKey, CollationKey]

SYMBOLS: Row = ("row-symbols", "#")
NO_READING: Row = ("row-other", "")
DIGITS: Row = ("row-0-9", "0–9")

_LATE = {DIGITS: 2, SYMBOLS: 3, NO_READING: 4}

_ROWS = (
    ("あ", "あいうえお"),
    ("か", "かきくけこ"),
    ("さ", "さしすせそ"),
    ("た", "たちつてと"),
    ("な", "なにぬねの"),
    ("は", "はひふへほ"),
    ("ま", "まみむめも"),
    ("や", "やゆよ"),
    ("ら", "らりるれろ"),
    ("わ", "わゐゑをん"),
)
_ROW_OF = {kana: row for row, letters in _ROWS for kana in letters}


def row_of(text: str, language: str) -> Row:
    """The row of a name: あ–わ, A–Z, another letter, 0–9, signs, or kanji without reading."""
    return _row_of_letter(unicodedata.normalize("NFKC", text)[:1])


@lru_cache(maxsize=8192)
def _row_of_letter(first: str) -> Row:
    base = unicodedata.normalize("NFKD", first)[:1]
    kana = _ROW_OF.get(large(hiragana(base)[0]))
    if kana:
        return f"row-{kana}", kana
    if base.isascii() and base.isalpha():
        return f"row-{base.lower()}", base.upper()
    if base.isdecimal():
        return DIGITS
    if not base.isalpha():
        return SYMBOLS
    if is_ideograph(base):
        return NO_READING
    return f"row-{slugify(first)}", first.upper() if len(first.upper()) == 1 else first


def row_order(row: Row) -> tuple[int, CollationKey]:
    """The order of rows: kana, then letters, digits, signs, and last names without reading."""
    return (_group(row), collation_key(row[1], "ja"))


def _group(row: Row) -> int:
    return 0 if row[1] in _ROW_OF else _LATE.get(row, 1)


def name_key(reading: str, name: str, language: str = "ja") -> SortKey:
    """The sort key of an index entry: its group of rows, then its reading (else its name), then its name."""
    sounded = reading or name
    own = collation_key(name, language)
    group = _group(row_of(sounded, language))
    return (group, collation_key(sounded, language) if reading else own, own)


def in_order(
    things: Iterable[T], named: Callable[[T], tuple[str, str]], last: Callable[[T], str], language: str
) -> list[T]:
    """Sort things by `name_key` of their (reading, name), and by `last` for equal keys.

    Complete keys are computed only for things whose letters are equal.
    """
    letters: dict[tuple[int, str], list[T]] = defaultdict(list)
    for thing in things:
        reading, name = named(thing)
        sounded = reading or name
        letters[_group(row_of(sounded, language)), letters_key(sounded, language)].append(thing)
    ordered: list[T] = []
    for key in sorted(letters):
        same = letters[key]
        if len(same) > 1:
            same.sort(key=lambda thing: (name_key(*named(thing), language), last(thing)))
        ordered += same
    return ordered


def standard_rows(language: str, *, latin: bool = True) -> Iterable[Row]:
    """The rows that the navigation bar of an index always shows; Latin letters only with `latin`."""
    if language == "ja":
        yield from ((f"row-{title}", title) for title, _ in _ROWS)
    if language == "en" or (language == "ja" and latin):
        yield from ((f"row-{chr(c)}", chr(c).upper()) for c in range(ord("a"), ord("z") + 1))
