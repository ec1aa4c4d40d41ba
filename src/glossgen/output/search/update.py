"""Changes an index instead of making it again: what an edited text costs does not grow with the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from glossgen.output.search import index_file, names, texts
from glossgen.output.search.bigrams import bigrams, changed_shard, shard_count, shard_of
from glossgen.site.values import SearchEntry

Edit = tuple[str, str]
"""A text before and after."""

File = tuple[str, bytes]
"""Path and content."""


def update(
    url: str, old: Mapping[str, bytes], changes: Iterable[tuple[SearchEntry, SearchEntry]]
) -> dict[str, bytes] | None:
    """The index files beside the search page at `url` that change when some entries do.

    `old` has the files of `index_files` by path; only those are asked for that
    may change, so it may read them when asked. `changes` are the entries that
    are not what they were, before and after. With the files given back in
    place of the old ones, the index is byte for byte what `index_files` makes
    of the new entries and the same messages.

    None: the index has to be made again. That is so when entries come, go or
    change places (kind, reading or first name, address), and when the texts
    outgrow the number of files of bigrams, which doubles as they do.
    """
    home = url.removesuffix("search/")
    version, counts, *columns, shards, messages = index_file.value_of(old[f"{url}names.js"])
    lines = names.lines(columns)
    edits: dict[int, Edit] = {}
    for before, after in changes:
        line = names.line(before, home)
        if line not in lines or names.place(before) != names.place(after):
            return None
        number = lines.index(line)
        lines[number] = names.line(after, home)
        edits[number] = texts.text_of(before.body), texts.text_of(after.body)
    edits = {number: (before, after) for number, (before, after) in edits.items() if before != after}
    stamps, size = index_file.of_version(version)
    stamps += sum(
        index_file.stamp(number, after) - index_file.stamp(number, before)
        for number, (before, after) in edits.items()
    )
    if shards:
        size += sum(len(after) - len(before) for before, after in edits.values())
        if shards != shard_count(size):
            return None
    value = [index_file.version(stamps, size), counts, *names.columns(lines), shards, messages]
    made = [index_file.file(url, "names", value), *_texts(url, old, edits, len(lines))]
    if shards:
        made += _grams(url, old, edits, shards, len(lines))
    return {path: content for path, content in made if content != old[path]}


def _texts(url: str, old: Mapping[str, bytes], edits: Mapping[int, Edit], count: int) -> Iterator[File]:
    """The files with a text that is another now."""
    chunk = texts.chunk_size(count)
    for file in sorted({number // chunk for number in edits}):
        name = f"text-{file}" if count > texts.ONE_FILE else "text"
        bodies = index_file.value_of(old[f"{url}{name}.js"]).split("\n")
        for number, (_, after) in edits.items():
            if number // chunk == file:
                bodies[number % chunk] = after
        yield index_file.file(url, name, "\n".join(bodies))


def _grams(
    url: str, old: Mapping[str, bytes], edits: Mapping[int, Edit], shards: int, count: int
) -> Iterator[File]:
    """The files with a bigram that some text has won or lost."""
    changes: defaultdict[int, defaultdict[str, dict[int, bool]]] = defaultdict(lambda: defaultdict(dict))
    for number, (before, after) in edits.items():
        had, has = bigrams(before), bigrams(after)
        for bigram in had ^ has:
            changes[shard_of(bigram, shards)][bigram][number] = bigram in has
    for shard, changed in sorted(changes.items()):
        lists = index_file.value_of(old[f"{url}grams-{shard}.js"])
        yield index_file.file(url, f"grams-{shard}", changed_shard(lists, changed, count))
