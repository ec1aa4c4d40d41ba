"""A morphological analyser that may veto a match: the extra `glossgen[ja]`.

The rules of `glossgen.link` decide alone where a label stands. SudachiPy, where
it is installed, is asked afterwards, and may only say no: to a label that
begins or ends within one of its shortest units (mode A), where kanji or kana
stand on both sides of the edge.
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
"""Characters before and after a match that are analysed with it, at most."""

Cuts = Callable[[str], tuple[frozenset[int], frozenset[int]]]
"""The offsets in a text at which a unit begins, and those inside of words that the analyser only guesses."""


def load_veto() -> Callable[[str, int, int], bool] | None:
    """The veto, or None where SudachiPy or its dictionary is not installed.

    Says of a text and a span whether the analyser refuses it.
    """
    if find_spec("sudachipy") is None or find_spec("sudachidict_core") is None:
        return None
    return make_veto(_sudachi())


def make_veto(cuts: Cuts) -> Callable[[str, int, int], bool]:
    """The veto of an analyser."""

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
    """Whether words may run on over an edge; from hiragana to kanji they do not."""
    if not 0 < edge < len(text):
        return False
    left, right = script(text[edge - 1]), script(text[edge])
    if left is Script.HIRAGANA and right is Script.KANJI:
        return False
    return left in _WIDE and right in _WIDE


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, at most `_WINDOW` characters to either side."""
    first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    for found in _SENTENCE_END.finditer(text, first, start):
        first = found.end()
    found_end = _SENTENCE_END.search(text, end, last)
    return first, found_end.start() if found_end else last
