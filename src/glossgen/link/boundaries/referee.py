"""The optional referee: a morphological analyser that decides where the boundary rules are in doubt.

It is SudachiPy with its small dictionary (the extra `glossgen[ja]`), which segments into shortest units
(mode A). The rules are applied first. They are in doubt about a label inside a run of its own script, where
only words show its edges. Then the analyser decides, both ways: a label that was rejected because of the
words beside it is accepted if it is a noun by itself, and an accepted one is rejected if a word crosses its
edge. Sentences without a doubtful label are never analysed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec

from msgspec import Struct

from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script

_OVERRULED = {
    "kanji-inside": ACCEPTED_COMPOUND,
    "kanji-crosses": ACCEPTED_COMPOUND,
    "katakana-inside": ACCEPTED_COMPOUND,
    "katakana-crosses": ACCEPTED_COMPOUND,
    "hiragana-before": ACCEPTED,
    "hiragana-crosses": ACCEPTED,
}
"""Rules whose rejection the analyser may overrule, and the result if it does."""

_RUNS = (Script.KANJI, Script.HIRAGANA, Script.KATAKANA)
_NOUN, _PREFIX, _SUFFIX = "名詞", "接頭辞", "接尾辞"
"""Parts of speech of UniDic."""

_SENTENCE_END = re.compile("[。！？!?\n\u2028\u2029]")
_WINDOW = 120
"""The most characters before and after a match that are analysed with it."""


class Word(Struct, frozen=True):
    """A word of a sentence: its end offset, its part of speech, and whether the dictionary has it."""

    end: int
    kind: str = _NOUN
    known: bool = True


Analyser = Callable[[str], Sequence[Word]]
"""Segments a sentence into words."""


class Referee(Struct, frozen=True):
    """Judges the edges of labels by the words of an analyser, where the rules are in doubt."""

    analyse: Analyser

    def judge(self, text: TextView, hit: Hit, verdict: BoundaryResult) -> BoundaryResult:
        """The verdict of the rules, or the opposite one if they are in doubt and the analyser is not."""
        overruled = None if verdict.accepted else _OVERRULED.get(verdict.rule)
        edges = [edge for edge in (hit.first, hit.last) if _is_inside_run(text, edge)]
        if not edges or not (verdict.accepted or overruled):
            return verdict
        first, last = _sentence(text, hit)
        words = self.analyse(text.folded.text[first:last])
        if verdict.accepted:
            cut = any(_crossing(words, edge - first) for edge in edges)
            return rejected("morpheme") if cut else verdict
        noun = _is_noun(words, hit.first - first, hit.last - first)
        return overruled if overruled and noun else verdict


def load_referee() -> Referee | None:
    """The referee with SudachiPy; None if that or its dictionary is not installed."""
    if find_spec("sudachipy") is None or find_spec("sudachidict_small") is None:
        return None
    return Referee(_sudachi())


def _sudachi() -> Analyser:
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.A)

    @lru_cache(maxsize=4096)
    def analyse(text: str) -> tuple[Word, ...]:
        units = tokenizer.tokenize(text)
        return tuple(Word(unit.end(), unit.part_of_speech()[0], not unit.is_oov()) for unit in units)

    return analyse


# -- the words of a sentence ------------------------------------------------------


def _crossing(words: Sequence[Word], edge: int) -> bool:
    """Whether a word of the dictionary crosses an edge; words that the analyser only guesses do not count."""
    word = words[bisect_left(words, edge, key=_end)]
    return word.end != edge and word.known


def _is_noun(words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether a span is whole words, the last one a noun, without an affix beside it.

    The boundary rules decide which affixes keep a term and which change it (小|学校, 神経|痛).
    """
    ends = [0, *map(_end, words)]
    first, last = bisect_left(ends, start), bisect_left(ends, stop)
    if (ends[first], ends[last]) != (start, stop) or words[last - 1].kind != _NOUN:
        return False
    before, after = words[first - 1 : first] if first else (), words[last : last + 1]
    return all(word.kind != _PREFIX for word in before) and all(word.kind != _SUFFIX for word in after)


def _end(word: Word) -> int:
    return word.end


# -- the text -----------------------------------------------------------------


def _is_inside_run(text: TextView, edge: int) -> bool:
    """Whether the script is the same on both sides of an edge; else the rules do not need words."""
    return text.kind_before(edge) in _RUNS and text.kind_before(edge) is text.kind_after(edge)


def _sentence(text: TextView, hit: Hit) -> tuple[int, int]:
    """The span of the sentence around a match in the folded text, or of its part between spaces and dots."""
    folded, gaps = text.folded.text, text.folded.gaps
    first, last = max(0, hit.first - _WINDOW), min(len(folded), hit.last + _WINDOW)
    begins = [found.end() for found in _SENTENCE_END.finditer(folded, first, hit.first)]
    begins += [
        gap for gap in gaps[bisect_left(gaps, first) : bisect_right(gaps, hit.first)] if not text.joined(gap)
    ]
    end = _SENTENCE_END.search(folded, hit.last, last)
    ends = [end.start()] if end else []
    ends += [
        gap for gap in gaps[bisect_left(gaps, hit.last) : bisect_left(gaps, last)] if not text.joined(gap)
    ]
    return max(begins, default=first), min(ends, default=last)
