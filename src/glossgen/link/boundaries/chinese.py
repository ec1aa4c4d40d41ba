"""Edges of labels inside a run of Chinese characters.

Chinese has no spaces, and a word has mostly two characters. A label is accepted in a run if the run cut
into words has an edge at both of its ends, and no other cut is as probable: 多个|容器|在|节点|上, but not
服务 in 服务器, nor 市场 in 超市|场地. The probability of a cut is the product of the frequencies of its
words, as in other segmenters; here it is a sum of costs, which are logarithms.
"""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.lexicon import Lexicon
from glossgen.lexicon.chinese_words import LONGEST, chinese_costs
from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script, script

_UNKNOWN = 30
"""The cost of a character that is not a word by itself."""

_LABEL = 16
"""The most that a label costs: that of a word which occurs once in a thousand pages."""

_BESIDE = 8
"""The number of characters beside a label that are read."""

_NEVER = 1 << 20


class ChineseRun(Struct, frozen=True):
    """A label at `begin:end` with the Chinese characters beside it."""

    text: str
    begin: int
    end: int


class ChineseRule(Struct, frozen=True):
    """Judges labels in runs of Chinese characters. Results are memoised, since the same runs recur."""

    lexicon: Lexicon
    known: dict[ChineseRun, BoundaryResult] = field(default_factory=dict)

    def judge(self, text: TextView, hit: Hit) -> BoundaryResult:
        """Judge the edges of a label where it touches other Chinese characters."""
        run = _run(text, hit)
        if run.begin == 0 and run.end == len(run.text):
            return ACCEPTED
        verdict = self.known.get(run)
        if verdict is None:
            verdict = self.known[run] = self._judge(run)
        return verdict

    def changes(self, text: TextView, index: int) -> bool:
        """Whether the character before a label in another script changes its meaning; none does."""
        return False

    def _judge(self, run: ChineseRun) -> BoundaryResult:
        tables = self.lexicon.tables
        if run.end - run.begin == 1:
            return rejected("single-kanji")
        before, label, after = run.text[: run.begin], run.text[run.begin : run.end], run.text[run.end :]
        cost, _ = self._cheapest(before)
        own = min(_LABEL, self._cheapest(label)[0])
        right, first = self._cheapest(after)
        if first == 1 and after[0] in tables.chinese_suffixes_change:
            return rejected("kanji-suffix")
        if before and before[-1] in tables.chinese_prefixes_change and self._last(before) == 1:
            return rejected("kanji-prefix")
        if self._is_adverb(before, label, after):
            return rejected("verb")
        if self._in_longer_name(run):
            return rejected("inside-label")
        if self._cuts_compound(run):
            return rejected("word-crosses")
        return rejected("word-crosses") if self._across(run) <= cost + own + right else ACCEPTED_COMPOUND

    def _is_adverb(self, before: str, label: str, after: str) -> bool:
        """Whether a noun is an adverb before a verb (迭代调整), or a verb with its object (请迭代测试)."""
        kinds = self.lexicon.tables.chinese_adverbs
        if kinds.get(label) != "noun" or len(after) < 2:
            return False
        follows = any(kinds.get(before[-size:]) == "before" for size in (1, 2))
        return after[0] == "地" or kinds.get(after[:2]) == "verb" or follows

    def _cuts_compound(self, run: ChineseRun) -> bool:
        """Whether a word begins inside a label and ends after it: 单体应用|程序."""
        return any(
            run.text[here:end] in self.lexicon.tables.chinese_compounds
            for here in range(run.begin + 1, run.end - 1)
            for end in range(run.end + 2, min(here + LONGEST, len(run.text)) + 1)
        )

    def _in_longer_name(self, run: ChineseRun) -> bool:
        """Whether a label is in a longer one that is no mention itself, or it would have been chosen.

        A suffix makes another term of the longer one (网站可靠性工程|师), or a third label shares a part
        of it: 单元测试用例 has a 测试用例, and no 用例.
        """
        text, size = run.text, run.end - run.begin
        return any(
            text[begin:end] in self.lexicon.forms
            for begin in range(run.begin + 1)
            for end in range(run.end, len(text) + 1)
            if end - begin > size
        )

    def _cheapest(self, part: str) -> tuple[int, int]:
        """The lowest cost of cutting a text into words, and the length of the first of them."""
        best = [(0, 0)] * (len(part) + 1)
        for here in range(len(part) - 1, -1, -1):
            best[here] = min(
                (self._cost(part[here:end]) + best[end][0], end - here)
                for end in range(here + 1, min(here + LONGEST, len(part)) + 1)
            )
        return best[0]

    def _last(self, part: str) -> int:
        """The length of the last word of a text, cut at the lowest cost."""
        sizes = range(1, min(LONGEST, len(part)) + 1)
        return min(sizes, key=lambda size: self._cheapest(part[:-size])[0] + self._cost(part[-size:]))

    def _across(self, run: ChineseRun) -> int:
        """The lowest cost of cutting the run so that a word crosses an edge of the label."""
        found = _NEVER
        for edge in (run.begin, run.end):
            for here in range(max(0, edge - LONGEST + 1), edge):
                for end in range(edge + 1, min(here + LONGEST, len(run.text)) + 1):
                    cost = self._cost(run.text[here:end])
                    if cost < _UNKNOWN and not self._is_compound(run, here, end):
                        left, right = self._cheapest(run.text[:here]), self._cheapest(run.text[end:])
                        found = min(found, left[0] + cost + right[0])
        return found

    def _is_compound(self, run: ChineseRun, here: int, end: int) -> bool:
        """Whether a word is the label and another word: 数据|中心."""
        if here == run.begin:
            rest = run.text[run.end : end]
        elif end == run.end:
            rest = run.text[here : run.begin]
        else:
            return False
        return len(rest) > 1 and rest in chinese_costs()

    def _cost(self, word: str) -> int:
        cost = chinese_costs().get(word)
        if cost is None:
            cost = _UNKNOWN if len(word) == 1 else _NEVER
            if len(word) > 1 and word in self.lexicon.forms:
                cost = _LABEL
        return cost


def _run(text: TextView, hit: Hit) -> ChineseRun:
    """The label with the characters beside it that belong to the same run."""
    kanji, folded = Script.KANJI, text.folded.text
    begin = text.run_start(hit.first, kanji) if script(folded[hit.first]) is kanji else hit.first
    end = text.run_end(hit.last, kanji) if script(folded[hit.last - 1]) is kanji else hit.last
    begin, end = max(begin, hit.first - _BESIDE), min(end, hit.last + _BESIDE)
    return ChineseRun(folded[begin:end], hit.first - begin, hit.last - begin)
