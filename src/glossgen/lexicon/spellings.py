"""The spellings of a name that folding does not take care of.

Width, case, spaces, hyphens and 中黒 need no variants. What is left is the
final ー of katakana words (JIS Z 8301 leaves it out, the Cabinet notice of 1991
keeps it) and the English plural.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from glossgen.lexicon.names import names
from glossgen.lexicon.scripts import RUNS, Script
from glossgen.lexicon.tables import Tables, short

_OPEN = frozenset("アカサタナハマヤラワガザダバパァャイキシチニヒミリギジビピィ")
"""Syllables in -a and -i, after which writers leave the final ー out (サーバ, メモリ)."""

_MOST_PLACES = 3
_KATAKANA = RUNS[Script.KATAKANA]
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_OF = re.compile(r"^([a-z]{3,})( (?:of|in|per) .+)$", re.IGNORECASE)
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


def surface_forms(label: str, tables: Tables) -> Iterator[tuple[str, str]]:
    """(surface form, rule) for a label; the first is the label itself.

    Rules: those of `glossgen.lexicon.names`, `long-vowel`, `plural`, `singular`.
    """
    seen: set[str] = set()
    for name, rule in names(label, tables):
        for surface, variant in itertools.chain([(name, rule)], _spellings(name, tables)):
            if surface and surface not in seen:
                seen.add(surface)
                yield surface, variant


def _spellings(name: str, tables: Tables) -> Iterator[tuple[str, str]]:
    yield from ((form, "long-vowel") for form in _long_vowels(name, tables))
    yield from _numbers(name)


# -- the final ー ------------------------------------------------------------


def _long_vowels(name: str, tables: Tables) -> Iterator[str]:
    """The name with and without ー at the end of its katakana words."""
    if name.isascii():
        return
    text = unicodedata.normalize("NFKC", name)
    runs = _KATAKANA.finditer(text)
    places = [end for run in runs for end in _word_ends(text, *run.span(), tables)][-_MOST_PLACES:]
    if not places:
        return
    stems = [text[begin:end].removesuffix("ー") for begin, end in itertools.pairwise((0, *places))]
    rest = text[places[-1] :]
    for marks in itertools.product(("", "ー"), repeat=len(places)):
        form = "".join(stem + mark for stem, mark in zip(stems, marks, strict=True)) + rest
        if form != text:
            yield form


def _word_ends(text: str, start: int, end: int, tables: Tables) -> Iterator[int]:
    """Where the words of a katakana run end, if a final ー is free there: three kana or more besides it."""
    word = start
    while word < end:
        sizes = range(min(12, end - word), 2, -1)
        size = next((n for n in sizes if short(text[word : word + n]) in tables.katakana_words), end - word)
        stem = text[word : word + size].removesuffix("ー")
        if len(stem) >= 3 and stem[-1] in _OPEN:
            yield word + size
        word += size


# -- the English plural -----------------------------------------------------


def _numbers(name: str) -> Iterator[tuple[str, str]]:
    """The English plural of the last word (and of the first before “of”), or the singular of a plural."""
    found = _LAST_WORD.search(name)
    if not found or len(name) < 2:
        return
    word, head = found[0], name[: found.start()]
    if word.isupper():
        if len(word) > 1 or head:
            yield f"{name}s", "plural"
        return
    if len(word) < 2:
        return
    phrase = _OF.match(name)
    if phrase:
        yield from ((form + phrase[2], "plural") for form in _plurals(phrase[1]))
    lower = word.lower()
    if lower.endswith("s") and not lower.endswith(_SINGULAR_S):
        if len(word) > 3 and (word == lower or head or word[:-1].isupper()):
            yield head + _singular(word), "singular"
        return
    yield from ((head + form, "plural") for form in _plurals(word))


def _plurals(word: str) -> Iterator[str]:
    lower = word.lower()
    if lower in _IRREGULAR:
        yield word[0] + _IRREGULAR[lower][1:]
    if re.search(r"[^aeiou]y$", lower):
        yield word[:-1] + "ies"
    elif lower.endswith("is"):
        yield word[:-2] + "es"
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    else:
        yield word + "s"
        if re.search(r"[^aeiou]o$", lower):
            yield word + "es"


def _singular(word: str) -> str:
    lower = word.lower()
    if lower.endswith("ies"):
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "zes", "sses")):
        return word[:-2]
    return word[:-1]
