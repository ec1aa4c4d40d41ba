r"""Repairs formulas in which a Markdown formatter has doubled the backslashes.

A formatter that treats a formula as running text reads `\\` as an escaped backslash and keeps it,
reads `\` before a letter as a backslash and doubles it, and escapes `_` and `*`. Links may also
have been inserted into the formula. This module undoes all of that. The caller reports the problem.
"""

from __future__ import annotations

import re

ANCHOR = re.compile(r"</a\s*>|<a\s+(?:id|name|href)\s*=[^<>]*>", re.IGNORECASE)
COMMAND = re.compile(r"(\\+)[A-Za-z]")
MARK = re.compile(r"(?<!\\)(?:\\\\)*\\[_*<\[]")
ESCAPE = re.compile(r"\\(\\|\n|[!-/:-@\[-`{-~])([A-Za-z]?)")


def repair(tex: str) -> tuple[str, bool]:
    r"""The formula as its writer meant it, and whether it had to be changed.

    Line breaks stay in place, so that positions keep their lines. The function is idempotent. One
    case is ambiguous: a formula in source form whose only backslashes are row breaks right before a
    letter (`a \\b`).
    """
    bare = ANCHOR.sub(lambda match: "\n" * match[0].count("\n"), tex)
    whole = ESCAPE.sub(_unescape, bare) if is_escaped(bare) else bare
    return whole, whole != tex


def is_escaped(tex: str) -> bool:
    r"""Whether a formatter has escaped this formula.

    An odd run of backslashes before a letter is a command in source form,
    which no escaped formula can hold. Without one, an even run before a
    letter (`\\alpha`), or a mark that only a formatter escapes (`x\_i`),
    means escaped.
    """
    runs = [len(match[1]) for match in COMMAND.finditer(tex)]
    if any(run % 2 for run in runs):
        return False
    return bool(runs) or MARK.search(tex) is not None


def _unescape(match: re.Match[str]) -> str:
    r"""`\\a` → `\a`; other `\\` are row breaks; `\` + newline or punctuation loses the backslash."""
    escaped, letter = match.groups()
    if escaped != "\\":
        return escaped + letter
    return "\\" + letter if letter else "\\\\"
