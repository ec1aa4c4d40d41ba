"""Finds labels that are proper names: their own entry writes them with a capital within a sentence.

A capital at the beginning of a heading is no evidence: “## Attention” is attention. But if the entry says
“… that the Times printed”, and never “times”, its label is matched only with the capital, so that “three
times” is not a mention. A capital after a or an is no evidence, either: many writers capitalise terms (“a
Pod is …”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.lexicon.english_plurals import numbers
from glossgen.lexicon.word_tables import WordTables
from glossgen.model import Body, TextRun
from glossgen.text.neighbours import begins_sentence, words_before


def asks_text(label: str) -> bool:
    """Whether the forms of a label depend on the text of its entry."""
    return _NAME.fullmatch(label) is not None


def proper_names(labels: Iterable[str], body: Body) -> frozenset[str]:
    """The labels of one word, with one capital at the front, that the body of their entry uses as names."""
    candidates = [label for label in labels if _NAME.fullmatch(label)]
    if not candidates:
        return frozenset()
    texts = [part.text for part in body if isinstance(part, TextRun) and not part.heading]
    return frozenset(label for label in candidates if _is_proper(label, texts))


def named_by_capital(surface: str, tables: WordTables, language: str) -> bool:
    """Whether a label is a name only with its capital: a letter that is no word (R), or Go, Make, Will."""
    if len(surface) == 1:
        return surface in _LETTERS.get(language, "")
    common = tables.english_common if language == "en" else {}
    return surface[:1].isupper() and common.get(surface.lower()) == "name"


_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
_LETTERS = {
    "en": "BCDEFGHJKLMNOPQRSTUVWXYZ",
    **dict.fromkeys(("de", "es", "fr", "it", "nl", "pt"), _CONSONANTS),
}
"""By language, the letters that are no words by themselves: I and A are, or Y in Spanish."""

_NAME = re.compile("[A-Z][a-z]{2,}")


def _is_proper(label: str, texts: list[str]) -> bool:
    word = re.compile(rf"(?<![\w-]){label[0]}{label[1:]}(?![\w-])", re.IGNORECASE)
    proper = False
    for text in texts:
        for found in word.finditer(text):
            if found[0][0].islower():
                return False
            proper = proper or (found[0] == label and _in_sentence(text, found.start()))
    return proper


def _in_sentence(text: str, start: int) -> bool:
    """Whether a capital at an offset is neither at the beginning of a sentence nor after a or an."""
    before = words_before(text, start, 1)
    return bool(before) and not begins_sentence(text, start) and before[0].lower() not in ("a", "an")


def small_singulars(labels: Iterable[str], body: Body) -> dict[str, str]:
    """The singular of each label such as Containers, if its own entry writes “container” in lower case."""
    candidates = {
        label: form for label in labels if _PLURAL.fullmatch(label) for form, _ in numbers(label.lower())
    }
    if not candidates:
        return {}
    text = " ".join(part.text for part in body if isinstance(part, TextRun))
    return {
        label: form for label, form in candidates.items() if re.search(rf"(?<![\w-]){form}(?![\w-])", text)
    }


_PLURAL = re.compile("[A-Z][a-z]{2,}s")
