"""Problems for characters in a text that are invisible, or that a page cannot contain."""

from __future__ import annotations

from glossgen.model import Position, Problem
from glossgen.text.odd_characters import CONTROL, OVERRIDE, character_name, first_of_lines


def character_problems(path: str, text: str, first_line: int = 1) -> list[Problem]:
    """The problems of the characters of a text, one for each line and kind."""
    kinds = (
        (CONTROL, "control-character", "the control character {0} is shown as \ufffd"),
        (OVERRIDE, "hidden-character", "the character {0} reverses the text behind it"),
    )
    return [
        Problem(
            Position(path, first_line - 1 + line),
            code,
            message.format(character_name(char)),
            "remove the character",
        )
        for pattern, code, message in kinds
        if not text.isascii() or pattern is CONTROL
        for line, char in first_of_lines(pattern, text)
    ]
