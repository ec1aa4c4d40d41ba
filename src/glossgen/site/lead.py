"""Sets the defining sentence of a term apart as a paragraph, and lists the headings of a long text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from glossgen.model import Body, InlineMarkup, TextRun
from glossgen.site.values import BodyLink, LinkedBody, Section
from glossgen.text import first_place, plain_run

_LEAST_SECTIONS = 3
"""The fewest headings of a text with a table of contents."""

_PARAGRAPH = re.compile(r"<p>\Z")
_ITEM = re.compile(r"<ul>\s*<li>\Z")
_AFTER_ITEM = re.compile(r"\s*</li>\n?(?P<last></ul>\n?)?")
_HEADING = re.compile(r'<h([1-6])[^>]* id="([^"]+)"[^>]*>\Z')

_LEAD = '<p class="lead">'


def with_lead(linked: LinkedBody, sentence: TextRun | None) -> LinkedBody:
    """The text with its defining sentence as a paragraph of its own, of the class `lead`.

    The sentence is the first one of the first paragraph, or of the first item of a list without nested items.
    A text that begins otherwise, or in which an element is open at the end of the sentence, is unchanged.
    """
    body, place = linked.body, first_place(linked.body)
    if sentence is None or place is None:
        return linked
    number, at = place[0], [at for at, part in enumerate(body) if isinstance(part, TextRun)][place[0]]
    run, end = body[at], len(sentence.text)
    if (
        not isinstance(run, TextRun)
        or not run.text.startswith(sentence.text)
        or not _is_whole(run.marks, end)
    ):
        return linked
    around = _as_paragraph(*(str(part) for part in (*body[at - 1 : at], *body[at + 1 : at + 2])))
    if around is None:
        return linked
    opening, rest = around
    begin = end + len(run.text[end:]) - len(run.text[end:].lstrip())
    if begin == len(run.text):
        return LinkedBody((*body[: at - 1], opening, run, rest, *body[at + 2 :]), linked.links)
    halves = (_part(run, 0, end), "</p>\n<p>", _part(run, begin, len(run.text)))
    links = tuple(_moved(linked.links, number, end, begin))
    return LinkedBody((*body[: at - 1], opening, *halves, rest, *body[at + 2 :]), links)


def _as_paragraph(before: str = "", after: str = "") -> tuple[str, str] | None:
    """The markup before and after a text, changed to that of a lead; None if it is no paragraph or item."""
    if _PARAGRAPH.search(before):
        return _PARAGRAPH.sub(_LEAD, before), after
    item = _AFTER_ITEM.match(after)
    if item is None or not _ITEM.search(before):
        return None
    return _ITEM.sub(_LEAD, before), "</p>\n" + ("" if item["last"] else "<ul>") + after[item.end() :]


def _is_whole(marks: tuple[InlineMarkup, ...], end: int) -> bool:
    """Whether no element is open at an offset of a text run."""
    before = [
        mark for mark in marks if mark.start < end or (mark.start == mark.end == end and mark.depth < 0)
    ]
    return sum(mark.depth for mark in before) == 0 and all(mark.end <= end for mark in before)


def _part(run: TextRun, start: int, end: int) -> TextRun:
    """A span of a text run with its markup: a tag at its end belongs to it if it closes an element."""
    kept = []
    for mark in run.marks:
        closes = mark.start == mark.end and mark.depth < 0
        begins = start < mark.start or (mark.start == start and not closes)
        if begins and (mark.start < end or (mark.start == end and (closes or end == len(run.text)))):
            kept.append(replace(mark, start=mark.start - start, end=mark.end - start))
    return TextRun(run.text[start:end], run.line, tuple(kept))


def _moved(links: tuple[BodyLink, ...], number: int, end: int, begin: int) -> Iterator[BodyLink]:
    """The links of a body after its text run `number` was split into `:end` and `begin:`."""
    for link in links:
        if link.text_run < number or (link.text_run == number and link.end <= end):
            yield link
        elif link.text_run > number:
            yield BodyLink(link.text_run + 1, link.start, link.end, link.url)
        elif link.start >= begin:
            yield BodyLink(number + 1, link.start - begin, link.end - begin, link.url)


def sections(body: Body) -> tuple[Section, ...]:
    """The headings of a text that has several, as its table of contents shows them."""
    found: list[tuple[int, str, str]] = []
    before = ""
    for part in body:
        if isinstance(part, str):
            before = part
        elif part.heading and (opened := _HEADING.search(before)):
            found.append((int(opened[1]), opened[2], plain_run(part)))
    if len(found) < _LEAST_SECTIONS:
        return ()
    top = min(level for level, _, _ in found)
    return tuple([Section(id, text, level - top) for level, id, text in found if level - top < 2])
