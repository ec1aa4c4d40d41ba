"""Other lengths of a name of several words: what writers leave out, and words that are clipped.

| label | also | where |
|---|---|---|
| 密結合アーキテクチャ | 密結合 | what is left is no everyday word (ソフトウェア) |
| version control system | version control | two words or more are left |
| cloud native app | cloud native application | the word is the last of several |
| モノリシックアプリケーション | モノリシックアプリ | the same |

A label of another entry takes precedence, and what nobody writes matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.lexicon.english_plurals import numbers, plurals
from glossgen.lexicon.word_list import KANJI, KATAKANA, is_listed, without_long_vowel
from glossgen.text.scripts import Script, script

_CLIPPED = (
    ("app", "application"),
    ("repo", "repository"),
    ("spec", "specification"),
    ("アプリ", "アプリケーション"),
    ("インフラ", "インフラストラクチャ"),
    ("インフラ", "インフラストラクチャー"),
    ("テクノロジー", "技術"),
    ("앱", "애플리케이션"),
)
"""Words that are clipped or said in another way, at the end of a longer name."""

_ENDS = tuple({end for pair in _CLIPPED for word in pair for end in (word, *plurals(word) * word.isascii())})
_ARCHITECTURE = ("アーキテクチャー", "アーキテクチャ")
_ENGLISH_HEADS = ("system", "license", "licence")
_SHORTEST = 3


def short_names(name: str) -> Iterator[tuple[str, str]]:
    """Yield (form, `short-name`) for a name and each of its other lengths."""
    for form in (*_without_head(name), *_clipped(name)):
        yield form, "short-name"


def _without_head(name: str) -> Iterator[str]:
    """Yield what is left of `version control system` (two words or more) and of 密結合アーキテクチャ."""
    rest, _, head = name.rpartition(" ")
    if name.isascii():
        if " " in rest and head.lower() in _ENGLISH_HEADS and rest.replace(" ", "").isalpha():
            yield rest
        return
    for head in _ARCHITECTURE:
        rest = name.removesuffix(head)
        if len(rest) >= _SHORTEST and rest != name and _is_coined(rest):
            yield rest


def _is_coined(text: str) -> bool:
    """Whether a text in kana and kanji is no word of the dictionary."""
    wide = all(script(char) in (Script.KATAKANA, Script.KANJI) for char in text)
    return wide and not (is_listed(KANJI, text) or is_listed(KATAKANA, without_long_vowel(text)))


def _clipped(name: str) -> Iterator[str]:
    if not name.lower().endswith(_ENDS):
        return
    for single in (name, *(form for form, number in numbers(name) if number == "singular")):
        for one, other in (*_CLIPPED, *(pair[::-1] for pair in _CLIPPED)):
            rest = single[: -len(one)]
            if single.lower().endswith(one) and _is_word(rest, one):
                yield rest + other
                yield from (form for form, _ in numbers(rest + other))


def _is_word(rest: str, word: str) -> bool:
    """Whether what stands before a word at the end of a name is another word."""
    return len(rest) >= _SHORTEST and (rest[-1] in " -" or not word.isascii())
