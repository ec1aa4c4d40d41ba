"""Finds markup that Markdown has left as text: formulas that are not closed, marks of missing footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPEN_FORMULA = re.compile(r"(\$\$|\$(?=\\[A-Za-z]{2}|[A-Za-z][_^]))")
"""A doubled dollar sign, or one before something that looks like TeX; `$5` is money."""
_FOOTNOTE = re.compile(r"\[\^(\w[^\s\]^]{0,60})\](?!\()")


def left_as_text(text: str) -> Iterator[tuple[str, str]]:
    """The code and the detail of each finding in a text."""
    if "$" in text and (found := _OPEN_FORMULA.search(text)):
        yield "open-math", found[1]
    if "[^" in text:
        yield from (("unknown-footnote", mark[1]) for mark in _FOOTNOTE.finditer(text))
