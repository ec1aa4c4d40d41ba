"""MDX as Markdown: what belongs to the program around the text is blanked, and lines stay where they are."""

from __future__ import annotations

import re

_STATEMENT = re.compile(r"^(?:import|export)\s[^\n]*(?:\n(?=[ \t}\])])[^\n]*)*", re.MULTILINE)
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[ \t]*$", re.MULTILINE | re.DOTALL)
_NO_BREAK = re.compile(r"[^\n]")


def without_mdx(text: str) -> str:
    """A text without imports, exports and comments of MDX; code stays as it is."""
    parts, at = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_blanked(text[at : fence.start()]), fence.group()]
        at = fence.end()
    return "".join([*parts, _blanked(text[at:])])


def _blanked(text: str) -> str:
    for pattern in (_STATEMENT, _COMMENT):
        text = pattern.sub(lambda found: _NO_BREAK.sub(" ", found.group()), text)
    return text
