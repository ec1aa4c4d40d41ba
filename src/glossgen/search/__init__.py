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
- `grams-N.js`: lists of entries by bigram (`texts.bigram_shards`).

The bytes depend on the entries alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from glossgen.pages.values import SearchPage
from glossgen.search import names, texts
from glossgen.search.fold import fold

__all__ = ["MESSAGES", "fold", "index_files"]

MESSAGES = {
    "found": "%s found",
    "none": "Nothing found",
    "all": "Everything about “%s”",
    "category": "category",
    "note": "note",
}
"""What the scripts say, in English, by what it is for; `%s` is a number or the query."""


def index_files(page: SearchPage, messages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The index files of one language: path from the site root, and content.

    `messages` are the texts that the scripts show, by the keys of `MESSAGES`.
    """
    entries = names.in_index_order(page.entries)
    bodies = [texts.text_of(entry.body) for entry in entries]
    version = hashlib.sha256("\n".join(bodies).encode()).hexdigest()[:8]
    grams = texts.bigram_shards(bodies) if len(bodies) > texts.ONE_FILE else []
    home = page.head.url.removesuffix("search/")
    columns = [
        names.first_names_column(entries),
        names.other_names_column(entries),
        names.readings_column(entries),
        names.addresses_column(entries, home),
        names.uses_column(entries),
    ]
    value = [version, names.counts(entries), *columns, len(grams), [messages[key] for key in MESSAGES]]
    yield _script(page, "names", value)
    if not grams:
        yield _script(page, "text", "\n".join(bodies))
    else:
        for number, chunk in enumerate(texts.chunks(bodies)):
            yield _script(page, f"text-{number}", chunk)
        for number, shard in enumerate(grams):
            yield _script(page, f"grams-{number}", shard)


def _script(page: SearchPage, name: str, value: object) -> tuple[str, bytes]:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{page.head.url}{name}.js", f'glossgenIndex("{name}",{data})\n'.encode()
