"""Extracts phrases that look like names: capitalised English, runs of katakana or kanji, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from glossgen.graph.suggest.words import PhraseFilter, abbreviates, is_acronym
from glossgen.model import TextRun
from glossgen.text.scripts import KANJI, KATAKANA

MASK = "\x00"
"""Replaces text that cannot be part of a phrase: code, math, links, addresses."""

_WORD = r"[A-Z][A-Za-z0-9]*(?:[\-‐‑'][A-Za-z0-9]+)*"
_ENGLISH = re.compile(rf"(?<![A-Za-z0-9\-_.]){_WORD}(?:[ ]{_WORD})*(?![A-Za-z0-9_])")
_JAPANESE = re.compile(rf"[{KATAKANA}{KANJI}]+(?:・[{KATAKANA}]+)*")
_VERB = re.compile(r"[みりるいえけげせぶむめつっきぎちびじべねらろくうぐ]")
"""Kana that inflect the kanji before them (区切る, 枠組み); no particle starts with one of these."""
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n\u2028]|[-–—•(\"“])\s*\Z")
_BRACKET = re.compile(r"\s?[(（]\s*([^()（）\x00\n]{2,80}?)\s*[)）]")
_SPLIT = re.compile(r"\s*[,、，;；:：/／]\s*|\s+または\s+")
_LONGEST = 40


class Phrase(Struct, frozen=True):
    """A phrase in the text of a text run. A `weak` phrase is suggested only if it is frequent.

    `others` are the names in brackets right after it.
    """

    start: int
    end: int
    text: str
    weak: bool = False
    others: tuple[str, ...] = ()


def masked(text_run: TextRun) -> str:
    """The text of a text run with its zones masked, with all offsets unchanged."""
    chars = list(text_run.text)
    spans = (*text_run.zones, *text_run.addresses, *((ref.start, ref.end) for ref in text_run.references))
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def phrases(text: str, words: PhraseFilter) -> Iterator[Phrase]:
    """The phrases of a masked text, in no particular order, with the names in brackets after them."""
    for found in _ENGLISH.finditer(text):
        yield from _english(text, found.start(), found.group(), words)
    for found in _JAPANESE.finditer(text):
        if _VERB.match(text, found.end()) and "一" <= found.group()[-1] <= "鿿":
            continue
        phrase = words.trimmed(found.group())
        start = found.start() + found.group().index(phrase)
        end = start + len(phrase)
        others = _others(text, end, phrase) if end == found.end() else ()
        if others or not (words.is_ordinary(phrase) or len(phrase) > _LONGEST):
            yield Phrase(start, end, phrase, not others and _is_weak(phrase, words), others)


def _is_weak(phrase: str, words: PhraseFilter) -> bool:
    return words.is_made_of_words(phrase) or (len(phrase) == 2 and not phrase.isascii())


def _english(text: str, start: int, phrase: str, words: PhraseFilter) -> Iterator[Phrase]:
    first = phrase.split(" ", 1)[0]
    begins = _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None
    rest = phrase[len(first) :].lstrip()
    if rest and (words.is_function_word(first) or _is_plain_word(first, begins)):
        start, phrase, begins = start + len(phrase) - len(rest), rest, False
    end = start + len(phrase)
    others = _others(text, end, phrase)
    if words.is_ordinary(phrase) or len(phrase) > 2 * _LONGEST:
        return
    weak = begins and " " not in phrase and not is_acronym(phrase)
    yield Phrase(start, end, phrase, weak and not others, others)


def _is_plain_word(word: str, begins: bool) -> bool:
    """Whether a word at the start of a sentence is probably capitalised only because of its position."""
    return begins and word.endswith(("ing", "ly", "ed")) and word[1:].islower()


def _others(text: str, end: int, phrase: str) -> tuple[str, ...]:
    """The names in brackets after a phrase: its expansion, its acronym, or its English name."""
    found = _BRACKET.match(text, end)
    if not found:
        return ()
    inside = [found[1], *_SPLIT.split(found[1])] if _SPLIT.search(found[1]) else [found[1]]
    names = tuple(dict.fromkeys(part for part in inside if _names(part, phrase)))
    pairs = ((one, other) for one in names for other in names if is_acronym(one) and one != other)
    if len(names) > 1 and not any(abbreviates(one, other) for one, other in pairs):
        return ()  # a list of examples
    return names


def _names(part: str, phrase: str) -> bool:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9\-+' ]*", part):
        return phrase.isascii() and is_acronym(phrase) and bool(_JAPANESE.fullmatch(part)) and len(part) > 3
    if is_acronym(part):
        return not phrase.isascii() or abbreviates(part, phrase)
    if phrase.isascii():
        return is_acronym(phrase) and abbreviates(phrase, part)
    return len(part) > 2 and any(char.isupper() for char in part)


def brackets(text: str, found: Sequence[Phrase]) -> list[tuple[int, int]]:
    """The spans of names in brackets after phrases: they are not phrases of their own."""
    spans: list[tuple[int, int]] = []
    for phrase in found:
        inside = _BRACKET.match(text, phrase.end) if phrase.others else None
        if inside:
            spans.append(inside.span(1))
    return spans
