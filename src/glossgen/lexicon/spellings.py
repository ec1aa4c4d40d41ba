"""Derives spellings of a name beyond those that folding makes equal.

Width, case, spaces, hyphens and 中黒 are handled by folding. The rest is the final ー of katakana
words (JIS Z 8301 omits it, the Cabinet notice of 1991 keeps it) and the English plural.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from string import ascii_letters

from glossgen.lexicon.label_names import names
from glossgen.lexicon.word_tables import WordTables, without_long_vowel
from glossgen.text.scripts import RUNS, Script

_OPEN = frozenset("アカサタナハマヤラワガザダバパァャイキシチニヒミリギジビピィ")
"""Kana with the vowels a and i, after which writers may omit the final ー (サーバ, メモリ)."""

_MOST_PLACES = 3
_KATAKANA = RUNS[Script.KATAKANA]
_OF = re.compile(r"^([a-z]{3,})( (?:of|in|per) .+)$", re.IGNORECASE)
_VOWELS = ("", *"aeiou")
_SINGULAR_S = ("ss", "us", "is", "as", "os", "ics", "series", "species", "news", "lens")
_IRREGULAR = {
    "corpus": "corpora",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "automaton": "automata",
    "matrix": "matrices",
    "index": "indices",
    "vertex": "vertices",
    "appendix": "appendices",
    "leaf": "leaves",
    "half": "halves",
    "person": "people",
}


def surface_forms(label: str, tables: WordTables) -> Iterator[tuple[str, str]]:
    """Yield (surface form, rule) for a label; the first is the label itself.

    Rules: those of `glossgen.lexicon.label_names`, `long-vowel`, `plural`, `singular`.
    """
    seen: set[str] = set()
    for name, rule in names(label, tables):
        for surface, variant in ((name, rule), *_long_vowels(name, tables), *_numbers(name)):
            if surface and surface not in seen:
                seen.add(surface)
                yield surface, variant


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


# -- the English plural -----------------------------------------------------


def _numbers(name: str) -> list[tuple[str, str]]:
    """The English plural of the last word (and of the first before “of”), or the singular of a plural."""
    line = name.removesuffix("\n")
    head = line.rstrip(ascii_letters)
    word = line[len(head) :]
    if not word or len(name) < 2:
        return []
    if word.isupper():
        return [(f"{name}s", "plural")] if len(word) > 1 or head else []
    if len(word) < 2:
        return []
    phrase = _OF.match(name) if " " in head else None
    plurals = [form + phrase[2] for form in _plurals(phrase[1])] if phrase else []
    lower = word.lower()
    if lower.endswith("s") and not lower.endswith(_SINGULAR_S):
        found_one = len(word) > 3 and (word == lower or head or word[:-1].isupper())
        singular = [(head + _singular(word), "singular")] if found_one else []
        return [*((form, "plural") for form in plurals), *singular]
    plurals += [head + form for form in _plurals(word)]
    return [(form, "plural") for form in plurals]


def _plurals(word: str) -> list[str]:
    lower = word.lower()
    found = [word[0] + _IRREGULAR[lower][1:]] if lower in _IRREGULAR else []
    last, before = lower[-1:], lower[-2:-1]
    consonant = before not in _VOWELS
    if last == "y" and consonant:
        found.append(word[:-1] + "ies")
    elif lower.endswith("is"):
        found.append(word[:-2] + "es")
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        found.append(word + "es")
    else:
        found.append(word + "s")
        if last == "o" and consonant:
            found.append(word + "es")
    return found


def _singular(word: str) -> str:
    lower = word.lower()
    if lower.endswith("ies"):
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "zes", "sses")):
        return word[:-2]
    return word[:-1]
