"""The word tables of the link rules: text files with one entry a line, which a linguist can edit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

WordTable = Mapping[str, str]
"""Entries with their kinds; the kind follows a tab in the file and is usually empty."""


class WordTables(Struct, frozen=True):
    """Affixes, words and units. The head of each table file says what it is for."""

    chinese_prefixes_change: WordTable
    chinese_suffixes_change: WordTable
    english_common: WordTable
    english_phrases: WordTable
    english_plurals: WordTable
    english_postpositives: WordTable
    english_verbs: WordTable
    fields: WordTable
    heading_qualifiers: WordTable
    hiragana_after: WordTable
    hiragana_before: WordTable
    hiragana_common: WordTable
    hyphen_prefixes_change: WordTable
    hyphen_prefixes_keep: WordTable
    hyphen_suffixes_change: WordTable
    kanji_okurigana: WordTable
    kanji_prefixes_change: WordTable
    kanji_prefixes_keep: WordTable
    kanji_suffixes_change: WordTable
    kanji_suffixes_keep: WordTable
    kanji_tails: WordTable
    kanji_words: WordTable
    katakana_words: WordTable
    units: WordTable
    verb_tails: WordTable


@lru_cache(maxsize=1)
def load_tables() -> WordTables:
    """Load the tables that come with glossgen, once."""
    return WordTables(**{name: _table(name) for name in WordTables.__struct_fields__})


def _table(name: str) -> WordTable:
    text = (files("glossgen") / "data" / f"{name.replace('_', '-')}.txt").read_text(encoding="utf-8")
    entries = (line.partition("\t") for line in text.split("\n") if line and not line.startswith("#"))
    made = {entry.strip(): kind.strip() for entry, _, kind in entries if entry.strip()}
    if name == "fields":
        return {entry.lower(): kind for entry, kind in made.items()}
    if name == "katakana_words":
        return {without_long_vowel(entry): kind for entry, kind in made.items()}
    return made


def without_long_vowel(katakana: str) -> str:
    """A katakana word without its final ー, if three kana or more remain (サーバー, but not カバー)."""
    return katakana[:-1] if len(katakana) > 3 and katakana.endswith("ー") else katakana


def longest_prefix(text: str, table: WordTable, longest: int = 8) -> str:
    """The longest entry of a table that `text` begins with, or an empty string."""
    return next((text[:size] for size in range(min(longest, len(text)), 0, -1) if text[:size] in table), "")


def longest_suffix(text: str, table: WordTable, longest: int = 8) -> str:
    """The longest entry of a table that `text` ends with, or an empty string."""
    return next((text[-size:] for size in range(min(longest, len(text)), 0, -1) if text[-size:] in table), "")
