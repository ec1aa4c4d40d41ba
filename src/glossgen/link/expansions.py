"""Names beside their initials: service level objective (SLO), HTML (HyperText Markup Language) are one.

A label that is the beginning or the middle of such a name is no mention: service is not what the sentence
speaks of. The end says what kind of thing it is (a convolutional neural network (CNN) is a neural network).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossgen.lexicon.same_name import initials_fit
from glossgen.text.neighbours import words_before

_INITIALS = re.compile(r"\s\(([A-Z][A-Za-z]{0,6}[A-Z])s?\)")
_SPELLED_OUT = re.compile(r"\b([A-Z][A-Za-z]{0,6}[A-Z])s? \(([^()\n]{4,79}[ -])[^()\s]+\)")
"""Initials and a name in brackets behind them; its last word is not in the group."""

_MORE_WORDS = 2
"""How many words a name may have beyond its initials (of, and)."""

Span = tuple[int, int]


def expansions_in(source: str) -> tuple[Span, ...]:
    """The spans of names beside their initials, one of the two in brackets, without their last words."""
    if " (" not in source:
        return ()
    before = [span for found in _INITIALS.finditer(source) if (span := _before(source, found))]
    return (*before, *(found.span(2) for found in _SPELLED_OUT.finditer(source) if _spells_out(found)))


def _spells_out(found: re.Match[str]) -> bool:
    return initials_fit(found[1], found[0][found.start(2) - found.start() : -1])


def _before(source: str, found: re.Match[str]) -> Span | None:
    words = words_before(source, found.start() + 1, len(found[1]) + _MORE_WORDS)
    start = last = found.start()
    name = ""
    for word in words:
        start = source.rindex(word, 0, start)
        last = last if name else start
        name = f"{word} {name}".strip()
        if " " in name and name[0].lower() == found[1][0].lower() and initials_fit(found[1], name):
            return start, last
    return None


def inside_expansion(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether a match ends before the last word of a name with initials."""
    return any(first <= start and end <= last for first, last in spans)
