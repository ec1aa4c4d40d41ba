"""Queries for the search index, whose segments are made apart from each other (`glossgen.output.search`)."""

from __future__ import annotations

from typing import Any

from glossgen.output.search import (
    Layout,
    SegmentNames,
    in_index_order,
    layout_of,
    names_of,
    postings,
)
from glossgen.query import Database, query
from glossgen.site import Site
from glossgen.site.search_pages import category_search_entries, search_entries_in
from glossgen.sources.segments import Segment, paths_in, segments_of

_SEGMENT = {"names": SegmentNames, "texts": tuple[str, ...]}
"""What a segment has, for readers of the one that do not depend on the other."""


@query(table=True, keep=_SEGMENT, large=True, pooled=True)
def search_segment(db: Database, segment: Segment) -> dict[str, Any]:
    """The names and the texts of a segment. The first has the categories that are no files, too."""
    language, number = segment
    found = [entry for path in paths_in(db, segment) for entry in db.get(search_entries_in, path)]
    site = Site(db)
    if number == 0:
        found += category_search_entries(site, language)
    entries = in_index_order(found)
    return {
        "names": names_of(entries, site.addresses.prefix(language)),
        "texts": tuple(entry.text for entry in entries),
    }


def names_in_segments(db: Database, language: str) -> list[SegmentNames]:
    """The names of every segment of a language."""
    return [db.part(search_segment, segment, "names") for segment in segments_of(db, language)]


@query(keep=Layout)
def search_layout(db: Database, language: str) -> Layout:
    """How the texts of a language are distributed over files."""
    return layout_of(names_in_segments(db, language))


@query(keep=str, table=True, large=True, pooled=True)
def segment_postings(db: Database, segment: Segment) -> dict[int, str]:
    """The posting lists of a segment by file."""
    files = db.get(search_layout, segment[0]).gram_files
    return postings(db.part(search_segment, segment, "texts"), files) if files else {}
