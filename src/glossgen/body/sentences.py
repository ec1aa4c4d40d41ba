"""Sentences: which one a mention stands in, and which one defines a term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossgen.body.markup import slice_flow
from glossgen.body.text import is_cjk
from glossgen.model import BARRIER, HARD_BREAK, Body, Flow, Mark

LIMIT = 160
"""The most characters of a quoted sentence, about two lines of a page; a longer one is cut."""

ELLIPSIS = "…"

_REACH = 24
"""How far a cut may move, in characters, to fall on a sensible place."""

_STOP = re.compile(
    rf"[{HARD_BREAK}{BARRIER}]|[。！？]+[」』]*[）］】〕”’)\]]*|[.!?]+[\"'”’)\]]*(?=\s)|[.．]+(?=\s|$)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:e\.g|i\.e|cf|vs|figs?|eqs?|dr|mrs?|ms|prof|et al|no|vol|pp?|chap|sec|st|approx|resp|ca"
    r"|[a-z])\.$",
    re.IGNORECASE,
)
_SENSIBLE = re.compile(r"[、，,；;：:）)」』\s]+")


def sentence_at(flow: Flow, start: int, end: int) -> tuple[int, int]:
    """The sentence around the text `start:end`, at most about `LIMIT` characters of it."""
    first, last = 0, len(flow.text)
    for stop, after in _stops(flow):
        if after <= start:
            first = after
        elif stop >= end:
            last = stop
            break
    first, last = _trim(flow.text, first, last)
    first, last = min(first, start), max(last, end)
    if last - first > LIMIT:
        first, last = _cut(flow, first, last, start, end)
    return (first, last)


def excerpt(flow: Flow, start: int, end: int) -> tuple[Flow, int, int]:
    """The sentence around `start:end` as a flow of its own, and where the span is in it.

    An ellipsis stands where the sentence was cut.
    """
    first, last = sentence_at(flow, start, end)
    quoted = slice_flow(flow, first, last)
    edges = {0, len(flow.text)}
    edges.update(place for pair in _stops(flow) for place in pair)
    before = ELLIPSIS if flow.text[:first].rstrip() and not _at_edge(flow.text, first, edges) else ""
    after = ELLIPSIS if flow.text[last:].lstrip() and not _at_edge(flow.text, last, edges) else ""
    shift = len(before)
    marks = tuple(
        Mark(mark.start + shift, mark.end + shift, mark.html, 0, mark.formula) for mark in quoted.marks
    )
    return (Flow(before + quoted.text + after, 0, marks), start - first + shift, end - first + shift)


def first_sentence(body: Body) -> Flow | None:
    """The first sentence of the first running text of a body: what defines a term.

    Headings, cells of tables, displayed formulas and pictures are passed over.
    None when nothing else is there.
    """
    place = first_place(body)
    if place is None:
        return None
    flow = [part for part in body if isinstance(part, Flow)][place[0]]
    return excerpt(flow, place[1], place[1])[0]


def first_place(body: Body) -> tuple[int, int] | None:
    """Where that sentence begins: the number of its flow in the body, and the offset in the flow."""
    before, number = "", -1
    for part in body:
        if isinstance(part, str):
            before = part
            continue
        number += 1
        start = _first_visible(part)
        if start is not None and not part.heading and not re.search(r"<(?:t[dh]|div)[^>]*>$", before):
            return (number, start)
        before = ""
    return None


def _first_visible(flow: Flow) -> int | None:
    """Where the running text begins: after images, and None when only formulas and images are there."""
    images = [(mark.start, mark.end) for mark in flow.marks if mark.html.startswith("<img")]
    covered = images + [(mark.start, mark.end) for mark in flow.marks if mark.formula]
    for offset, char in enumerate(flow.text):
        if not char.isspace() and not any(start <= offset < end for start, end in covered):
            return max((end for _, end in images if end <= offset), default=0)
    return None


def _stops(flow: Flow) -> Iterator[tuple[int, int]]:
    """For each end of a sentence, where it ends and where the next one can begin."""
    text = flow.text
    covered = [(mark.start, mark.end) for mark in flow.marks if mark.start < mark.end and mark.html != "<br>"]
    for match in _STOP.finditer(text):
        start, end = match.span()
        if any(first <= start < last for first, last in covered):
            continue
        if text[start] in (HARD_BREAK, BARRIER):
            yield (start, end)
        elif _ends_sentence(text, start, end):
            yield (end, end)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    if text[start] in "。！？":
        # 「…。」と述べた goes on; 「…。」 before anything that is no kana ends.
        quoted = text[end - 1] in "」』"
        return not (quoted and end < len(text) and "\u3041" <= text[end] <= "\u309f")
    following = text[end:].lstrip()
    if not following:
        return True
    if _ABBREVIATION.search(text[max(0, start - 12) : start + 1]):
        return False
    head = following.lstrip("\"'“‘(「『（")[:1]
    return bool(head) and (head.isupper() or is_cjk(head))


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return first, last


def _at_edge(text: str, offset: int, edges: set[int]) -> bool:
    """Whether only white space lies between `offset` and an end of a sentence."""
    left = offset
    while left not in edges and left > 0 and text[left - 1].isspace():
        left -= 1
    while offset not in edges and offset < len(text) and text[offset].isspace():
        offset += 1
    return left in edges or offset in edges


def _cut(flow: Flow, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Shorten `first:last` to about `LIMIT` characters around `start:end`."""
    room = max(0, LIMIT - (end - start))
    left = max(first, start - room // 2)
    right = min(last, left + max(LIMIT, end - start))
    right = max(right, end)
    left = max(first, min(left, max(first, right - LIMIT), start))
    if left > first:
        match = _SENSIBLE.search(flow.text, left, min(start, left + _REACH))
        left = match.end() if match else _word_edge(flow.text, left, start, 1)
    if right < last:
        places = [found.start() for found in _SENSIBLE.finditer(flow.text, max(end, right - _REACH), right)]
        right = places[-1] if places else _word_edge(flow.text, right, end, -1)
    for mark in flow.marks:
        if mark.start < left < mark.end:
            left = min(mark.end, start)
        if mark.start < right < mark.end:
            right = max(mark.start, end)
    return (left, right)


def _word_edge(text: str, offset: int, bound: int, step: int) -> int:
    """The nearest place towards `bound` that is not inside of a Latin word; `bound` stops the search."""

    def inside(place: int) -> bool:
        pair = text[place - 1 : place + 1]
        return len(pair) == 2 and all(char.isalnum() and not is_cjk(char) for char in pair)

    while offset != bound and inside(offset):
        offset += step
    return offset
