"""The text of a body as search looks through it: on one line, long formulas left out."""

from __future__ import annotations

import re
from html import unescape

from glossgen.body.text import plain_flow, soft_breaks
from glossgen.model import BARRIER, HARD_BREAK, Body, Flow, Mark

BREAK = BARRIER
"""Stands between two blocks of a text."""

_TAG = re.compile(r"<[^>]*>")
_SHORT_TEX = re.compile(r"[\w\s+\-=<>()|,.^{}']{1,16}")


def text_of(body: Body) -> str:
    """The visible text of a body on one line, `BREAK` between blocks; a long formula is an ellipsis."""
    lines = [
        " ".join((_flow(part) if isinstance(part, Flow) else _html(part)).replace(BREAK, " ").split())
        for part in body
    ]
    return BREAK.join(filter(None, lines))


def _html(html: str) -> str:
    return "" if _TAG.fullmatch(html) else unescape(_TAG.sub("", html))


def _flow(flow: Flow) -> str:
    if not flow.marks:
        return soft_breaks(flow.text)
    if not any(mark.formula for mark in flow.marks):
        return plain_flow(flow)
    text, marks, shift, cursor = "", [], 0, 0
    for mark in flow.marks:
        shown = _formula(mark) if mark.formula else ""
        if mark.formula:
            text += flow.text[cursor : mark.start] + shown
            cursor = mark.end
            shift += len(shown) - (mark.end - mark.start)
        else:
            marks.append(Mark(mark.start + shift, mark.end + shift, mark.html))
    return plain_flow(Flow(text + flow.text[cursor:], flow.line, tuple(marks)))


def _formula(mark: Mark) -> str:
    """What a text says in place of a formula: the formula when it reads like text."""
    tex = mark.formula.tex if mark.formula else ""
    tex = tex.replace(HARD_BREAK, " ").replace(BARRIER, " ").strip()
    return re.sub(r"[{}^]", "", tex) if _SHORT_TEX.fullmatch(tex) else "…"
