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
from glossgen.link.boundaries.chinese_verbs import is_verb
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
    """A label at `begin:end` with the Chinese characters beside it; `goes_on`: another word follows them."""

    text: str
    begin: int
    end: int
    goes_on: bool


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
        left, right = self._words(before), self._words(after)
        if right and right[0] in tables.chinese_suffixes_change:
            return rejected("kanji-suffix")
        if left and left[-1] in tables.chinese_prefixes_change:
            return rejected("kanji-prefix")
        if is_verb(label, left, right, run.goes_on):
            return rejected("verb")
        if self._in_longer_name(run):
            return rejected("inside-label")
        if self._cuts_compound(run):
            return rejected("word-crosses")
        cost = self._cost_of(before) + min(_LABEL, self._cost_of(label)) + self._cost_of(after)
        return rejected("word-crosses") if self._across(run) <= cost else ACCEPTED_COMPOUND

    def _cuts_compound(self, run: ChineseRun) -> bool:
        """Whether a compound word lies across one end of a label: 单体应用|程序, 操作|系统测试."""
        text, tables, size = run.text, self.lexicon.tables, LONGEST
        behind = range(run.begin + 1, run.end - 1)
        before = range(max(0, run.begin - size + 2), run.begin - 1)
        return any(
            text[here : here + size] in tables.chinese_compounds
            for here in (*before, *behind)
            if run.begin + 1 < here + size != run.end and (here > run.begin or here + size < run.end)
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

    def _cheapest(self, part: str) -> list[tuple[int, int]]:
        """For each place of a text: the lowest cost of cutting the rest, and the size of its first word."""
        best = [(0, 0)] * (len(part) + 1)
        for here in range(len(part) - 1, -1, -1):
            best[here] = min(
                (self._cost(part[here:end]) + best[end][0], end - here)
                for end in range(here + 1, min(here + LONGEST, len(part)) + 1)
            )
        return best

    def _cost_of(self, part: str) -> int:
        return self._cheapest(part)[0][0]

    def _words(self, part: str) -> list[str]:
        """The words of a text, cut at the lowest cost."""
        best, here, found = self._cheapest(part), 0, []
        while here < len(part):
            size = best[here][1]
            found.append(part[here : here + size])
            here += size
        return found

    def _across(self, run: ChineseRun) -> int:
        """The lowest cost of cutting the run so that a word crosses an edge of the label."""
        found = _NEVER
        for edge in (run.begin, run.end):
            for here in range(max(0, edge - LONGEST + 1), edge):
                for end in range(edge + 1, min(here + LONGEST, len(run.text)) + 1):
                    cost = self._cost(run.text[here:end])
                    if cost < _UNKNOWN and not self._is_compound(run, here, end):
                        left, right = self._cost_of(run.text[:here]), self._cost_of(run.text[end:])
                        found = min(found, left + cost + right)
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
    goes_on = folded[end : end + 1].isalnum()
    begin, end = max(begin, hit.first - _BESIDE), min(end, hit.last + _BESIDE)
    return ChineseRun(folded[begin:end], hit.first - begin, hit.last - begin, goes_on)
