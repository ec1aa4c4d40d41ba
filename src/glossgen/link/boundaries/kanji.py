"""Edges of labels inside a run of kanji.

Sino-Japanese compounds consist of words of two or more kanji, and of single kanji as affixes. A
label is accepted in such a run if the run can be segmented so that the label is one of the
segments, and no segmentation of equal cost gives a part of the label to another word: 機械学習|手法 and
画像|分類, but 言語|学習 (not 言語学), 東京|都 (not 京都), 生物|理学 (not 物理).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from glossgen.lexicon import Lexicon, WordTable, longest_prefix, longest_suffix
from glossgen.link.boundaries.result import ACCEPTED, ACCEPTED_COMPOUND, BoundaryResult, rejected
from glossgen.link.boundaries.text_view import Hit, TextView
from glossgen.text.scripts import Script, script

Cost = tuple[int, int]
"""(kanji in no table, cost of the segments), compared in this order: fewer unknown kanji always win."""

_ENDING = frozenset("後内主")
"""Prefixes that end a word if one is before them: 手術後|管理, 事業主|負担, その後|検査."""

_NUMERALS = frozenset("〇一二三四五六七八九十百千万億兆")
_WORD, _FREE, _AFFIX = 4, 5, 6
"""Costs of segments: most affixes that keep a term combine with any word (新|制度, not 新制|度)."""

_OF_KIND = {"free": _FREE, "noun": _AFFIX}
"""The costs of affixes whose kind is marked in a table."""

_MOST_UNKNOWN = 2
_LONGEST = 12


class KanjiRun(Struct, frozen=True):
    """A run of kanji that contains the label at `begin:end`.

    `suffix_first`: the run follows a word, so it may begin with a suffix (エラー率計算). `counter_first`:
    it follows a number (3層構造). `kana` is the hiragana after it (番号付き).
    """

    text: str
    begin: int
    end: int
    suffix_first: bool = False
    counter_first: bool = False
    kana: str = ""


class Segment(Struct, frozen=True):
    """A segment of a run, up to `end`, with its cost."""

    end: int
    cost: Cost
    word: bool = False
    affix: bool = False


class KanjiRule(Struct, frozen=True):
    """Judges labels in runs of kanji. Results are memoised, since the same runs recur."""

    lexicon: Lexicon
    known: dict[KanjiRun, BoundaryResult] = field(default_factory=dict)

    def judge(self, text: TextView, hit: Hit) -> BoundaryResult:
        """Judge the edges of a label where it touches other kanji."""
        runs = list(_runs(text, hit, self.lexicon))
        if runs and hit.last - hit.first == 1:
            return rejected("single-kanji")
        if text.joined(hit.first) and _number_goes_on(text.folded.text, hit.first):
            return rejected("number-before")
        for run in runs:
            verdict = self.known.get(run)
            if verdict is None:
                verdict = self.known[run] = self._judge(run)
            if not verdict.accepted:
                return verdict
        return ACCEPTED_COMPOUND if runs else ACCEPTED

    def changes(self, text: TextView, index: int) -> bool:
        """Whether a single prefix that changes the meaning precedes this folded offset (逆コンパイル)."""
        before = text.run_before(index, Script.KANJI)
        tables = self.lexicon.tables
        if before[-1:] not in tables.kanji_prefixes_change:
            return False
        return len(longest_suffix(before, tables.kanji_words)) < 2

    # -- the cut ----------------------------------------------------------------

    def _judge(self, run: KanjiRun) -> BoundaryResult:
        tables = self.lexicon.tables
        before, after = run.text[: run.begin], run.text[run.end :]
        left = self._cheapest(run, 0, run.begin)
        right = self._cheapest(run, run.end, len(run.text))
        other = self._cheapest_across(run)
        if left is None or right is None:
            if left is None and tables.kanji_prefixes_change.get(before[-1]) == "":
                return rejected("kanji-prefix")
            if right is None and longest_prefix(after, tables.kanji_suffixes_change):
                return rejected("kanji-suffix")
            return rejected("kanji-inside" if other is None else "kanji-crosses")
        own = (left[0] + right[0], left[1] + _WORD + right[1])
        return rejected("kanji-crosses") if other is not None and other <= own else ACCEPTED_COMPOUND

    def _cheapest(self, run: KanjiRun, start: int, stop: int) -> Cost | None:
        """The lowest cost of segmenting the part of the run beside the label; None if that is impossible."""
        best: dict[int, Cost] = {start: (0, 0)}
        for here in range(start, stop):
            if here not in best:
                continue
            for piece in self._pieces(run, here, loose=False):
                cost = _add(best[here], piece.cost)
                if piece.end > stop or cost[0] > _MOST_UNKNOWN or self._changes_label(run, here, piece):
                    continue
                if piece.end not in best or cost < best[piece.end]:
                    best[piece.end] = cost
        return best.get(stop)

    def _changes_label(self, run: KanjiRun, here: int, piece: Segment) -> bool:
        """Whether the segment beside the label is, or begins with, an affix that changes its meaning."""
        if piece.word:
            return False
        tables = self.lexicon.tables
        if piece.end == run.begin:
            char = run.text[here]
            ends_word = (here or run.suffix_first) and char in _ENDING
            return tables.kanji_prefixes_change.get(char) == "" and not ends_word
        if here == run.end:
            part = run.text[here : piece.end]
            return part in tables.kanji_suffixes_change or part[0] in tables.kanji_suffixes_change
        return False

    def _cheapest_across(self, run: KanjiRun) -> Cost | None:
        """The lowest cost of segmenting the whole run with a table word that crosses an edge of the label."""
        size = len(run.text)
        plain: dict[int, Cost] = {0: (0, 0)}
        across: dict[int, Cost] = {}
        for here in range(size):
            for piece in self._pieces(run, here, loose=True):
                crosses = piece.word and (here < run.begin < piece.end or here < run.end < piece.end)
                _improve(across, piece.end, across.get(here), piece.cost)
                _improve(across if crosses else plain, piece.end, plain.get(here), piece.cost)
        return across.get(size)

    def _pieces(self, run: KanjiRun, here: int, *, loose: bool) -> Iterator[Segment]:
        """The segments that may begin at an offset. With `loose`, single kanji may be left unknown."""
        tables = self.lexicon.tables
        for end in range(here + 2, min(here + _LONGEST, len(run.text)) + 1):
            part = run.text[here:end]
            if part in tables.kanji_words or part in tables.kanji_suffixes_keep:
                yield Segment(end, (0, _WORD), word=True)
            elif part in self.lexicon.forms:
                yield Segment(end, (0, _WORD))
            elif part in tables.kanji_suffixes_change:
                yield Segment(end, (0, _AFFIX), affix=True)
            elif end == here + 2:
                yield Segment(end, (2, _WORD))
        affix = min(self._costs_of_affix(run, here), default=None)
        if affix:
            yield Segment(here + 1, (0, affix), affix=True)
        elif loose:
            yield Segment(here + 1, (1, _AFFIX))

    def _costs_of_affix(self, run: KanjiRun, here: int) -> list[int]:
        """The costs of the kanji at an offset as each kind of affix that it may be."""
        tables = self.lexicon.tables
        char, last = run.text[here], here + 1 == len(run.text)
        costs = []
        if not last:
            costs += _cost(tables.kanji_prefixes_keep, char, _FREE)
            costs += _cost(tables.kanji_prefixes_change, char, _AFFIX)
        if here or run.suffix_first:
            costs += _cost(tables.kanji_suffixes_keep, char, _FREE)
            costs += _cost(tables.kanji_suffixes_change, char, _AFFIX)
        counter = not here and run.counter_first
        if counter or (last and longest_prefix(char + run.kana, tables.kanji_tails)):
            costs.append(_AFFIX)
        return costs


def _cost(affixes: WordTable, char: str, usual: int) -> list[int]:
    """The cost of an affix if it is in a table: the usual one of the table, or that of its kind."""
    kind = affixes.get(char, "name")
    return [] if kind == "name" else [_OF_KIND.get(kind, usual)]


def _number_goes_on(text: str, first: int) -> bool:
    """Whether a numeral at an offset is not the first of its number (十|三冠, 第|二次)."""
    return text[first] in _NUMERALS and (text[first - 1] in _NUMERALS or text[first - 1] == "第")


def _add(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1])


def _improve(costs: dict[int, Cost], end: int, before: Cost | None, cost: Cost) -> None:
    if before is not None:
        total = _add(before, cost)
        if end not in costs or total < costs[end]:
            costs[end] = total


# -- finding the runs -------------------------------------------------------


def _runs(text: TextView, hit: Hit, lexicon: Lexicon) -> Iterator[KanjiRun]:
    """The run of kanji around a label, or the run at each edge if the label contains other scripts."""
    kanji = Script.KANJI
    folded = text.folded.text
    touched_left = script(folded[hit.first]) is kanji and text.kind_before(hit.first) is kanji
    touched_right = script(folded[hit.last - 1]) is kanji and text.kind_after(hit.last) is kanji
    if not touched_left and not touched_right:
        return
    begin, end = text.run_start(hit.first, kanji), text.run_end(hit.last, kanji)
    if all(script(char) is kanji for char in folded[hit.first : hit.last]):
        yield _run(text, begin, end, hit.first, hit.last, lexicon)
        return
    if touched_left:
        inner = hit.first + 1
        while script(folded[inner]) is kanji:
            inner += 1
        yield _run(text, begin, inner, hit.first, inner, lexicon)
    if touched_right:
        inner = hit.last - 1
        while script(folded[inner - 1]) is kanji:
            inner -= 1
        yield _run(text, inner, end, inner, hit.last, lexicon)


def _run(text: TextView, begin: int, end: int, first: int, last: int, lexicon: Lexicon) -> KanjiRun:
    before = text.kind_before(begin)
    suffix_first = before in (Script.KATAKANA, Script.LATIN)
    if before is Script.HIRAGANA:
        suffix_first = not _ends_in_particle(text.run_before(begin, Script.HIRAGANA), lexicon)
    kana = text.folded.text[end : min(end + 4, text.run_end(end, Script.HIRAGANA))]
    run = text.folded.text[begin:end]
    return KanjiRun(run, first - begin, last - begin, suffix_first, before is Script.DIGIT, kana)


def _ends_in_particle(kana: str, lexicon: Lexicon) -> bool:
    """Whether hiragana end in a particle, so that a word begins after them (の性能, but not 組み込み系)."""
    table = lexicon.tables.hiragana_before
    return any(table.get(kana[start:], "verb") != "verb" for start in range(len(kana)))
