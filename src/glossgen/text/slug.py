"""Slugs: readable, stable, lower-case names for addresses and ids.

Letters, digits and marks of any script are kept (a Japanese label gives a Japanese slug);
everything else becomes a hyphen. `+` and `#` are spelled out, since C, C++ and C# are three terms.
A slug is a valid folder name on every system.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_BYTES = 160
"""The longest slug in UTF-8 bytes: file systems allow 255, and a file name may be added to an id."""

_SPELLED = {"+": "plus", "#": "sharp", "&": "and", "@": "at"}
_HYPHENS = re.compile("-{2,}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


def slugify(text: str) -> str:
    """The slug of a label or heading; `term` if it has no letter or digit."""
    slug = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text).lower().translate(_table())).strip("-")
    return safe_name(slug) or "term"


class _Spelling(dict[int, str]):
    """The replacement of each character in a slug, filled on demand."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = unicodedata.category(char)[0] in "LNM" or char == "_"
        self[code] = value = char if kept else f"-{_SPELLED[char]}" if char in _SPELLED else "-"
        return value


@lru_cache(maxsize=1)
def _table() -> _Spelling:
    return _Spelling()


def safe_name(name: str) -> str:
    """`name` as one part of a path that Windows, macOS and Linux all accept; empty if nothing is left.

    Windows does not accept some characters, names that end with a dot or a space, and the names of
    its devices (`con`, `aux`, …) with any ending.
    """
    kept = _REFUSED.sub("-", unicodedata.normalize("NFC", name))
    kept = kept.encode()[:MOST_BYTES].decode(errors="ignore").strip(" .")
    device = _DEVICES.match(kept)
    return f"{device[1]}_{kept[device.end(1) :]}" if device else kept


def unique(slug: str, taken: set[str], numbers: dict[str, int] | None = None) -> str:
    """`slug`, or the first of `slug-2`, `slug-3`, … that is not taken; it is added to `taken`.

    `numbers` stores the last number given to each slug, so that a repeated slug is not counted from 2 again.
    """
    candidate, number = slug, 2
    if numbers and slug in numbers:
        number = numbers[slug]
        candidate, number = f"{slug}-{number}", number + 1
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    if numbers is not None:
        numbers[slug] = number
    return candidate
