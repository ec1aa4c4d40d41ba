"""Derives spellings of a name beyond those that folding makes equal.

Width, case, spaces, hyphens and 中黒 are handled by folding. The rest is the final ー of katakana
words (JIS Z 8301 omits it, the Cabinet notice of 1991 keeps it), okurigana, the English plural, and accents
that a writer leaves out.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Collection, Iterator
from string import ascii_letters

from glossgen.lexicon.agent_names import agents
from glossgen.lexicon.english_plurals import numbers
from glossgen.lexicon.label_names import names
from glossgen.lexicon.okurigana import respellings
from glossgen.lexicon.short_names import short_names
from glossgen.lexicon.word_list import without_long_vowel
from glossgen.lexicon.word_tables import WordTables
from glossgen.text.scripts import RUNS, Script

_OPEN = frozenset("アカサタナハマヤラワガザダバパァャイキシチニヒミリギジビピィ")
"""Kana with the vowels a and i, after which writers may omit the final ー (サーバ, メモリ)."""

_MOST_PLACES = 3
_KATAKANA = RUNS[Script.KATAKANA]


def surface_forms(
    label: str, tables: WordTables, others: Collection[str] = (), doubted: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (surface form, rule) for a label; the first is the label itself.

    `others` and `doubted` are those of `glossgen.lexicon.label_names.names`.

    Rules: those of `glossgen.lexicon.label_names`, `long-vowel`, `okurigana-form`, `plural`,
    `singular`, `accent`, `agent`, `short-name`. All forms of a name before a qualifier are `unqualified`.
    """
    seen: set[str] = set()
    for name, rule in names(label, tables, others, doubted):
        bare = _accents(name)
        spelled = [
            *_long_vowels(name, tables),
            *_okurigana(name),
            *numbers(name),
            *bare,
            *agents(name, tables),
            *short_names(name),
        ]
        spelled += [(form, "accent") for accented, _ in numbers(name) for form, _ in _accents(accented)]
        for surface, variant in ((name, rule), *spelled):
            if surface and surface not in seen:
                seen.add(surface)
                yield surface, "unqualified" if rule == "unqualified" else variant


# -- the final ー ------------------------------------------------------------


def _long_vowels(name: str, tables: WordTables) -> list[tuple[str, str]]:
    """The name with and without ー at the end of its katakana words."""
    if name.isascii():
        return []
    text = unicodedata.normalize("NFKC", name)
    runs = _KATAKANA.finditer(text)
    places = [end for run in runs for end in _word_ends(text, *run.span(), tables)][-_MOST_PLACES:]
    if not places:
        return []
    stems = [text[begin:end].removesuffix("ー") for begin, end in itertools.pairwise((0, *places))]
    rest = text[places[-1] :]
    marked = itertools.product(("", "ー"), repeat=len(places))
    found = [
        "".join([stem + mark for stem, mark in zip(stems, marks, strict=True)]) + rest for marks in marked
    ]
    return [(form, "long-vowel") for form in found if form != text]


def _word_ends(text: str, start: int, end: int, tables: WordTables) -> Iterator[int]:
    """Where words of a katakana run end and a final ー is optional: after three kana or more."""
    word = start
    while word < end:
        sizes = range(min(12, end - word), 2, -1)
        size = next(
            (n for n in sizes if without_long_vowel(text[word : word + n]) in tables.katakana_words),
            end - word,
        )
        stem = text[word : word + size].removesuffix("ー")
        if len(stem) >= 3 and stem[-1] in _OPEN:
            yield word + size
        word += size


def _okurigana(name: str) -> list[tuple[str, str]]:
    """The name with more or fewer kana behind its kanji."""
    return [] if name.isascii() else [(form, "okurigana-form") for form in respellings(name)]


# -- accents ------------------------------------------------------------------


def _accents(name: str) -> list[tuple[str, str]]:
    """The name without the accents of its Latin letters: cafe for café. The reverse is another word."""
    if name.isascii():
        return []
    bare = "".join(map(_without_accent, unicodedata.normalize("NFC", name)))
    return [(bare, "accent")] if bare != unicodedata.normalize("NFC", name) else []


def _without_accent(char: str) -> str:
    first = unicodedata.normalize("NFD", char)[0]
    return first if first in ascii_letters else char
