"""Layer two: the texts of all entries, whole or in pieces.

Up to `ONE_FILE` entries the texts are one file, and a search looks through all
of it. Beyond, they are cut into files of `CHUNK` entries, and lists of bigrams
(`glossgen.output.search.bigrams`) tell which of them to look into.
"""

from __future__ import annotations

ONE_FILE = 2000
"""The most entries whose texts are one file."""

CHUNK = 16
"""Entries in one file of texts beyond that."""


def chunk_size(count: int) -> int:
    """How many texts are in each file, of so many."""
    return CHUNK if count > ONE_FILE else max(1, count)
