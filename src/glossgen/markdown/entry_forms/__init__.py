"""Splits the tokens of a file into entries as written: one module for each form.

Each module has a function that splits the tokens of a file into its introduction and its entries. A new form
is a new module, and a line in `SPLITTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from glossgen.markdown.entry_forms.definitions import split_definitions
from glossgen.markdown.entry_forms.headings import split_headings
from glossgen.markdown.entry_forms.list_items import split_list_items
from glossgen.markdown.entry_forms.table_rows import split_table_rows
from glossgen.markdown.entry_forms.written_entry import Split, WrittenEntry, no_entries

Splitter = Callable[[Sequence[Token], MarkdownIt], Split]

SPLITTERS: Mapping[str, Splitter] = {
    "list": split_list_items,
    "table": split_table_rows,
    "definitions": split_definitions,
}
"""The name of a form → the function that splits a file of that form."""

__all__ = ["SPLITTERS", "Split", "WrittenEntry", "no_entries", "split_headings"]
