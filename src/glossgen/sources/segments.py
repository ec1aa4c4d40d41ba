"""Segments: groups of source files whose part of a list is made apart from that of the others.

A source file belongs to a segment by a hash of its path. So an edit of a file changes one segment of the
lists of a whole language, such as its index and its search index. (Lucene's indexes consist of segments for
the same reason.)
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from glossgen.query import Database, query
from glossgen.sources.queries import sources

Segment = tuple[str, int]
"""A language, and the number of a segment of its source files."""

MOST = 64
"""The most segments: each list has a piece for every one."""

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


@query(keep=tuple[tuple[str, ...], ...], part=lambda segments, number: segments[number : number + 1])
def file_segments(db: Database, language: str) -> tuple[tuple[str, ...], ...]:
    """The paths of the source files of a language by segment."""
    found = (source for source in db.get(sources, "") if source.language == language)
    return by_segment({source.path: len(source.terms) for source in found})


@query(keep=int)
def segment_count(db: Database, language: str) -> int:
    """The number of segments of a language, which seldom changes when files do."""
    return len(db.get(file_segments, language))


def paths_in(db: Database, segment: Segment) -> tuple[str, ...]:
    """The paths of the source files of a segment."""
    language, number = segment
    (paths,) = db.part(file_segments, language, number) or ((),)
    return paths


def segments_of(db: Database, language: str) -> list[Segment]:
    """All segments of a language, for a query."""
    return [(language, number) for number in range(db.get(segment_count, language))]


def all_segments(db: Database, languages: tuple[str, ...]) -> list[Segment]:
    """All segments of some languages, outside of queries."""
    return [(each, number) for each in languages for number in range(db.peek(segment_count, each))]
