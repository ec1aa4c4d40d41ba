"""Maps the characters of a block's inline content to their positions in the file.

markdown-it passes the inline parser a block's lines without container prefixes (`>`, indentation),
and a table cell without its bars. This module undoes that line by line; characters that cannot be
located with certainty get no position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]
"""Start and end of one content character in the file; `\\|` in a table cell is one character."""

_BLANK = " \t\f\v\r"
_LINE_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    """The offset of each line. Lines end with LF, CR LF or CR (CommonMark §2.1) and nothing else."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def paragraph_places(
    content: str, lines: Sequence[str], starts: Sequence[int], first: int
) -> tuple[Span, ...] | None:
    """The positions of content in which every line is the end of a line of the file, from line `first` on."""
    places: list[Span] = []
    for number, part in enumerate(content.split("\n"), first):
        core = part.strip(_BLANK)
        row = lines[number] if number < len(lines) else ""
        column = len(row.rstrip(_BLANK)) - len(core)
        if not row.startswith(core, max(column, 0)):
            return None
        if places:
            places.append((places[-1][1], starts[number]))  # the line break
        begin = starts[number] + column - (len(part) - len(part.lstrip(_BLANK)) if core else 0)
        places += [(begin + offset, begin + offset + 1) for offset in range(len(part))]
    return tuple(places)


def heading_places(content: str, row: str, start: int) -> tuple[Span, ...] | None:
    """The positions of an ATX heading's content (CommonMark §4.2) in its line."""
    column = row.find("#")
    while 0 <= column < len(row) and row[column] == "#":
        column += 1
    while 0 <= column < len(row) and row[column] in _BLANK:
        column += 1
    if column < 0 or not row.startswith(content, column):
        return None
    return tuple((start + column + offset, start + column + offset + 1) for offset in range(len(content)))


def cell_places(contents: Sequence[str], row: str, start: int) -> list[tuple[Span, ...] | None]:
    """The positions of each cell of a table row, given the contents of the cells (GFM §4.10)."""
    cells = _cells(row)
    for skipped in (0, 1):  # text before a first bar is either empty or the prefix of a container
        found = [
            _cell(content, cells[number + skipped] if number + skipped < len(cells) else [], start)
            for number, content in enumerate(contents)
        ]
        if all(places is not None for places in found):
            return found
    return [None for _ in contents]


def _cells(row: str) -> list[list[tuple[str, int, int]]]:
    """The cells of a row: for each character its text, start and end in the row."""
    cells: list[list[tuple[str, int, int]]] = [[]]
    for column, char in enumerate(row):
        escaped = column > 0 and row[column - 1] == "\\"
        if char == "|" and escaped and cells[-1]:
            cells[-1][-1] = ("|", column - 1, column + 1)
        elif char == "|":
            cells.append([])
        else:
            cells[-1].append((char, column, column + 1))
    return cells


def _cell(content: str, cell: Sequence[tuple[str, int, int]], start: int) -> tuple[Span, ...] | None:
    if not content:
        return ()
    text = "".join(char for char, _, _ in cell)
    column = len(text.rstrip(_BLANK)) - len(content)
    if column < 0 or not text.startswith(content, column):
        return None
    return tuple((start + a, start + b) for _, a, b in cell[column : column + len(content)])
