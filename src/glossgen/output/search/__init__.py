"""The search index: what `static/search.js`, `search-near.js` and `search-text.js` load.

All files stand beside the search page of their language, and each is a script
that hands itself over, `glossgenIndex(name, value)`: a page opened from the
disk may load scripts but may fetch nothing, and a Content-Security-Policy of
`script-src 'self'` allows them.

- `names.js`, loaded when search is focused: a list of
  0. the version of the texts, which is asked for with their addresses;
  1. the numbers of terms, categories and notes, which follow each other;
  2. first names, a line for each entry;
  3. other names, a line for each, tabs between (a leading space: hidden);
  4. readings, a line for each (`names.encode_reading`);
  5. addresses, a line for each (`names.addresses_column`);
  6. uses, a digit for each;
  7. 0 when the texts are one file, else the number of bigram files;
  8. the messages of the interface, in the order of `MESSAGES`.
- `text.js`: all texts, a line for each entry, U+2029 between blocks; or
- `text-N.js`: the texts of the entries from 16 N, and
- `grams-N.js`: lists of entries by bigram (`grams.Postings.shards`).

The bytes depend on the entries alone, and a text that changes touches few of
the files: `update` makes those without looking at any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from glossgen.output.search import index_file, names, texts
from glossgen.output.search.bigrams import Postings
from glossgen.output.search.update import update
from glossgen.site.values import SearchEntry

__all__ = ["MESSAGES", "index_files", "update"]

MESSAGES = {
    "found": "%s found",
    "none": "Nothing found",
    "all": "Everything about “%s”",
    "category": "category",
    "note": "note",
}
"""What the scripts say, in English, by what it is for; `%s` is a number or the query."""


def index_files(
    url: str, found: Sequence[SearchEntry], messages: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The index files of one language: path from the site root, and content.

    They stand beside the search page at `url`. `messages` are the texts that
    the scripts show, by the keys of `MESSAGES`. Of the texts, no more than one
    file is in memory at a time.
    """
    entries = names.in_index_order(found)
    count, chunk = len(entries), texts.chunk_size(len(entries))
    postings = Postings() if count > texts.ONE_FILE else None
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
    columns = names.columns([names.line(entry, url.removesuffix("search/")) for entry in entries])
    said = [messages[key] for key in MESSAGES]
    version = index_file.version(stamps, postings.size if postings else 0)
    yield index_file.file(url, "names", [version, names.counts(entries), *columns, len(shards), said])
