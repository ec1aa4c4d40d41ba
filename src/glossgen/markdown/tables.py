"""Keeps text that GFM drops: excess cells at the end of a table row.

GFM ignores cells beyond the header's number (§4.10). Real documents have paragraphs glued to the
last row of a table, which would be lost silently. Here they become a paragraph after the table.
"""

from __future__ import annotations

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def keep_excess_cells(state: StateCore) -> None:
    """Core rule of markdown-it: add a paragraph with the excess cells."""
    lines = state.src.split("\n")
    result: list[Token] = []
    columns, rest = 0, []
    for token in state.tokens:
        result.append(token)
        if token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map:
            excess = _excess(lines[token.map[0]], columns)
            if excess:
                rest.append((excess, token.map[0], token.level))
        elif token.type == "table_close":
            for text, line, _level in rest:
                result.extend(_paragraph(text, line, token.level))
            columns, rest = 0, []
    state.tokens[:] = result


def _excess(line: str, columns: int) -> str:
    text = line.strip().lstrip("> ").strip()
    cells = escapedSplit(text)
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return " | ".join(cell.strip() for cell in cells[columns:] if cell.strip())


def _paragraph(text: str, line: int, level: int) -> list[Token]:
    opening = Token("paragraph_open", "p", 1, map=[line, line + 1], level=level, block=True)
    opening.meta = {"excess": True}
    inline = Token("inline", "", 0, map=[line, line + 1], level=level + 1, content=text, block=True)
    inline.children = []
    return [opening, inline, Token("paragraph_close", "p", -1, level=level, block=True)]
