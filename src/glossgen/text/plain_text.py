"""The visible text of bodies and text runs."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from glossgen.model import BLOCK_BREAK, HARD_BREAK, Body, TextRun
from glossgen.text.scripts import is_cjk

_TAG = re.compile(r"<[^>]*>")  # attribute values have no literal “>”: the Markdown parser escapes them
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*")
_SPACE = re.compile(r"[ \t\u00a0]+")

_TAGS = 64
"""HTML longer than this usually contains text besides tags."""


def soft_breaks(text: str, between: str = " ") -> str:
    """`text` with soft line breaks replaced by `between`, or removed between two CJK characters.

    CSS Text 3 §4.1.3 allows browsers to remove such breaks, but few do.
    """
    if "\n" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        return "" if before and after and is_cjk(before) and is_cjk(after) else between

    return _BREAK.sub(shown, text)


def plain_run(text_run: TextRun) -> str:
    """The visible text of one text run on one line; formulas are shown as TeX, images are omitted."""
    parts: list[str] = []
    cursor = 0
    for mark in text_run.marks:
        if mark.html.startswith("<img") or (mark.start < mark.end and not mark.html and not mark.formula):
            parts.append(text_run.text[cursor : mark.start])
            cursor = mark.end
    parts.append(text_run.text[cursor:])
    text = soft_breaks("".join(parts).replace(HARD_BREAK, " ").replace(BLOCK_BREAK, " "))
    if "  " in text or "\t" in text or "\u00a0" in text:
        text = _SPACE.sub(" ", text)
    return text.strip()


def plain(body: Body) -> str:
    """The visible text of a body, one line for each block."""
    lines: list[str] = []
    for part in body:
        text = plain_run(part) if isinstance(part, TextRun) else _plain_html(part)
        if text:
            lines.append(text)
    return "\n".join(lines)


def _plain_html(html: str) -> str:
    """The visible text of finished HTML. Memoised: HTML between text runs is mostly the same few tags."""
    return _plain_tags(html) if len(html) < _TAGS else _without_tags(html)


@lru_cache(maxsize=1024)
def _plain_tags(html: str) -> str:
    return _without_tags(html)


def _without_tags(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()
