"""The optional morphological analyser, which may veto a match: the extra `glossgen[ja]`.

The boundary rules of `glossgen.link` decide first. SudachiPy, if it is installed, can only reject
what they accept: a label that begins or ends inside one of its shortest units (mode A), with kanji
or kana on both sides of that edge.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec

from glossgen.text.scripts import Script, script

_SENTENCE_END = re.compile(r"[。！？\n\u2028\u2029]")
_WIDE = (Script.KANJI, Script.HIRAGANA, Script.KATAKANA)
_WINDOW = 120
"""The most characters before and after a match that are analysed with it."""

Cuts = Callable[[str], tuple[frozenset[int], frozenset[int]]]
"""The offsets in a text at which units begin, and those inside of words that the dictionary lacks."""


def load_veto() -> Callable[[str, int, int], bool] | None:
    """Load the veto; None if SudachiPy or its dictionary is not installed.

    The veto takes a text and a span, and returns whether the analyser rejects the span.
    """
    if find_spec("sudachipy") is None or find_spec("sudachidict_core") is None:
        return None
    return make_veto(_sudachi())


def make_veto(cuts: Cuts) -> Callable[[str, int, int], bool]:
    """Make the veto function of an analyser."""

    def veto(text: str, start: int, end: int) -> bool:
        edges = [edge for edge in (start, end) if _is_wide_edge(text, edge)]
        if not edges:
            return False
        first, last = _window(text, start, end)
        begins, guessed = cuts(text[first:last])
        return any(edge - first not in begins and edge - first not in guessed for edge in edges)

    return veto


def _sudachi() -> Cuts:
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.A)

    @lru_cache(maxsize=4096)
    def cuts(text: str) -> tuple[frozenset[int], frozenset[int]]:
        begins: set[int] = set()
        guessed: set[int] = set()
        for unit in tokenizer.tokenize(text):
            begins.add(unit.begin())
            if unit.is_oov():
                guessed.update(range(unit.begin() + 1, unit.end()))
        return frozenset(begins), frozenset(guessed)

    return cuts


def _is_wide_edge(text: str, edge: int) -> bool:
    """Whether a word can continue across an edge; none continues from hiragana into kanji."""
    if not 0 < edge < len(text):
        return False
    left, right = script(text[edge - 1]), script(text[edge])
    if left is Script.HIRAGANA and right is Script.KANJI:
        return False
    return left in _WIDE and right in _WIDE


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, limited to `_WINDOW` characters on each side."""
    first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    for found in _SENTENCE_END.finditer(text, first, start):
        first = found.end()
    found_end = _SENTENCE_END.search(text, end, last)
    return first, found_end.start() if found_end else last
