"""Tells ordinary words from possible terms, by the word tables."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from glossgen.lexicon import WordTable, WordTables, load_table, load_tables, without_long_vowel
from glossgen.text.label_folding import fold
from glossgen.text.scripts import Script, script

_LONGEST = 10
_PREFIXES = frozenset("各本同両諸他別毎総某当該此数何約第前次再最元現")
_SUFFIXES = frozenset("等中上下内外時後前間毎別的側用系型例目個回度化性者数量値")
_LOOSE = frozenset("等中上下内外時後前間毎別側")
"""Suffixes that belong to the sentence rather than to the word."""
_TURNS = tuple("一 二 三 両 以下 以上 上記 下記 左記 右記 前述 後述 同様 一般 複数".split())  # noqa: SIM905 (a line of words reads better)
"""Beginnings of phrases that are not names."""
_ENDINGS = ("的", "可能", "自体", "同士", "必要", "重要", "困難", "代表例", "具体例")
"""Endings of phrases that are not names."""
_FUNCTION_WORDS = (
    "a an and as at but by each every for from if in it its no not of on or our some such that the their "
    "there these they this those to we what when where which while with you your"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
"""English function words: no name starts with one."""


class PhraseFilter(Struct, frozen=True):
    """Classifies phrases by the word tables. Create it once."""

    tables: WordTables
    ordinary: WordTable

    def trimmed(self, phrase: str) -> str:
        """A Japanese phrase without affixes that belong to the sentence: 各手法等 becomes 手法."""
        while len(phrase) > 2 and phrase[0] in _PREFIXES and not self._is_word(phrase[:2]):
            phrase = phrase[1:]
        while len(phrase) > 2 and phrase[-1] in _LOOSE and not self._is_word(phrase[-2:]):
            phrase = phrase[:-1]
        return phrase

    def is_function_word(self, word: str) -> bool:
        """Whether an English word is a function word, so that no name starts with it."""
        return word.lower() in _FUNCTION

    def is_ordinary(self, phrase: str) -> bool:
        """Whether a phrase is an everyday word, with or without an affix, or a set phrase of prose."""
        if phrase.isascii():
            return phrase.lower() in self.tables.english_common or len(phrase) < 2
        if len(phrase) < 2 or self._is_word(phrase) or phrase.startswith(_TURNS) or phrase.endswith(_ENDINGS):
            return True
        if len(phrase) == 2 and all(script(char) is Script.KANJI for char in phrase):
            return True  # two kanji alone do not show whether they are a name
        if phrase[0] in _PREFIXES and self._is_word(phrase[1:]):
            return True
        return phrase[-1] in _SUFFIXES and self._is_word(phrase[:-1])

    def is_made_of_words(self, phrase: str) -> bool:
        """Whether a phrase consists of everyday words and affixes, and so is probably ordinary prose."""
        reachable = [True] + [False] * len(phrase)
        for end in range(1, len(phrase) + 1):
            starts = range(max(0, end - _LONGEST), end)
            reachable[end] = any(reachable[start] and self._is_piece(phrase[start:end]) for start in starts)
        return reachable[-1]

    def _is_piece(self, part: str) -> bool:
        if len(part) == 1:
            return part in _PREFIXES or part in _SUFFIXES
        return self._is_word(part)

    def _is_word(self, part: str) -> bool:
        return without_long_vowel(part) in self.ordinary or part in self.tables.kanji_suffixes_keep


@lru_cache(maxsize=1)
def load_words() -> PhraseFilter:
    """A filter with the tables that come with glossgen."""
    return PhraseFilter(load_tables(), load_table("ordinary_words"))


def key_of(phrase: str) -> str:
    """The key under which spellings of one phrase are counted: without case, width, hyphens and spaces."""
    return fold(phrase).text


_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9\-]*[A-Z0-9][A-Za-z0-9\-]*s?\Z")


def is_acronym(text: str) -> bool:
    """Whether a text looks like an acronym: at least two characters, all capitals or digits, no space."""
    return len(text) <= 12 and bool(_ACRONYM.match(text)) and sum(char.isupper() for char in text) > 1


def abbreviates(acronym: str, phrase: str) -> bool:
    """Whether an acronym's letters occur in a phrase in this order, the first one at its beginning."""
    letters = [char for char in acronym.removesuffix("s").lower() if char.isalnum()]
    text = phrase.lower()
    if not letters or not text.startswith(letters[0]):
        return False
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    initials = "".join(word[0] for word in re.split(r"[\s\-]+", text) if word)
    return len(letters) >= min(2, len(initials))
