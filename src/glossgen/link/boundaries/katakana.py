"""Edges of labels inside a run of katakana.

A katakana run is segmented into the fewest words that the table and the glossary know. A label is
accepted in it if both its edges are boundaries of such a segmentation: ディープラーニング|モデル
and サーバー|ルーム, but not ラベル in トラベル or ワード in パスワード. A run with an unknown
segment is not segmented.
"""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.lexicon import Lexicon, without_long_vowel
from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script, script

_LONGEST = 16
LabelInRun = tuple[str, int, int]
"""A run, and the span of the label in it."""


class KatakanaRule(Struct, frozen=True):
    """Judges labels in runs of katakana. Results are memoised, since the same runs recur."""

    lexicon: Lexicon
    known: dict[LabelInRun, BoundaryResult] = field(default_factory=dict)

    def judge(self, text: TextView, hit: Hit) -> BoundaryResult:
        """Judge the edges of a label where it touches other katakana."""
        spans = _spans(text, hit)
        for span in spans:
            verdict = self.known.get(span)
            if verdict is None:
                verdict = self.known[span] = self._judge(*span)
            if not verdict.accepted:
                return verdict
        return ACCEPTED_COMPOUND if spans else ACCEPTED

    def _judge(self, run: str, begin: int, end: int) -> BoundaryResult:
        left, right = self._fewest(run[:begin]), self._fewest(run[end:])
        if left is None or right is None:
            return rejected("katakana-inside")
        whole = self._fewest(run)
        return (
            ACCEPTED_COMPOUND if whole is None or left + 1 + right <= whole else rejected("katakana-crosses")
        )

    def _fewest(self, run: str) -> int | None:
        """The smallest number of known words that make up a run; None if there is no segmentation."""
        best: list[int | None] = [0] + [None] * len(run)
        for end in range(2, len(run) + 1):
            counts = (
                best[start]
                for start in range(max(0, end - _LONGEST), end - 1)
                if self._is_word(run[start:end])
            )
            best[end] = min((count + 1 for count in counts if count is not None), default=None)
        return best[-1]

    def _is_word(self, part: str) -> bool:
        return without_long_vowel(part) in self.lexicon.tables.katakana_words or part in self.lexicon.forms


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
