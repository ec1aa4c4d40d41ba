"""The word tables of the link rules: text files with one entry a line, which a linguist can edit."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from glossgen.lexicon.word_list import KANJI, KATAKANA, TAILS, WordList, without_long_vowel

WordTable = Mapping[str, str]
"""Entries with their kinds; the kind follows a tab in the file and is usually empty."""


Words = Container[str]
"""Words of the list that comes with glossgen and of a hand-made table."""


class WordTables(Struct, frozen=True):
    """Affixes, words and units. The comment at the head of each file explains its table."""

    chinese_compounds: WordTable
    chinese_prefixes_change: WordTable
    chinese_suffixes_change: WordTable
    chinese_verb_signs: WordTable
    compound_names: WordTable
    english_adjectives: WordTable
    english_common: WordTable
    english_phrases: WordTable
    english_plurals: WordTable
    english_postpositives: WordTable
    english_verbs: WordTable
    fields: WordTable
    function_words: WordTable
    general_adjectives: WordTable
    general_nouns: WordTable
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
    kanji_tails: Words
    kanji_words: Words
    katakana_words: Words
    slashed_names: WordTable
    units: WordTable
    verb_tails: WordTable


_ANY_CASE = ("compound_names", "fields", "general_adjectives", "general_nouns", "slashed_names")


@lru_cache(maxsize=1)
def load_tables() -> WordTables:
    """Load the tables that come with glossgen, once."""
    tables: dict[str, Any] = {name: load_table(name) for name in WordTables.__struct_fields__}
    tables["kanji_words"] = WordList(KANJI, tables["kanji_words"])
    tables["kanji_tails"] = WordList(TAILS, tables["kanji_tails"])
    tables["katakana_words"] = WordList(KATAKANA, set(map(without_long_vowel, tables["katakana_words"])))
    return WordTables(**tables)


def load_table(name: str) -> WordTable:
    """Load a table by the name of its file, with _ for -."""
    text = (files("glossgen") / "data" / f"{name.replace('_', '-')}.txt").read_text(encoding="utf-8")
    entries = (line.partition("\t") for line in text.split("\n") if line and not line.startswith("#"))
    made = {entry.strip(): kind.strip() for entry, _, kind in entries if entry.strip()}
    return {entry.lower(): kind for entry, kind in made.items()} if name in _ANY_CASE else made


def longest_prefix(text: str, table: Words, longest: int = 8) -> str:
    """The longest entry of a table that `text` begins with, or an empty string."""
    return next((text[:size] for size in range(min(longest, len(text)), 0, -1) if text[:size] in table), "")


def longest_suffix(text: str, table: Words, longest: int = 8) -> str:
    """The longest entry of a table that `text` ends with, or an empty string."""
    return next((text[-size:] for size in range(min(longest, len(text)), 0, -1) if text[-size:] in table), "")
