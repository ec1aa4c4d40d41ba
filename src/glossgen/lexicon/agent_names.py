"""Derives agent names from names of activities: load tester from load testing.

No entry has such a name. Its reader is served by the entry on the activity, and not by that on a word inside
of the name (load).

| name ends in | who does it |
|---|---|
| engineering | engineer |
| processing | processor |
| testing, mining | tester, miner |
| orchestration, injection, compression | orchestrator, injector, compressor |
| エンジニアリング, プログラミング | エンジニア, プログラマー |
| オーケストレーション | オーケストレーター |

A name of one word has none: a simulator is another thing than a simulation. What nobody writes matches
nothing.
"""

from __future__ import annotations

import re

from glossgen.lexicon.english_plurals import numbers
from glossgen.lexicon.word_list import without_long_vowel
from glossgen.lexicon.word_tables import WordTables
from glossgen.text.scripts import RUNS, Script

_ENGLISH = (("eering", "eer"), ("processing", "processor"), ("tion", "tor"), ("sion", "sor"), ("ing", "er"))
_KATAKANA = (("エンジニアリング", "エンジニア"), ("プログラミング", "プログラマー"), ("ーション", "ーター"))
_ACTIVITIES = ("ing", "tion", "sion", "ング", "ション")
_SEVERAL = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}[ -]([A-Za-z]+)$")
_SHORTEST = 6
"""The fewest letters of a word that names an activity: ring and king name none."""

_AT_END = re.compile(f"(?:{RUNS[Script.KATAKANA].pattern})$")


def agents(name: str, tables: WordTables) -> list[tuple[str, str]]:
    """The agent names of an activity named in several words; none if it is no activity."""
    if not name.endswith(_ACTIVITIES):
        return []
    return _english(name) if name.isascii() else _katakana(name, tables)


def _english(name: str) -> list[tuple[str, str]]:
    last = _SEVERAL.search(name)
    for ending, agent in _ENGLISH if last else ():
        if last and last[1].endswith(ending) and len(last[1]) >= _SHORTEST:
            doer = name.removesuffix(ending) + agent
            return [(form, "agent") for form in (doer, *(plural for plural, _ in numbers(doer)))]
    return []


def _katakana(name: str, tables: WordTables) -> list[tuple[str, str]]:
    for ending, agent in _KATAKANA:
        if name.endswith(ending) and _is_compound(name, len(ending), tables):
            doer = name.removesuffix(ending) + agent
            return [(form, "agent") for form in dict.fromkeys((doer, without_long_vowel(doer)))]
    return []


def _is_compound(name: str, ending: int, tables: WordTables) -> bool:
    """Whether a name has a word before its last one, which ends with so many letters of `_KATAKANA`.

    Of names in katakana alone, a cut must leave known words on both sides (データ|エンジニアリング).
    """
    found = _AT_END.search(name)
    run = found[0] if found else ""
    if len(run) < len(name):
        return True
    words = tables.katakana_words
    cuts = range(2, len(run) - ending + 1)
    return any(without_long_vowel(run[:cut]) in words and run[cut:] in words for cut in cuts)
