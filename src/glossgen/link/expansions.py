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
_IN_BRACKETS = re.compile(r" \((?P<name>(?P<front>[^()\n]{4,79}[ -])[^()\s]+)\)")
"""A name of several words in brackets, and its front without the last word."""

_INITIALS_BEFORE = re.compile("(?<![A-Za-z])([A-Z][A-Za-z]{0,6}[A-Z])s?$")
_LONGEST_INITIALS = 10

_MORE_WORDS = 2
"""How many words a name may have beyond its initials (of, and)."""

Span = tuple[int, int]


def expansions_in(source: str) -> tuple[Span, ...]:
    """The spans of names beside their initials, one of the two in brackets, without their last words."""
    if " (" not in source:
        return ()
    before = [span for found in _INITIALS.finditer(source) if (span := _before(source, found))]
    behind = [found.span("front") for found in _IN_BRACKETS.finditer(source) if _spells_out(source, found)]
    return (*before, *behind)


def _spells_out(source: str, found: re.Match[str]) -> bool:
    """Whether initials before the brackets stand for the name in them."""
    initials = _INITIALS_BEFORE.search(source[max(0, found.start() - _LONGEST_INITIALS) : found.start()])
    return initials is not None and initials_fit(initials[1], found["name"])


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
