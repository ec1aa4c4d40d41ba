"""Finds sentences: the one around a mention, and the one that defines a term."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from glossgen.model import BLOCK_BREAK, HARD_BREAK, Body, InlineMarkup, TextRun
from glossgen.text.kana import is_hiragana
from glossgen.text.markup import slice_run
from glossgen.text.scripts import is_cjk

LIMIT = 160
"""The most characters of a quoted sentence, about two lines of a page; longer ones are cut."""

ELLIPSIS = "…"

_REACH = 24
"""The most characters by which a cut may move to a word or sentence boundary."""

# Search for possible sentence ends first, and only then check what follows: this is faster. A run of
# marks is tried from its first one only, or a long run would take the square of its length.
_STOP = re.compile(
    rf"[{HARD_BREAK}{BLOCK_BREAK}。｡！？.!?．](?:(?<=[{HARD_BREAK}{BLOCK_BREAK}])"
    r"|(?<=[。｡！？])[。｡！？]*[」｣』]*[）］】〕”’)\]]*"
    r"|(?<=．)(?<!．．)(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ]．)(?!．)[」』]*[）］】〕”’)\]]*"
    r"|(?<=[.!?])(?<![.!?]{2})[.!?]*[\"'”’)\]]*(?=\s)"
    r"|(?<=[.．])(?<![.．]{2})[.．]*(?=\s|$))"
)
_PAIRS = {
    "「": "」",
    "『": "』",
    "｢": "｣",
    "（": "）",
    "(": ")",
    "［": "］",
    "[": "]",
    "【": "】",
    "〔": "〕",
    "“": "”",
}
_BRACKETS = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values())) + "]")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:e\.g|i\.e|cf|vs|figs?|eqs?|dr|mrs?|ms|prof|et al|no|vol|pp?|chap|sec|st|approx|resp|ca"
    r"|[a-z])\.$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"(\s*)[\"'“‘(「『（]*")
_CELL = re.compile(r"<(?:t[dh]|div)[^>]*>$")
_SENSIBLE = re.compile(r"[、，,；;：:）)」』\s]+")


_MARKS = "。｡．！？.!?」｣』"

Stops = tuple[tuple[int, ...], tuple[int, ...]]
"""The ends of the sentences of a text run, and for each the first offset where the next can begin."""


def sentence_at(
    text_run: TextRun, start: int, end: int, stops: Stops | None = None, limit: int = LIMIT
) -> tuple[int, int]:
    """The sentence around the text `start:end`, cut to about `limit` characters.

    `stops` are those of the text run, for callers that ask repeatedly.
    """
    first, last = _between_stops(text_run, start, end, stops_of(text_run) if stops is None else stops)
    first, last = min(first, start), max(last, end)
    return (first, last) if last - first <= limit else _cut(text_run, first, last, start, end, limit)


def excerpt(
    text_run: TextRun, start: int, end: int, stops: Stops | None = None, limit: int = LIMIT
) -> tuple[TextRun, int, int]:
    """The sentence around `start:end` as a text run of its own, and the span in it.

    An ellipsis marks a cut to about `limit` characters. `stops` are those of the text run.
    """
    stops = stops_of(text_run) if stops is None else stops
    first, last = _between_stops(text_run, start, end, stops)
    if first <= start and end <= last <= first + limit:
        return (slice_run(text_run, first, last), start - first, end - first)
    first, last = sentence_at(text_run, start, end, stops, limit)
    quoted = slice_run(text_run, first, last)
    before = "" if _at_edge(text_run.text, first, stops) else ELLIPSIS
    after = "" if _at_edge(text_run.text, last, stops) else ELLIPSIS
    shift = len(before)
    marks = tuple(
        InlineMarkup(mark.start + shift, mark.end + shift, mark.html, 0, mark.formula)
        for mark in quoted.marks
    )
    return (TextRun(before + quoted.text + after, 0, marks), start - first + shift, end - first + shift)


def _between_stops(text_run: TextRun, start: int, end: int, stops: Stops) -> tuple[int, int]:
    """The whole sentence around the text `start:end`, without surrounding white space."""
    ends, nexts = stops
    before = bisect_right(nexts, start)
    after = bisect_left(ends, end, before)
    first = nexts[before - 1] if before else 0
    last = ends[after] if after < len(ends) else len(text_run.text)
    text = text_run.text
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return first, last


def first_sentence(body: Body) -> TextRun | None:
    """The first sentence of the first running text of a body: the one that defines a term.

    Headings, table cells, display formulas, images and callouts are skipped. None if there is nothing else.
    """
    place = first_place(body)
    if place is None:
        return None
    text_run = [part for part in body if isinstance(part, TextRun)][place[0]]
    return excerpt(text_run, place[1], place[1])[0]


def first_place(body: Body) -> tuple[int, int] | None:
    """The start of that sentence: the index of its text run in the body, and the offset in it."""
    before, number, inside = "", -1, 0
    for part in body:
        if isinstance(part, str):
            before = part
            inside += part.count("<section") - part.count("</section")
            continue
        number += 1
        start = _first_visible(part)
        if start is not None and not part.heading and not _CELL.search(before) and not inside:
            return (number, start)
        before = ""
    return None


def _first_visible(text_run: TextRun) -> int | None:
    """Where the running text begins, after images; None if there are only formulas and images."""
    images = [(mark.start, mark.end) for mark in text_run.marks if mark.html.startswith("<img")]
    covered = sorted(images + [(mark.start, mark.end) for mark in text_run.marks if mark.formula])
    text, offset = text_run.text, 0
    for start, end in [*covered, (len(text), len(text))]:
        between = text[offset:start]
        if visible := between.lstrip():
            offset += len(between) - len(visible)
            return max((end for _, end in images if end <= offset), default=0)
        offset = max(offset, end)
    return None


def stops_of(text_run: TextRun) -> Stops:
    """Find the ends of the sentences of a text run."""
    text = text_run.text
    marked = [
        (mark.start, mark.end) for mark in text_run.marks if mark.start < mark.end and mark.html != "<br>"
    ]
    covered = sorted([*marked, *_quoted(text)])
    firsts = [first for first, _ in covered]
    reach = list(accumulate((last for _, last in covered), max))
    ends: list[int] = []
    nexts: list[int] = []
    for match in _STOP.finditer(text):
        start, end = match.span()
        before = bisect_right(firsts, start)
        if before and start < reach[before - 1]:
            continue
        if text[start] in (HARD_BREAK, BLOCK_BREAK):
            ends.append(start)
            nexts.append(end)
        elif _ends_sentence(text, start, end):
            ends.append(end)
            nexts.append(end)
    return (tuple(ends), tuple(nexts))


def _quoted(text: str) -> list[tuple[int, int]]:
    """The spans in brackets, without their last punctuation: a sentence there does not end the outer one."""
    open_at: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for bracket in _BRACKETS.finditer(text):
        closing = _PAIRS.get(bracket[0])
        if closing:
            open_at.append((closing, bracket.start()))
        elif open_at and open_at[-1][0] == bracket[0]:
            start = open_at.pop()[1]
            if not open_at:
                last = bracket.start()
                while last > start and text[last - 1] in _MARKS:
                    last -= 1
                found.append((start, last))
    return found


def _ends_sentence(text: str, start: int, end: int) -> bool:
    if text[start] in "。｡！？" or (text[start] == "．" and end < len(text) and not text[end].isspace()):
        # 「…。」と述べた continues; 「…。」 before anything other than kana ends a sentence.
        quoted = text[end - 1] in "」｣』）"
        return not (quoted and end < len(text) and is_hiragana(text[end]))
    following = _FOLLOWING.match(text, end)
    if following is None or following.end(1) == len(text):
        return True
    if _ABBREVIATION.search(text[max(0, start - 12) : start + 1]):
        return False
    head = text[following.end() : following.end() + 1]
    return bool(head) and (head.isupper() or is_cjk(head))


def _at_edge(text: str, offset: int, stops: Stops) -> bool:
    """Whether only white space is between `offset` and the end of a sentence or of the text."""
    left = right = offset
    while left > 0 and text[left - 1].isspace() and not _is_edge(left, stops):
        left -= 1
    while right < len(text) and text[right].isspace() and not _is_edge(right, stops):
        right += 1
    return left == 0 or right == len(text) or _is_edge(left, stops) or _is_edge(right, stops)


def _is_edge(offset: int, stops: Stops) -> bool:
    ends, nexts = stops
    return bisect_left(ends, offset) < bisect_right(ends, offset) or (
        bisect_left(nexts, offset) < bisect_right(nexts, offset)
    )


def _cut(text_run: TextRun, first: int, last: int, start: int, end: int, limit: int) -> tuple[int, int]:
    """Shorten `first:last` to about `limit` characters around `start:end`."""
    room = max(0, limit - (end - start))
    left = max(first, start - room // 2)
    right = min(last, left + max(limit, end - start))
    right = max(right, end)
    left = max(first, min(left, max(first, right - limit), start))
    if left > first:
        match = _SENSIBLE.search(text_run.text, left, min(start, left + _REACH))
        left = match.end() if match else _word_edge(text_run.text, left, start, 1)
    if right < last:
        places = [
            found.start() for found in _SENSIBLE.finditer(text_run.text, max(end, right - _REACH), right)
        ]
        right = places[-1] if places else _word_edge(text_run.text, right, end, -1)
    for mark in text_run.marks:
        if mark.start < left < mark.end:
            left = min(mark.end, start)
        if mark.start < right < mark.end:
            right = max(mark.start, end)
    return (left, right)


def _word_edge(text: str, offset: int, bound: int, step: int) -> int:
    """The nearest offset towards `bound` that is not inside a Latin word; at most `bound`."""

    def inside(place: int) -> bool:
        pair = text[place - 1 : place + 1]
        return len(pair) == 2 and all(char.isalnum() and not is_cjk(char) for char in pair)

    while offset != bound and inside(offset):
        offset += step
    return offset
