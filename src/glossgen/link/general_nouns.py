"""Tells whether a very general noun means an entry: system, Wert, 顧客 (`data/general-nouns.txt`).

So does one behind an everyday adjective (safe method; `data/general-adjectives.txt`), and a general verb.

Such a word is in every text, mostly in its everyday sense. It is a mention only near words that its entry
uses and most other entries do not: one that at most a twentieth of them use, or two that at most a fifth do.
Function words and other general nouns do not count. Nothing is asked of an entry without a text.

How many entries use a word is counted in a sample, so that the cost does not grow with the glossary and an
edit changes little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from zlib import crc32

from msgspec import Struct

from glossgen.lexicon import Lexicon, SurfaceForm, load_tables
from glossgen.lexicon.chinese_words import chinese_costs
from glossgen.lexicon.english_plurals import numbers
from glossgen.lexicon.word_tables import WordTable
from glossgen.model import Body, Glossary, Key, Term, TextRun
from glossgen.text.content_words import content_words
from glossgen.text.label_folding import fold
from glossgen.text.language_rules import inflection, spelled

_SAMPLE = 100
_SOME, _MANY = 0.05, 0.2
"""The shares of entries that use a word, above which it shows little, and nothing."""

_FEW_SOME, _FEW_MANY = 3, 6
"""The same as numbers of entries, for small glossaries."""

_NEAR = 60
"""The characters on either side of a mention in which words of its entry count."""

_PAIR, _ORDINARY = 2, 15
"""Chinese words of two characters that are as frequent as this show nothing (one in sixty thousand)."""


class Frequency(Struct, frozen=True, array_like=True):
    """The words that more than a twentieth, and more than a fifth of the entries of a language use."""

    some: frozenset[str]
    many: frozenset[str]


class Vocabulary(Struct, frozen=True, array_like=True):
    """The words of the text of an entry: those that few others use, and those that some use."""

    rare: frozenset[str]
    known: frozenset[str]


@lru_cache(maxsize=32)
def general_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """The general nouns of a language, alone and behind an everyday adjective, by the keys of their forms."""
    rules, nouns = inflection(language), _words_of(language, load_tables().general_nouns)
    if language.partition("-")[0] == "en":
        nouns += [form for noun in nouns for form, _ in numbers(noun)]
    adjectives = _words_of(language, load_tables().general_adjectives)
    found: dict[str, tuple[str, ...]] = {}
    for name in (*nouns, *(f"{adjective} {noun}" for adjective in adjectives for noun in nouns)):
        key = fold(name, rules.stems if rules else None).text
        found[key] = (*found.get(key, ()), name)
    return found


def is_general(form: SurfaceForm) -> bool:
    """Whether a form is one of a very general noun. In languages with endings, other words share its key."""
    language = form.term[0]
    names = general_names(language).get(form.key, ())
    rules = inflection(language)
    if not names or not rules:
        return bool(names)
    written = spelled(form.spelling)
    return any(rules.compare(name, written) or rules.compare(written, name) for name in map(spelled, names))


def _words_of(language: str, table: WordTable) -> list[str]:
    base = language.partition("-")[0]
    return [word for word, languages in table.items() if base in languages.split()]


@lru_cache(maxsize=32)
def _saying_little(language: str) -> frozenset[str]:
    """The words of a language that are evidence of nothing: function words, and general nouns themselves."""
    tables = load_tables()
    words = _words_of(language, tables.function_words) + _words_of(language, tables.general_nouns)
    if language.partition("-")[0] == "en":
        words += tables.english_common
    if language.partition("-")[0] == "zh":
        words += [word for word, cost in chinese_costs().items() if cost <= _ORDINARY and len(word) == _PAIR]
    return frozenset(content_words("\n".join(words), language))


def sampled(keys: Iterable[Key]) -> list[Key]:
    """The entries among which words are counted: always the same ones, whatever the order of files."""
    return sorted(keys, key=lambda key: (crc32("\0".join(key).encode()), key))[:_SAMPLE]


def frequency_in(bodies: Iterable[Body], language: str) -> Frequency:
    """The words that many of some texts use."""
    counts: Counter[str] = Counter()
    texts = 0
    for body in bodies:
        counts.update(content_words(_text_of(body), language))
        texts += 1
    some, many = max(_FEW_SOME, _SOME * texts), max(_FEW_MANY, _MANY * texts)
    often = [(word, count) for word, count in counts.items() if count > some]
    return Frequency(frozenset(word for word, _ in often), frozenset(w for w, count in often if count > many))


def vocabulary_of(term: Term, body: Body, frequency: Frequency) -> Vocabulary | None:
    """The words of an entry that show what it is about, without those of its labels; None without a text."""
    words = content_words(_text_of(body), term.language)
    if not words:
        return None
    words -= content_words("\n".join(label.text for label in term.labels), term.language)
    words -= _saying_little(term.language)
    return Vocabulary(frozenset(words - frequency.some), frozenset((words & frequency.some) - frequency.many))


def _text_of(body: Body) -> str:
    return "\n".join(part.text for part in body if isinstance(part, TextRun))


def general_terms(forms: Iterable[tuple[SurfaceForm, ...] | None]) -> list[Key]:
    """The terms of which some surface forms are general nouns, each once."""
    return sorted({form.term for each in forms for form in each or () if is_general(form)})


def is_near_its_words(vocabulary: Vocabulary, text: str, start: int, end: int, language: str) -> bool:
    """Whether words of an entry are near a mention of it at `start:end`."""
    near = f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR]}"
    words = content_words(near, language)
    return not words.isdisjoint(vocabulary.rare) or len(words & vocabulary.known) > 1


class Vocabularies(Mapping[Key, Vocabulary]):
    """The vocabularies of the terms that general nouns may mean, by term; made when one is asked for."""

    def __init__(self, glossary: Glossary, lexicons: Mapping[str, Lexicon]) -> None:
        self._terms = {term.key: term for term in glossary.terms}
        self._lexicons = lexicons
        self._found: dict[str, dict[Key, Vocabulary]] = {}

    def __getitem__(self, key: Key) -> Vocabulary:
        return self._of_language(key[0])[key]

    def __iter__(self) -> Iterator[Key]:
        return (key for language in self._lexicons for key in self._of_language(language))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of_language(self, language: str) -> dict[Key, Vocabulary]:
        if language not in self._found:
            forms = self._lexicons[language].forms
            keys = general_terms(map(forms.get, general_names(language)))
            known = sampled(key for key in self._terms if key[0] == language) if keys else []
            frequency = frequency_in((self._terms[key].body for key in known), language)
            made = {key: vocabulary_of(self._terms[key], self._terms[key].body, frequency) for key in keys}
            self._found[language] = {key: each for key, each in made.items() if each is not None}
        return self._found[language]
