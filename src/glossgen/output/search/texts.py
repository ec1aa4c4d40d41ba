"""Second layer of the index: the texts of all entries, in one file or in chunks.

With up to `ONE_FILE` entries, one file has all texts, and a search scans all of it. Above that, the
texts are split into files of `CHUNK` entries, and the posting lists
(`glossgen.output.search.bigrams`) tell which of them to load.
"""

from __future__ import annotations

ONE_FILE = 2000
"""The most entries whose texts are in one file."""

CHUNK = 16
"""Entries in each file of texts above that."""


def chunk_size(count: int) -> int:
    """How many texts each file has, for this many entries."""
    return CHUNK if count > ONE_FILE else max(1, count)
