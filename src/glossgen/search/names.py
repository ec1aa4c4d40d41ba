"""Layer one: names, readings and addresses of all entries, small enough to load when search is focused.

Entries are sorted by reading, so that neighbours share their beginnings and
gzip finds them; each property is a column of its own for the same reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from glossgen.pages.values import SearchEntry

HIDDEN = " "
"""Before a name that is found but not shown."""

_RUNS = re.compile("[ぁ-ゖァ-ヶー]+|[^ぁ-ゖァ-ヶー]+")
_FIRST_KANA = 0x3041
_FIRST_CODE = 0x28
_LONG = "!"
_WHOLE = "#"
_RAW = "%"
_SPACED = re.compile(r"[\x00-/:-@\[-`{-\x7f・]+")
_ORDER = ("term", "category", "note")


def in_index_order(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """Terms, categories, notes; each by reading, else name. Total, so that a build is repeatable."""
    return sorted(
        entries, key=lambda entry: (_ORDER.index(entry.kind), entry.reading or entry.names[0], entry.url)
    )


def counts(entries: Sequence[SearchEntry]) -> list[int]:
    """How many terms, categories and notes there are."""
    return [sum(entry.kind == kind for entry in entries) for kind in _ORDER]


def first_names_column(entries: Sequence[SearchEntry]) -> str:
    """The first name of each entry."""
    return "\n".join(_names(entry)[0] for entry in entries)


def other_names_column(entries: Sequence[SearchEntry]) -> str:
    """The other names of each entry, tabs between them."""
    return "\n".join("\t".join(_names(entry)[1:]) for entry in entries)


def _names(entry: SearchEntry) -> list[str]:
    return [*map(_one_line, entry.names), *(HIDDEN + _one_line(name) for name in entry.hidden)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def readings_column(entries: Sequence[SearchEntry]) -> str:
    """The reading of each entry, as what has to be added to its first name (`encode_reading`)."""
    return "\n".join(encode_reading(_one_line(entry.names[0]), entry.reading) for entry in entries)


def encode_reading(name: str, reading: str) -> str:
    """A reading as the kana of those parts of a name that are not kana, spaces between the parts.

    Kana are written as one ASCII character each, ー as `!`. A reading that does
    not go along with the name follows a `#` in full, and one with anything but
    kana in it follows a `%` as it is. Empty: no reading, or just the name's own
    kana.
    """
    reading = _hiragana(unicodedata.normalize("NFKC", _one_line(reading)))
    if not reading:
        return ""
    if any(char != "ー" and not "ぁ" <= char <= "ゖ" for char in reading):
        return _RAW + reading
    pattern = "".join(
        re.escape(_hiragana(run)) if _is_kana(run[0]) else "(.+?)" for run in _RUNS.findall(name)
    )
    match = re.fullmatch(pattern, reading)
    return " ".join(map(_ascii, match.groups())) if match else _WHOLE + _ascii(reading)


def _is_kana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ" or "ァ" <= char <= "ヶ" or char == "ー"


def _hiragana(text: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


def _ascii(kana: str) -> str:
    return "".join(_LONG if char == "ー" else chr(ord(char) - _FIRST_KANA + _FIRST_CODE) for char in kana)


def addresses_column(entries: Sequence[SearchEntry], home: str) -> str:
    """The address of each entry from `home`, the root of its language.

    A number stands for the page of a term whose id comes from its name of that
    number; any other address follows a slash.
    """
    return "\n".join(_address(entry, home) for entry in entries)


def _address(entry: SearchEntry, home: str) -> str:
    url = entry.url.removeprefix(home)
    for number, name in enumerate(_names(entry)):
        if url == f"terms/{simple_slug(name)}/":
            return str(number)
    return "/" + url


def simple_slug(name: str) -> str:
    """The id that most terms get from a name. Where it is not the id, the address is written out."""
    return _SPACED.sub("-", name.lower()).strip("-")


def uses_column(entries: Sequence[SearchEntry]) -> str:
    """How much each entry is used: 0 less than 4 times, 1 less than 16 times, 2 more often."""
    return "".join(str(min(2, max(0, entry.uses.bit_length() - 1) // 2)) for entry in entries)
