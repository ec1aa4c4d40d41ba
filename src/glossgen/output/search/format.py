"""The format of the search index: the only description of its files.

All files are in the folder of the search page of their language. Each is a script that passes a
value on, `glossgenIndex(name, value)`: a page opened from the disk may load scripts but may not
fetch anything, and a Content-Security-Policy of `script-src 'self'` allows scripts.

The index consists of segments (`segments`), each with the entries of some source files. An entry has a
number in its segment; the entries of the first segment come first in every column.

- `names.js`: a `NamesFile`, loaded when the search field gets the focus.
- `fields.js`: a `FieldsFile`, loaded after the first query.
- `text.js`: the texts of all entries (`glossgen.text.search_text`), one line for each; or
- `text-S-N.js`: those of the entries of segment S from N × `texts_per_file`, and
- `grams-N.js`: the posting lists of the bigrams of file N (`bigrams.shard_of`), those of each segment
  followed by those of the next, with a `BREAK` between. A bigram has a line: the bigram, the numbers of
  its entries (`bigrams.encode`) and, after a `bigrams.LEAD`, of those that have it among their first letters.

The lines of texts and lists are passed on compressed, in base64 (`index_file.file`).

The scripts in `browser/search/` read the files; `tools/browser_tables.py` generates their types from the
classes here.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Messages(Struct, frozen=True):
    """What the scripts say, in the language of the page; `%s` is a number."""

    found: str
    none: str
    category: str
    note: str
    searching: str


class FieldsFile(Struct, frozen=True):
    """`fields.js`: what a first list of names does without."""

    messages: Messages
    names: Annotated[tuple[str, ...], Meta(description="of the fields")]
    of: Annotated[tuple[int, ...], Meta(description="the number of the field of each entry; -1 for none")]


class NamesFile(Struct, frozen=True, rename="camel"):
    """`names.js`. Columns have a line for each entry."""

    version: Annotated[str, Meta(description="of the texts; it is asked for with their addresses")]
    segments: Annotated[tuple[int, ...], Meta(description="how many entries each segment has")]
    names: Annotated[str, Meta(description="first names")]
    other_names: Annotated[str, Meta(description="tabs between; a space before one that is not shown")]
    readings: Annotated[str, Meta(description="of first names; see names.encode_reading")]
    addresses: Annotated[str, Meta(description="from the home page; see names.encode_address")]
    kinds: Annotated[str, Meta(description="a digit for each: 0 for a term, 1 for a category, 2 for a note")]
    uses: Annotated[str, Meta(description="a digit for each: 0 below 4 uses, 1 below 16, 2 above")]
    texts_per_file: Annotated[int, Meta(description="0 when all texts are in one file")]
    gram_files: Annotated[int, Meta(description="how many files of bigrams there are")]
    all: Annotated[str, Meta(description="the text of the link to all results; `%s` is the query")]
