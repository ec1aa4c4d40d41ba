"""The search index, which the scripts in `browser/search/` load. See `format` for the files.

The bytes depend only on the entries and the paths of their files, and a change of one text changes few of
the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from glossgen.output.search import index_file, names
from glossgen.output.search.bigrams import postings
from glossgen.output.search.format import FieldsFile, Messages, NamesFile
from glossgen.output.search.names import in_index_order
from glossgen.output.search.segments import Layout, SegmentNames, layout_of, names_of
from glossgen.site.values import SearchEntry
from glossgen.text.search_folding import BREAK

__all__ = [
    "MESSAGES",
    "Layout",
    "SegmentNames",
    "grams_file",
    "in_index_order",
    "index_files",
    "layout_of",
    "names_files",
    "names_of",
    "postings",
    "text_files",
]

MESSAGES = {
    "found": "%s found",
    "none": "Nothing found",
    "all": "Everything about “%s”",
    "category": "category",
    "note": "note",
    "searching": "%s found, searching the texts …",
}
"""The texts that the scripts show, in English, by key; `%s` is a number or the query."""

IndexFile = tuple[str, bytes]
"""The path of a file of the index from the site root, and its content."""


def index_files(
    url: str, segments: Sequence[Sequence[SearchEntry]], messages: Mapping[str, str]
) -> Iterator[IndexFile]:
    """The index of one language, whose search page is at `url`, of segments of entries.

    `messages` are the texts that the scripts show, by the keys of `MESSAGES`.
    """
    ordered = [in_index_order(each) for each in segments]
    found = [names_of(each, url.removesuffix("search/")) for each in ordered]
    layout = layout_of(found)
    texts = [[entry.text for entry in each] for each in ordered]
    lists = [postings(each, layout.gram_files) for each in texts]
    yield from names_files(url, found, layout, messages)
    for number in range(layout.gram_files):
        yield grams_file(url, number, [each[number] for each in lists])
    if layout.texts_per_file:
        for number, each in enumerate(texts):
            yield from text_files(url, number, each, layout)
    else:
        yield from text_files(url, 0, [text for each in texts for text in each], layout)


def names_files(
    url: str, segments: Sequence[SegmentNames], layout: Layout, messages: Mapping[str, str]
) -> Iterator[IndexFile]:
    """The files of names and of fields."""
    yield index_file.file(
        url,
        "names",
        NamesFile(
            index_file.version((f"{layout.texts_per_file}", *(each.version for each in segments))),
            tuple(each.count for each in segments),
            **names.joined([each.columns for each in segments])._asdict(),
            texts_per_file=layout.texts_per_file,
            gram_files=layout.gram_files,
            all=messages["all"],
        ),
    )
    fields = [field for each in segments for field in each.fields]
    number = {name: place for place, name in enumerate(sorted(set(filter(None, fields))))}
    shown = Messages(**{field: messages[field] for field in Messages.__struct_fields__})
    of = tuple(number.get(field, -1) for field in fields)
    yield index_file.file(url, "fields", FieldsFile(shown, tuple(number), of))


def grams_file(url: str, number: int, lists: Sequence[str]) -> IndexFile:
    """A file of posting lists, of the lists that each segment has for it (`postings`)."""
    return index_file.file(url, f"grams-{number}", BREAK.join(lists))


def text_files(url: str, segment: int, texts: Sequence[str], layout: Layout) -> Iterator[IndexFile]:
    """The files of the texts of a segment; of all segments, if the layout has one file for all."""
    if not layout.texts_per_file:
        yield index_file.file(url, "text", "\n".join(texts))
        return
    for number, start in enumerate(range(0, len(texts), layout.texts_per_file)):
        part = texts[start : start + layout.texts_per_file]
        yield index_file.file(url, f"text-{segment}-{number}", "\n".join(part))
