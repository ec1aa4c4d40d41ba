"""Entries as rows of a table with a column of terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from glossgen.markdown.entry_forms.written_entry import (
    Split,
    WrittenEntry,
    blocks_of,
    line_of,
    shifted,
    without_bare_headings,
)
from glossgen.text.columns import fields_of, is_glossary


def split_table_rows(tokens: Sequence[Token], md: MarkdownIt) -> Split:
    """The introduction of a file, and its entries: the rows of its tables of terms."""
    others: list[list[Token]] = []
    entries: list[WrittenEntry] = []
    for block in blocks_of(tokens):
        rows = _rows(block) if block[0].type == "table_open" else []
        names = [cell.content for cell in rows[0]] if rows else []
        fields = fields_of(names)
        if is_glossary(fields):
            entries += [entry for row in rows[1:] if (entry := _entry(row, names, fields, md))]
        else:
            others.append(block)
    return without_bare_headings(others), entries


def _rows(block: Sequence[Token]) -> list[list[Token]]:
    """The cells of each row, the head first, as inline tokens with the line of their row."""
    rows: list[list[Token]] = []
    for token in block:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token)
    return rows


def _entry(
    row: Sequence[Token], names: Sequence[str], fields: Sequence[str], md: MarkdownIt
) -> WrittenEntry | None:
    cells = dict(zip(range(len(fields)), row, strict=False))
    at = fields.index("term")
    if at not in cells or not cells[at].content.strip():
        return None
    line = line_of(row[0])
    parts = list(_texts(cells, names, fields))
    text = shifted(md.parse("\n\n".join(parts)), line)
    known = tuple(
        (fields[number], cell.content.strip())
        for number, cell in cells.items()
        if fields[number] not in ("", "term", "definition") and cell.content.strip()
    )
    return WrittenEntry(cells[at], text, line, line, known)


def _texts(cells: dict[int, Token], names: Sequence[str], fields: Sequence[str]) -> Iterator[str]:
    """The cells that become the text: the definition, then those of unknown columns with their names."""
    first = True
    for number, cell in cells.items():
        content = cell.content.strip()
        if not content or fields[number] not in ("definition", ""):
            continue
        if fields[number] == "definition" and first:
            first = False
            yield content
        else:
            name = names[number].strip()
            # The name of a column stands in every entry, and is no mention of a term in it.
            shown = name if "[" in name or "]" in name else f"[[!{name}]]"
            yield f"**{shown}**: {content}"
