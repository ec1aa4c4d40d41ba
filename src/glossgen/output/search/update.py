"""Changes an index instead of making it again: what an edited text costs does not grow with the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from glossgen.output.search import index_file, names
from glossgen.output.search.bigrams import bigrams, changed_shard, shard_count, shard_of
from glossgen.output.search.format import NamesFile
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
    known = index_file.names_of(old[f"{url}names.js"])
    lines = names.lines(names.columns_of(known))
    edits: dict[int, Edit] = {}
    for before, after in changes:
        line = names.line(before, home)
        if line not in lines or names.place(before) != names.place(after):
            return None
        number = lines.index(line)
        lines[number] = names.line(after, home)
        edits[number] = before.text, after.text
    edits = {number: (before, after) for number, (before, after) in edits.items() if before != after}
    version = _later_version(known, edits)
    if version is None:
        return None
    now = structs.replace(known, version=version, **names.columns(lines)._asdict())
    made = [index_file.file(url, "names", now), *_texts(url, old, edits, known)]
    if known.gram_files:
        made += _grams(url, old, edits, known.gram_files, len(lines))
    return {path: content for path, content in made if content != old[path]}


def _later_version(known: NamesFile, edits: Mapping[int, Edit]) -> str | None:
    """The version after some texts have changed; None if there must be more or fewer files of bigrams."""
    stamps, size = index_file.of_version(known.version)
    for number, (before, after) in edits.items():
        stamps += index_file.stamp(number, after) - index_file.stamp(number, before)
    if known.gram_files:
        size += sum(len(after) - len(before) for before, after in edits.values())
        if known.gram_files != shard_count(size):
            return None
    return index_file.version(stamps, size)


def _texts(url: str, old: Mapping[str, bytes], edits: Mapping[int, Edit], known: NamesFile) -> Iterator[File]:
    """The files with a text that is another now."""
    per_file = known.texts_per_file
    for file in sorted({number // per_file if per_file else 0 for number in edits}):
        name = f"text-{file}" if per_file else "text"
        first = file * per_file
        bodies = index_file.text_of(old[f"{url}{name}.js"]).split("\n")
        for number, (_, after) in edits.items():
            if not per_file or number // per_file == file:
                bodies[number - first] = after
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
        lists = index_file.text_of(old[f"{url}grams-{shard}.js"])
        yield index_file.file(url, f"grams-{shard}", changed_shard(lists, changed, count))
