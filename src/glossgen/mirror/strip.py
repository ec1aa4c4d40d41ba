"""Converts the linked form back to the source form, byte for byte.

Removed is what the reader of sources recognises as an anchor or a link of the linked form: `<a
id="BASE64"></a>`, and `<a href="…#BASE64">` with its `</a>`. They are recognised in running text,
raw HTML blocks and formulas (where some tools have put them), but not in code or comments, where
they are text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import accumulate
from urllib.parse import unquote

from msgspec import Struct, field

from glossgen.markdown.positions import line_starts
from glossgen.markdown.source_map import Block, make_tracing_parser
from glossgen.text.anchors import anchored_heading

_QUICK = re.compile(r"<a\s", re.IGNORECASE)
_A = r"</?a(?=[\s>])[^<>]*>"
_TAG = re.compile(f"<!--.*?-->|{_A}", re.IGNORECASE | re.DOTALL)
_TAG_ALONE = re.compile(_A, re.IGNORECASE)
_HREF = re.compile(r"""<a\s[^<>\n]*?\bhref\s*=\s*("[^"<>\n]*"|'[^'<>\n]*')[^<>\n]*>\Z""", re.IGNORECASE)
_ID = re.compile(r"""<a\s+(?:id|name)\s*=\s*["']?([^"'<>\s]*)["']?\s*>\Z""", re.IGNORECASE)
_CLOSE = re.compile(r"</a\s*>\Z", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--(\[\[[^\[\]]*)-->\Z")
HIDDEN_END = "<!--]]-->"
"""Closes the hiding of a `[[term]]` that became a link."""

_ROUNDS = 8


class WrittenLink(Struct, frozen=True):
    """A link that was removed: the span of its text in the result, and its address."""

    start: int
    end: int
    href: str


class Stripped(Struct, frozen=True):
    """A text in source form. `anchors` are the removed anchors, by line.

    `links` are the removed links, except those of a `[[term]]`, which names its target itself.
    """

    text: str
    anchors: tuple[tuple[int, str], ...] = ()
    links: tuple[WrittenLink, ...] = ()


class _Found(Struct):
    """Spans to remove, in any order, and what they were."""

    cuts: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[tuple[int, str]] = field(default_factory=list)  # offset, anchor
    links: list[tuple[int, int, str]] = field(default_factory=list)  # span of the text, href


Tag = tuple[str, int, int]
"""A tag or comment as written, and its span in the file."""


class Stripper:
    """Removes links from texts, with one parser for all of them."""

    def __init__(self) -> None:
        self.md, self.trace = make_tracing_parser()

    def strip(self, text: str) -> Stripped:
        """The text without anchors and links of the linked form."""
        first: Stripped | None = None
        for _ in range(_ROUNDS):  # removing a link may turn other text into one
            if not _QUICK.search(text):
                break
            stripped = self._once(text)
            first = first or stripped
            if stripped.text == text:
                break
            text = stripped.text
        return Stripped(text, first.anchors, first.links) if first else Stripped(text)

    def _once(self, text: str) -> Stripped:
        self.md.parse(text)
        found = _Found()
        for block in self.trace.blocks:
            _find(list(_tags(block, text)), found)
            for start, end in _places(block, block.formulas()):
                _find(_tags_between(text, start, end), found)
        for start, end, _ in self.trace.verbatim:
            _find(_tags_between(text, start, end), found)
        return _without(text, found)


def strip(text: str) -> str:
    """The source form of a text in linked form; a text in source form is unchanged."""
    return Stripper().strip(text).text


def _places(block: Block, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if block.places is not None:
        for start, end in spans:
            yield block.places[start][0], block.places[end - 1][1]


def _tags(block: Block, text: str) -> Iterator[Tag]:
    tags = block.tags()
    if any(_QUICK.match(tag) for tag, _ in tags):
        for start, end in _places(block, [span for _, span in tags]):
            yield text[start:end], start, end


def _tags_between(text: str, start: int, end: int) -> list[Tag]:
    last = max(start, text.rfind("-->", start, end) + 3)  # behind it no comment ends: do not look for an end
    found = (*_TAG.finditer(text, start, last), *_TAG_ALONE.finditer(text, last, end))
    return [(each[0], *each.span()) for each in found]


def _find(tags: list[Tag], found: _Found) -> None:
    """Find the anchors and links among the tags of one block; a link must be closed in its block."""
    open_tags: list[int] = []
    for number, (tag, start, end) in enumerate(tags):
        if not _CLOSE.match(tag):
            if _QUICK.match(tag):
                open_tags.append(number)
            continue
        if not open_tags:
            continue
        opened = open_tags.pop()
        opening, begin, inner = tags[opened]
        anchor = _ID.match(opening)
        href = _HREF.match(opening)
        if anchor and inner == start and anchored_heading(anchor[1]):
            found.cuts += [(begin, inner), (start, end)]
            found.anchors.append((begin, anchor[1]))
        elif href and _is_base64(unescape(href[1][1:-1])):
            hidden = _hidden(tags[opened + 1], tags[number - 1], inner, start)
            found.cuts += [(begin, inner), (start, end), *hidden]
            if not hidden:
                found.links.append((inner, start, unescape(href[1][1:-1])))


def _is_base64(href: str) -> bool:
    _, mark, fragment = href.partition("#")
    return bool(mark) and anchored_heading(unquote(fragment)) is not None


def _hidden(left: Tag, right: Tag, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the two comments that hide a `[[…]]` directly inside a link, if its outermost tags are."""
    if left[1] != start or not _HIDDEN.match(left[0]) or right[2] != end or right[0] != HIDDEN_END:
        return []
    return [(a, b) for _, start, end in (left, right) for a, b in ((start, start + 4), (end - 3, end))]


def _without(text: str, found: _Found) -> Stripped:
    cuts = sorted(set(found.cuts))
    kept: list[str] = []
    cursor = 0
    for start, end in cuts:
        kept.append(text[cursor:start])
        cursor = max(cursor, end)
    left = "".join([*kept, text[cursor:]])

    begins = [start for start, _ in cuts]
    removed = list(accumulate((end - start for start, end in cuts), initial=0))

    def moved(offset: int) -> int:
        before = bisect_left(begins, offset)
        inside = max(0, cuts[before - 1][1] - offset) if before else 0
        return offset - removed[before] + inside

    starts = line_starts(left)
    anchors = ((bisect_right(starts, moved(offset)), anchor) for offset, anchor in sorted(found.anchors))
    links = tuple(WrittenLink(moved(start), moved(end), href) for start, end, href in sorted(found.links))
    return Stripped(left, tuple(anchors), links)
