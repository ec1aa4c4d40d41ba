"""The text of a body for the search index: on one line, without long formulas."""

from __future__ import annotations

import re
from html import unescape

from glossgen.model import BLOCK_BREAK, HARD_BREAK, Body, InlineMarkup, TextRun
from glossgen.text.plain_text import plain_run, soft_breaks

BREAK = BLOCK_BREAK
"""Separates two blocks of a text."""

_TAG = re.compile(r"<[^>]*>")
_SHORT_TEX = re.compile(r"[\w\s+\-=<>()|,.^{}']{1,16}")


def text_of(body: Body) -> str:
    """The visible text of a body on one line, `BREAK` between blocks; a long formula is an ellipsis."""
    lines = [
        " ".join((_run(part) if isinstance(part, TextRun) else _html(part)).replace(BREAK, " ").split())
        for part in body
    ]
    return BREAK.join(filter(None, lines))


def _html(html: str) -> str:
    return "" if _TAG.fullmatch(html) else unescape(_TAG.sub("", html))


def _run(text_run: TextRun) -> str:
    if not text_run.marks:
        return soft_breaks(text_run.text)
    if not any(mark.formula for mark in text_run.marks):
        return plain_run(text_run)
    text, marks, shift, cursor = "", [], 0, 0
    for mark in text_run.marks:
        shown = _formula(mark) if mark.formula else ""
        if mark.formula:
            text += text_run.text[cursor : mark.start] + shown
            cursor = mark.end
            shift += len(shown) - (mark.end - mark.start)
        else:
            marks.append(InlineMarkup(mark.start + shift, mark.end + shift, mark.html))
    return plain_run(TextRun(text + text_run.text[cursor:], text_run.line, tuple(marks)))


def _formula(mark: InlineMarkup) -> str:
    """The text for a formula: its TeX if that is readable as text."""
    tex = mark.formula.tex if mark.formula else ""
    tex = tex.replace(HARD_BREAK, " ").replace(BLOCK_BREAK, " ").strip()
    return re.sub(r"[{}^]", "", tex) if _SHORT_TEX.fullmatch(tex) else "…"
