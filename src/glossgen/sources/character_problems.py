"""Problems of the characters of a text: those that nobody sees, and those that no page can hold."""

from __future__ import annotations

from glossgen.model import Position, Problem
from glossgen.text.odd_characters import CONTROL, OVERRIDE, character_name, first_of_lines


def character_problems(path: str, text: str, first_line: int = 1) -> list[Problem]:
    """What is wrong with the characters of a text, for the first of each line."""
    kinds = (
        (CONTROL, "control-character", "the control character {0} is shown as \ufffd"),
        (OVERRIDE, "hidden-character", "the character {0} turns what stands behind it"),
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
