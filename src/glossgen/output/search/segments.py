"""Segments: parts of a search index that are made apart, each from the entries of some source files.

An entry that is added moves the numbers of no other segment (see `glossgen.sources.segments`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from glossgen.output.search import index_file, names
from glossgen.output.search.bigrams import shard_count
from glossgen.site.values import SearchEntry


class SegmentNames(Struct, frozen=True):
    """What `names.js` and `fields.js` tell of a segment, and how much text it has."""

    columns: names.Columns
    fields: tuple[str, ...]
    size: int
    version: str

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self.fields)


def names_of(entries: Sequence[SearchEntry], home: str) -> SegmentNames:
    """The names of a segment with these entries, for a language whose home page is at `home`."""
    return SegmentNames(
        names.columns([names.line(entry, home) for entry in entries]),
        tuple(entry.field for entry in entries),
        sum(len(entry.text) for entry in entries),
        index_file.version(entry.text for entry in entries),
    )


class Layout(Struct, frozen=True):
    """How the texts of an index are distributed over files; zeros where one file has them all."""

    texts_per_file: int
    gram_files: int


def layout_of(segments: Sequence[SegmentNames]) -> Layout:
    """The layout of an index of these segments."""
    count, size = sum(each.count for each in segments), sum(each.size for each in segments)
    per_file = index_file.texts_per_file(count, size)
    return Layout(per_file, shard_count(size) if per_file else 0)
