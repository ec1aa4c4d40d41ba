"""The word tables of the link rules: data that a linguist can edit, one entry a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

Table = Mapping[str, str]
"""Entries and their kinds; the kind is what stands after a tab, and mostly empty."""


class Tables(Struct, frozen=True):
    """Affixes, words and units. What each table is for stands at the top of its file."""

    english_common: Table
    heading_qualifiers: Table
    hiragana_after: Table
    hiragana_before: Table
    hiragana_common: Table
    hyphen_prefixes_change: Table
    hyphen_prefixes_keep: Table
    hyphen_suffixes_change: Table
    kanji_okurigana: Table
    kanji_prefixes_change: Table
    kanji_prefixes_keep: Table
    kanji_suffixes_change: Table
    kanji_suffixes_keep: Table
    kanji_tails: Table
    kanji_words: Table
    katakana_words: Table
    units: Table
    verb_tails: Table


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The tables that come with glossgen; read once, since they never change while it runs."""
    return Tables(**{name: _table(name) for name in Tables.__struct_fields__})


def _table(name: str) -> Table:
    text = (files("glossgen") / "data" / f"{name.replace('_', '-')}.txt").read_text(encoding="utf-8")
    entries = (line.partition("\t") for line in text.split("\n") if line and not line.startswith("#"))
    made = {entry.strip(): kind.strip() for entry, _, kind in entries if entry.strip()}
    return {short(entry): kind for entry, kind in made.items()} if name == "katakana_words" else made


def short(katakana: str) -> str:
    """A katakana word without its final ー, where three kana or more are left (サーバー, not カバー)."""
    return katakana[:-1] if len(katakana) > 3 and katakana.endswith("ー") else katakana


def longest_prefix(text: str, table: Table, longest: int = 8) -> str:
    """The longest entry of a table that `text` begins with, or an empty string."""
    return next((text[:size] for size in range(min(longest, len(text)), 0, -1) if text[:size] in table), "")


def longest_suffix(text: str, table: Table, longest: int = 8) -> str:
    """The longest entry of a table that `text` ends with, or an empty string."""
    return next((text[-size:] for size in range(min(longest, len(text)), 0, -1) if text[-size:] in table), "")
