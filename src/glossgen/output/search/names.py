"""Layer one: names, readings and addresses of all entries, small enough to load when search is focused.

Entries are sorted by reading, so that neighbours share their beginnings and
gzip finds them; each property is a column of its own for the same reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from glossgen.site.values import SearchEntry

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
    return sorted(entries, key=place)


def place(entry: SearchEntry) -> tuple[int, str, str]:
    """What the place of an entry among the others depends on."""
    return (_ORDER.index(entry.kind), entry.reading or entry.names[0], entry.url)


def counts(entries: Sequence[SearchEntry]) -> list[int]:
    """How many terms, categories and notes there are."""
    return [sum(entry.kind == kind for entry in entries) for kind in _ORDER]


class NameRow(NamedTuple):
    """An entry in each of the columns."""

    first: str
    others: str
    reading: str
    address: str
    uses: str


def line(entry: SearchEntry, home: str) -> NameRow:
    """First name; other names with tabs between; reading (`encode_reading`); address from `home`; uses.

    A number stands for the page of a term whose id comes from its name of that
    number; any other address follows a slash. Uses are 0 for less than 4,
    1 for less than 16, 2 for more.
    """
    given = _names(entry)
    reading = encode_reading(given[0], entry.reading)
    uses = min(2, max(0, entry.uses.bit_length() - 1) // 2)
    address = _address(entry.url.removeprefix(home), given)
    return NameRow(given[0], "\t".join(given[1:]), reading, address, str(uses))


def columns(lines: Sequence[tuple[str, ...]]) -> list[str]:
    """The five columns, with a line for each entry; of uses, one character."""
    firsts, others, readings, addresses, uses = zip(*lines, strict=True) if lines else ((),) * 5
    return [*map("\n".join, (firsts, others, readings, addresses)), "".join(uses)]


def lines(columns: Sequence[str]) -> list[tuple[str, ...]]:
    """What the columns were made of. Without entries there are no uses, which ends the rest."""
    return list(zip(*(column.split("\n") for column in columns[:4]), columns[4], strict=False))


def _names(entry: SearchEntry) -> list[str]:
    given = [_one_line(name) for name in entry.names]
    return given + [HIDDEN + _one_line(name) for name in entry.hidden]


def _one_line(text: str) -> str:
    return " ".join(text.split())


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


def _address(url: str, given: Sequence[str]) -> str:
    if url.startswith("terms/"):
        slug = url[6:-1]
        for number, name in enumerate(given):
            if slug == simple_slug(name) and url[-1] == "/":
                return str(number)
    return "/" + url


def simple_slug(name: str) -> str:
    """The id that most terms get from a name. Where it is not the id, the address is written out."""
    return _SPACED.sub("-", name.lower()).strip("-")
