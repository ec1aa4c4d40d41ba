"""MDX as Markdown: imports, exports and comments are blanked, without changing lines."""

from __future__ import annotations

import re

_STATEMENT = re.compile(r"^(?:import|export)\s[^\n]*(?:\n(?=[ \t}\])])[^\n]*)*", re.MULTILINE)
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_END_OF_COMMENT = "*/}"
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_NO_BREAK = re.compile(r"[^\n]")


def without_mdx(text: str) -> str:
    """A text without imports, exports and comments of MDX; code stays as it is."""
    done: list[str] = []
    prose: list[str] = []
    mark = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if not mark and not fence:
            prose.append(line)
            continue
        if not mark and prose:
            done.append(_blanked("\n".join(prose)))
            prose = []
        done.append(line)
        if not mark and fence:
            mark = fence[1]
        elif fence and fence[1].startswith(mark) and not fence[2].strip():
            mark = ""
    if prose:
        done.append(_blanked("\n".join(prose)))
    return "\n".join(done)


def _blanked(text: str) -> str:
    text = _STATEMENT.sub(_blanks, text)
    # Nothing after the last end of a comment is searched, which would be quadratic.
    end = text.rfind(_END_OF_COMMENT) + len(_END_OF_COMMENT)
    return _COMMENT.sub(_blanks, text[:end]) + text[end:] if end >= len(_END_OF_COMMENT) else text


def _blanks(found: re.Match[str]) -> str:
    return _NO_BREAK.sub(" ", found.group())
