"""Quotes the sentence of a mention; if that is little more than the name, also the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from glossgen.model import Body, TextRun
from glossgen.site.values import Excerpt
from glossgen.text import LIMIT, Stops, excerpt, slice_run, stops_of

_LEAST = 4
"""The fewest characters beside the mention with which a sentence is quoted alone."""

_MOST = 2 * LIMIT
"""The longest quoted table row, or list item with the text before it; a longer one is cut to the sentence."""

_CELL = re.compile(r"<t[dh][^>]*>\Z")
_ITEM = re.compile(r"<li>(?:<p>)?\Z")
_ROW = re.compile(r"<tr\b")

_COLON, _COMMA = ": ", " · "


def quote(run: TextRun, start: int, end: int, limit: int = LIMIT) -> Excerpt:
    """A sentence without line numbers: pages that quote it must not change when lines move."""
    quoted, first, last = excerpt(run, start, end, _stops(run), limit)
    return Excerpt(_without_lines(quoted), first, last)


def telling_quote(body: Body, number: int, start: int, end: int) -> Excerpt:
    """The sentence around a span of the text run `number`.

    For a table cell with little more than the span, the quote is its row with the headers; for such a list
    item, the sentence before the list and the item.
    """
    runs = [place for place, part in enumerate(body) if isinstance(part, TextRun)]
    run = _run(body, runs[number])
    found = quote(run, start, end)
    if len(found.text_run.text) - (end - start) >= _LEAST:
        return found
    before = _html_before(body, runs[number])
    pieces: list[TextRun | str] = []
    if _CELL.search(before):
        pieces = list(_row(body, runs, number))
    elif _ITEM.search(before) and (above := _sentence_above(body, runs, number)):
        pieces = [above, " ", run]
    return _joined(pieces, run, start, end) if pieces else found


def _run(body: Body, place: int) -> TextRun:
    part = body[place]
    return part if isinstance(part, TextRun) else TextRun(part, 0)


def _html_before(body: Body, place: int) -> str:
    part = body[place - 1] if place else ""
    return part if isinstance(part, str) else ""


def _sentence_above(body: Body, runs: Sequence[int], number: int) -> TextRun | None:
    """The last sentence of the text before the list that an item is in."""
    for place in reversed(runs[:number]):
        run, before = _run(body, place), _html_before(body, place)
        if run.heading or _CELL.search(before):
            return None
        if not _ITEM.search(before):
            text = run.text.rstrip()
            return quote(run, len(text) - 1, len(text)).text_run if text else None
    return None


def _row(body: Body, runs: Sequence[int], number: int) -> Iterator[TextRun | str]:
    """The cells of the row of a cell, each with the header of its column, if the table has one."""
    first = number
    while first and not _ROW.search(_html_before(body, runs[first])):
        first -= 1
    top = first
    while top and "<table" not in _html_before(body, runs[top]):
        top -= 1
    heads = list(_cells(body, runs[top:first])) if top < first else []
    if not all("<th" in _html_before(body, place) for place in runs[top : top + 1]):
        heads = []
    for column, cell in enumerate(_cells(body, runs[first:])):
        if column:
            yield _COMMA
        if column < len(heads) and cell.text.strip():
            yield from (slice_run(heads[column], 0, len(heads[column].text)), _COLON)
        yield cell


def _cells(body: Body, places: Sequence[int]) -> Iterator[TextRun]:
    """The cells from the first place to the end of its row."""
    for at, place in enumerate(places):
        before = _html_before(body, place)
        if not _CELL.search(before) or (at and _ROW.search(before)):
            return
        yield _run(body, place)


def _joined(pieces: Iterable[TextRun | str], run: TextRun, start: int, end: int) -> Excerpt:
    """One text of some pieces, one of which is `run`, with its span `start:end`."""
    text, marks, found = "", [], (0, 0)
    for piece in pieces:
        shift = len(text)
        if isinstance(piece, str):
            text += piece
            continue
        plain = slice_run(piece, 0, len(piece.text))
        text += plain.text
        marks += [replace(each, start=each.start + shift, end=each.end + shift) for each in plain.marks]
        if piece is run:
            found = start + shift, end + shift
    whole = _without_lines(TextRun(text, 0, tuple(marks)))
    return Excerpt(whole, *found) if len(text) <= _MOST else quote(whole, *found)


def _without_lines(run: TextRun) -> TextRun:
    return TextRun(run.text, 0, tuple(replace(mark, line=0) if mark.line else mark for mark in run.marks))


@lru_cache(maxsize=1 << 8)
def _stops(run: TextRun) -> Stops:
    return stops_of(run)
