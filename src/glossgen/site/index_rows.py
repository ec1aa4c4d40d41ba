"""The rows of an index and the order of its names, by the rules of the language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from glossgen.site.values import IndexEntry
from glossgen.text import han
from glossgen.text.alphabets import alphabet
from glossgen.text.collation import CollationKey, collation_key, first_letter, hiragana, large, letters_key
from glossgen.text.scripts import is_ideograph

T = TypeVar("T")

Row = tuple[str, str]
"""The id and title of a row. Templates supply the titles for signs and for names without reading."""

SortKey = tuple[int, CollationKey, CollationKey]

SYMBOLS: Row = ("row-symbols", "#")
NO_READING: Row = ("row-other", "")
DIGITS: Row = ("row-0-9", "0–9")

LONG_ROW = 60
"""The number of names above which a list is divided by their first letters."""

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
    """The row of a name.

    It is one of あ to わ, a letter (in Chinese the first of the reading, in Korean a consonant), a
    number of strokes (traditional Chinese), 0–9, signs, or that of characters without reading.
    """
    return _row_of_letter(first_letter(text, language), language)


@lru_cache(maxsize=8192)
def _row_of_letter(letter: str, language: str) -> Row:
    kana = _ROW_OF.get(large(hiragana(letter)[0]))
    if kana:
        return f"row-{kana}", kana
    if letter.isdecimal():
        return DIGITS
    if not letter or unicodedata.category(letter[-1])[0] != "L":
        return SYMBOLS
    if len(letter) == 1 and is_ideograph(letter):
        return NO_READING
    return f"row-{letter}", alphabet(language).title(letter)


def letter_of(text: str) -> str:
    """The kana that a name begins with, large and without sound marks: は for ばっち; empty for others."""
    first = unicodedata.normalize("NFKC", text)[:1]
    kana = large(hiragana(unicodedata.normalize("NFKD", first)[:1])[0]) if first else ""
    return kana if kana in _ROW_OF else ""


def row_order(row: Row, language: str = "ja") -> tuple[int, int, CollationKey]:
    """The order of rows: those of the script of the language, other letters, digits, signs, no reading."""
    count, sign, _ = row[1].partition(han.STROKES)
    return (_group(row, language), int(count) if sign and count else 0, collation_key(row[1], language))


@lru_cache(maxsize=8192)
def _group(row: Row, language: str) -> int:
    if row in _LATE:
        return _LATE[row]
    last = row[1][-1]
    script = alphabet(language).script
    own = last in _ROW_OF or last == han.STROKES or script in unicodedata.name(last, "").split()
    return 0 if own else 1


def name_key(reading: str, name: str, language: str = "ja") -> SortKey:
    """The sort key of an index entry: its group of rows, then its reading (else its name), then its name."""
    sounded = sounded_name(reading, name, language)
    own = collation_key(name, language)
    group = _group(row_of(sounded, language), language)
    return (group, collation_key(sounded, language) if reading else own, own)


def sounded_name(reading: str, name: str, language: str) -> str:
    """The text that a name is sorted by: its reading if it has one, else the name.

    In Chinese with a reading, it is the name with characters of these sounds (see `han.Readings.spoken`).
    """
    if reading and han.order_of(language) == "pinyin":
        return han.readings().spoken(name, reading)
    return reading or name


def in_order(
    things: Iterable[T], named: Callable[[T], tuple[str, str]], last: Callable[[T], str], language: str
) -> list[T]:
    """Sort things by `name_key` of their (reading, name), and by `last` for equal keys."""
    keyed: list[tuple[tuple[int, str], T]] = []
    for thing in things:
        sounded = sounded_name(*named(thing), language)
        group = _group(row_of(sounded, language), language)
        keyed.append(((group, letters_key(sounded, language)), thing))
    return _by_letters(keyed, lambda thing: (name_key(*named(thing), language), last(thing)))


def sorted_names(names: Iterable[tuple[str, IndexEntry]], language: str) -> list[IndexEntry]:
    """The names of one row, given with their letters (see `letters_key`), in the order of `in_order`."""
    return _by_letters(names, lambda each: (name_key(each.reading, each.name.text, language), each.link.url))


def _by_letters(things: Iterable[tuple[Any, T]], key: Callable[[T], Any]) -> list[T]:
    """Sort things by their letters, and things with equal letters by a key, which takes longer to make."""
    found: dict[Any, list[T]] = defaultdict(list)
    for letters, thing in things:
        found[letters].append(thing)
    ordered: list[T] = []
    for letters in sorted(found):
        same = found[letters]
        if len(same) > 1:
            same.sort(key=key)
        ordered += same
    return ordered


def standard_rows(language: str, *, latin: bool = True) -> Iterable[Row]:
    """The rows that the navigation bar of an index always shows; Latin letters only with `latin`."""
    if language == "ja":
        yield from ((f"row-{title}", title) for title, _ in _ROWS)
    if language == "en" or (language == "ja" and latin):
        yield from ((f"row-{chr(c)}", chr(c).upper()) for c in range(ord("a"), ord("z") + 1))
