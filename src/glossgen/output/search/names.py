"""First layer of the index: names, readings and addresses, small enough to load when search gets the focus.

Entries are sorted by reading, so that adjacent ones share prefixes, which gzip compresses; each
property is a column of its own for the same reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from glossgen.site.values import SearchEntry
from glossgen.text.kana import KANA, LONG_VOWEL, is_kana, to_hiragana

HIDDEN = " "
"""Prefix of a name that is found but not shown."""

_RUNS = re.compile(f"[{KANA}]+|[^{KANA}]+")
FIRST_KANA = 0x3041
FIRST_CODE = 0x28
"""The kana of readings are encoded as ASCII; this is the code of the first kana."""

LONG = "!"
"""Encodes ー in a reading."""

WHOLE = "#"
"""Prefix of a reading that cannot be aligned with the name."""

RAW = "%"
"""Prefix of a reading that contains characters other than kana."""

_SPACED = re.compile(r"[\x00-/:-@\[-`{-\x7f・]+")
_ORDER = ("term", "category", "note")
_DIGITS = ("kinds", "uses")


def in_index_order(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """Terms, categories, notes, each by reading, else name. A total order: builds are reproducible."""
    return sorted(entries, key=place)


def place(entry: SearchEntry) -> tuple[int, str, str]:
    """The sort key of an entry."""
    return (_ORDER.index(entry.kind), entry.reading or entry.names[0], entry.url)


class NameRow(NamedTuple):
    """An entry, as the values of the columns of `format.NamesFile`."""

    name: str
    other_names: str
    reading: str
    address: str
    kind: str
    uses: str


def line(entry: SearchEntry, home: str) -> NameRow:
    """The row of an entry, for the search page of the language whose home page is at `home`."""
    given = _names(entry)
    reading = encode_reading(given[0], entry.reading)
    uses = min(2, max(0, entry.uses.bit_length() - 1) // 2)
    address = encode_address(entry.url.removeprefix(home), given)
    kind = str(_ORDER.index(entry.kind))
    return NameRow(given[0], "\t".join(given[1:]), reading, address, kind, str(uses))


class Columns(NamedTuple):
    """The columns of `format.NamesFile`, in the order of `NameRow`."""

    names: str
    other_names: str
    readings: str
    addresses: str
    kinds: str
    uses: str


def columns(lines: Sequence[NameRow]) -> Columns:
    """The columns, with a line for each entry; those of kinds and uses have one character each."""
    found = zip(*lines, strict=True) if lines else ((),) * len(Columns._fields)
    return Columns._make(map(_joined, Columns._fields, found))


def joined(parts: Sequence[Columns]) -> Columns:
    """The columns of segments one after the other, without those that have no entry."""
    some = [each for each in parts if each.kinds] or [columns([])]
    return Columns._make(map(_joined, Columns._fields, zip(*some, strict=True)))


def _joined(column: str, values: Iterable[str]) -> str:
    return ("" if column in _DIGITS else "\n").join(values)


def _names(entry: SearchEntry) -> list[str]:
    given = [_one_line(name) for name in entry.names]
    return given + [HIDDEN + _one_line(name) for name in entry.hidden]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def encode_reading(name: str, reading: str) -> str:
    """Encode a reading as the kana of those parts of a name that are not kana, separated by spaces.

    Kana are encoded as one ASCII character each, ー as `!`. A reading that cannot be aligned with
    the name is written in full after a `#`, and one with characters other than kana unchanged after
    a `%`. Empty: no reading, or exactly the kana of the name.
    """
    reading = to_hiragana(unicodedata.normalize("NFKC", _one_line(reading)))
    if not reading:
        return ""
    if not is_kana(reading):
        return RAW + reading
    pattern = "".join(re.escape(to_hiragana(run)) if is_kana(run) else "(.+?)" for run in _RUNS.findall(name))
    match = re.fullmatch(pattern, reading)
    return " ".join(map(_ascii, match.groups())) if match else WHOLE + _ascii(reading)


def _ascii(kana: str) -> str:
    return "".join(LONG if char == LONG_VOWEL else chr(ord(char) - FIRST_KANA + FIRST_CODE) for char in kana)


def encode_address(url: str, given: Sequence[str]) -> str:
    """Encode an address relative to the home page; a number stands for `terms/ID/` of that name."""
    if url.startswith("terms/"):
        slug = url[6:-1]
        for number, name in enumerate(given):
            if slug == simple_slug(name) and url[-1] == "/":
                return str(number)
    return "/" + url


def simple_slug(name: str) -> str:
    """The id that most terms derive from their name; other addresses are written in full."""
    return _SPACED.sub("-", name.lower()).strip("-")
