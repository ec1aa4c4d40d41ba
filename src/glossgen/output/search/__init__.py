"""The search index, which the scripts in `browser/search/` load. See `format` for the files.

The bytes depend only on the entries, and a change of one text changes few of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from glossgen.output.search import index_file, names
from glossgen.output.search.bigrams import Postings
from glossgen.output.search.format import FieldsFile, Messages, NamesFile
from glossgen.site.values import SearchEntry

__all__ = ["MESSAGES", "index_files"]

MESSAGES = {
    "found": "%s found",
    "none": "Nothing found",
    "all": "Everything about “%s”",
    "category": "category",
    "note": "note",
    "searching": "%s found, searching the texts …",
}
"""The texts that the scripts show, in English, by key; `%s` is a number or the query."""


def index_files(
    url: str, found: Sequence[SearchEntry], messages: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The index files of one language: path from the site root, and content.

    They are in the folder of the search page at `url`. `messages` are the texts that the scripts
    show, by the keys of `MESSAGES`. The files are generated lazily, so that only one file of texts
    is in memory at a time.
    """
    entries = names.in_index_order(found)
    count, chunk = len(entries), index_file.chunk_size([len(entry.text) for entry in entries])
    postings = Postings() if chunk < count else None
    stamps = 0
    for start in range(0, max(1, count), chunk):
        bodies = [entry.text for entry in entries[start : start + chunk]]
        stamps += sum(map(index_file.stamp, range(start, start + chunk), bodies))
        if postings:
            postings.add(bodies)
        yield index_file.file(url, f"text-{start // chunk}" if postings else "text", "\n".join(bodies))
    shards = postings.shards() if postings else []
    for number, shard in enumerate(shards):
        yield index_file.file(url, f"grams-{number}", shard)
    yield index_file.file(
        url,
        "names",
        NamesFile(
            index_file.version(stamps, postings.size if postings else 0),
            names.counts(entries),
            *names.columns([names.line(entry, url.removesuffix("search/")) for entry in entries]),
            texts_per_file=chunk if postings else 0,
            gram_files=len(shards),
            all=messages["all"],
        ),
    )
    yield index_file.file(url, "fields", _fields(entries, messages))


def _fields(entries: Sequence[SearchEntry], messages: Mapping[str, str]) -> FieldsFile:
    shown = Messages(**{field: messages[field] for field in Messages.__struct_fields__})
    terms = [entry.field for entry in entries if entry.kind == "term"]
    number = {name: place for place, name in enumerate(sorted(set(filter(None, terms))))}
    return FieldsFile(shown, tuple(number), tuple(number.get(field, -1) for field in terms))
