"""Segments: parts of a search index that are made apart, each from the entries of some source files.

A source file belongs to a segment by a hash of its path. So an edit of a file changes one segment, and an
entry that is added moves the numbers of no other segment. (Lucene's indexes consist of segments for the
same reason.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

from msgspec import Struct

from glossgen.output.search import index_file, names
from glossgen.output.search.bigrams import shard_count
from glossgen.site.values import SearchEntry

MOST = 64
"""The most segments: each posting list has a piece for every one."""

_FILES, _ENTRIES = 4, 128
"""Source files and entries in a segment, at least and roughly: lists of a few entries take more room."""


def by_segment(files: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The paths of source files by segment, of files with so many entries.

    The number of segments is a power of two, and seldom changes.
    """
    ordered = sorted(files)
    wanted = min(MOST, len(ordered) // _FILES, sum(files.values()) // _ENTRIES)
    count = 1 << max(0, wanted.bit_length() - 1)
    found: list[list[str]] = [[] for _ in range(count)]
    for path in ordered:
        found[crc32(path.encode("utf-8", "surrogateescape")) % count].append(path)
    return tuple(map(tuple, found))


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
