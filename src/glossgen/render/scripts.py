"""Scripts and style sheets as they are sent: without comments and indentation, which no browser reads."""

from __future__ import annotations

import re

_DROPPED = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)
_AROUND = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"""|(?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};] )|^)"""
    r"""(/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)"""
    r"""|[ ]*([{}();,=<>!&|?:*\[\]]+)[ ]*""",
    re.MULTILINE,
)
"""A string or a regular expression, which stays as it is, or signs with the space around them.

Not `+` and `-`, which become another sign beside one of their own.
"""

_SPACE = re.compile(
    r"""("[^"]*")|\s*/\*.*?\*/\s*|\s*(?:;\s*(?=\})|([{};,>])\s*)|((?<=:)\s+)|\s+""", re.DOTALL
)
"""Not the space before a colon: `.text :target` is not `.text:target`."""


def lean(script: str) -> str:
    """A script of ours without lines that are empty or only a `//` comment, and without needless space.

    It knows little of JavaScript, so a script that it is used on must have no string
    that runs over a line's end. Ends of lines stay: some of them stand for a semicolon.
    """
    return _AROUND.sub(lambda match: match[1] or match[2] or match[3], _DROPPED.sub("", script))


def lean_style(style: str) -> str:
    """A style sheet without comments and without the space that CSS does not need; strings are kept."""

    def kept(match: re.Match[str]) -> str:
        string, sign, after_colon = match.groups()
        return string or sign or (" " if match[0].isspace() and not after_colon else "")

    return _SPACE.sub(kept, style).strip() + "\n"
