"""Edges of labels inside a run of katakana.

A label is accepted in a run if the run can be segmented so that the label is one of the segments, and no
segmentation of lower or equal cost has a word across its edge: ディープラーニング|モデル,
サーバー|ルーム, but not ラベル in トラベル, ワード in パスワード or カー in カード|ローン. One segment
may be a word that is in no table, if it is long enough not to be a mere ending: アデノ|ウイルス, but not
スワップ|ション.
"""

from __future__ import annotations

from itertools import chain, repeat

from msgspec import Struct, field

from glossgen.lexicon import Lexicon, longest_prefix, without_long_vowel
from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script, script

RENAMING = frozenset("字語")
"""Suffixes that change the meaning even of a name in katakana: a script or language (ローマ字)."""

_LONGEST = 16
_WORD, _SHORT_WORD, _UNKNOWN = 2, 3, 6
"""Costs of segments: a word of two kana is less certain than a longer one."""

_LEAST_UNKNOWN = 3
"""The fewest syllables of an unknown segment, and the fewest kana of a label beside one."""

_NO_BEGINNING = frozenset("ァィゥェォッャュョヮーン")
LabelInRun = tuple[str, int, int]
"""A run, and the span of the label in it."""

State = tuple[bool, bool]
"""Whether an unknown segment was used, and whether a word crossed an edge of the label."""


class KatakanaRule(Struct, frozen=True):
    """Judges labels in runs of katakana. Results are memoised, since the same runs recur."""

    lexicon: Lexicon
    known: dict[LabelInRun, BoundaryResult] = field(default_factory=dict)

    def judge(self, text: TextView, hit: Hit) -> BoundaryResult:
        """Judge the edges of a label where it touches other katakana, and the kanji after it."""
        if self._is_renamed(text, hit):
            return rejected("kanji-suffix")
        spans = _spans(text, hit)
        for span in spans:
            verdict = self.known.get(span)
            if verdict is None:
                verdict = self.known[span] = self._judge(*span)
            if not verdict.accepted:
                return verdict
        return ACCEPTED_COMPOUND if spans else ACCEPTED

    def _is_renamed(self, text: TextView, hit: Hit) -> bool:
        """Whether a suffix in kanji changes the meaning of a label that ends in katakana."""
        after = text.run_after(hit.last, Script.KANJI)
        if after[:1] not in RENAMING or script(text.folded.text[hit.last - 1]) is not Script.KATAKANA:
            return False
        return len(longest_prefix(after, self.lexicon.tables.kanji_words)) < 2

    def _judge(self, run: str, begin: int, end: int) -> BoundaryResult:
        own, other = self._cheapest(run, begin, end)
        if own is not None and (other is None or other > own):
            return ACCEPTED_COMPOUND
        if self._is_part(run, begin, end):
            return rejected("katakana-part")
        return rejected("katakana-inside" if own is None else "katakana-crosses")

    def _is_part(self, run: str, begin: int, end: int) -> bool:
        """Whether the label and a word beside it are one word in the tables: ページ in ホームページ."""
        befores = (start for start in range(begin) if self._is_word(run[start:begin]))
        afters = (stop for stop in range(end + 1, len(run) + 1) if self._is_word(run[end:stop]))
        spans = chain(zip(befores, repeat(end)), zip(repeat(begin), afters))
        return any(self._is_word(run[start:stop]) for start, stop in spans)

    def _cheapest(self, run: str, begin: int, end: int) -> tuple[int | None, int | None]:
        """The lowest costs of segmenting a run: with the label as a segment, with a word across its edge."""
        best: list[dict[State, int]] = [{} for _ in range(len(run) + 1)]
        best[0][False, False] = 0
        for start in range(len(run)):
            for stop in range(start + 2, min(len(run), start + _LONGEST) + 1) if best[start] else ():
                known = (start, stop) == (begin, end) or self._is_word(run[start:stop])
                beside = stop <= begin or end <= start
                if not known and not (beside and _may_be_unknown(run[start:stop], end - begin)):
                    continue
                crosses = start < begin < stop or start < end < stop
                cost = (_WORD if stop - start > 2 else _SHORT_WORD) if known else _UNKNOWN
                for (unknown, crossed), before in best[start].items():
                    if known or not unknown:
                        state = (unknown or not known, crossed or crosses)
                        best[stop][state] = min(before + cost, best[stop].get(state, before + cost))
        own, other = (
            min((cost for (_, crossed), cost in best[-1].items() if crossed is wanted), default=None)
            for wanted in (False, True)
        )
        return own, other

    def _is_word(self, part: str) -> bool:
        return without_long_vowel(part) in self.lexicon.tables.katakana_words or part in self.lexicon.forms


def _may_be_unknown(part: str, label: int) -> bool:
    """Whether a segment beside a label of length `label` may be a word that is in no table."""
    syllables = sum(char not in _NO_BEGINNING or char == "ン" for char in part)
    return min(syllables, label) >= _LEAST_UNKNOWN and part[0] not in _NO_BEGINNING


def _spans(text: TextView, hit: Hit) -> list[LabelInRun]:
    """The run around a label, or the run at each edge if the label contains other scripts."""
    katakana = Script.KATAKANA
    folded = text.folded.text
    touched_left = script(folded[hit.first]) is katakana and text.kind_before(hit.first) is katakana
    touched_right = script(folded[hit.last - 1]) is katakana and text.kind_after(hit.last) is katakana
    begin = text.run_start(hit.first, katakana) if touched_left else hit.first
    end = text.run_end(hit.last, katakana) if touched_right else hit.last
    if all(script(char) is katakana for char in folded[hit.first : hit.last]):
        span = (folded[begin:end], hit.first - begin, hit.last - begin)
        return [span] if touched_left or touched_right else []
    spans: list[LabelInRun] = []
    if touched_left:
        inner = hit.first + 1
        while script(folded[inner]) is katakana:
            inner += 1
        spans.append((folded[begin:inner], hit.first - begin, inner - begin))
    if touched_right:
        inner = hit.last - 1
        while script(folded[inner - 1]) is katakana:
            inner -= 1
        spans.append((folded[inner:end], 0, hit.last - inner))
    return spans
