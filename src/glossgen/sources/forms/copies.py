"""Finds files that hold the terms of other files: data made from articles, a list made from data.

Programs make one of them from the other, and a site of both would have every term twice. Where no file says
that it is made, the form decides which is read: people write articles and YAML, programs JSON and READMEs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from glossgen.model import SourceKind
from glossgen.sources.files import is_data
from glossgen.sources.forms.candidate import FEW, Candidate
from glossgen.sources.forms.evidence import Evidence, name_hash
from glossgen.sources.translated_names import is_language_folder, named_language

_RANKS = {"yml": 1, "yaml": 1, "xlsx": 2, "csv": 3, "tsv": 3, "json": 5}
_ARTICLES, _TEXT, _MADE = 0, 4, 6
_LAST = re.compile(r"(?:.*[-_.])?([^-_.]+)\Z")


class _Holder(Struct, frozen=True):
    """What holds a set of terms: a file, or a folder of articles. The one of the lowest `rank` is read.

    `tooltips`: it is a list of abbreviations (`*[ABC]: text`), which other pages show above their words.
    """

    rank: tuple[int, int, str]
    paths: tuple[str, ...]
    shown: str
    names: frozenset[int]
    count: int
    language: str
    tooltips: bool = False

    @property
    def is_data(self) -> bool:
        """Whether it is a file of data."""
        return is_data(self.paths[0])


def same_terms(
    files: Sequence[Candidate], entries: Mapping[str, int], articles: Sequence[Candidate]
) -> dict[str, str]:
    """The files that are left out, each with the file or folder that holds the same terms.

    `entries` are the numbers of entries of the files that have several. Nothing is left out that a source in
    the configuration names, and two texts without data are never compared.
    """
    holders = [_file(each, entries[each.path]) for each in files if entries.get(each.path, 0) >= FEW]
    fixed = {each.path for each in files if each.named or each.stated is not SourceKind.AUTO}
    holders = sorted([*holders, *_folders(articles)], key=lambda each: each.rank)
    found: dict[str, str] = {}
    for number, one in enumerate(holders):
        for kept in holders[:number]:
            if kept.paths[0] in found or not fixed.isdisjoint(one.paths) or not _is_same(one, kept):
                continue
            found |= dict.fromkeys(one.paths, kept.shown)
            break
    return found


def _is_same(one: _Holder, other: _Holder) -> bool:
    if one.tooltips and not other.tooltips:
        return other.count >= 2 * FEW and len(one.names & other.names) * 10 >= one.count * 6
    if one.is_data and other.rank[0] == _ARTICLES and one.count < other.count:
        return len(one.names & other.names) * 10 >= one.count * 8  # a list of some of the articles
    most = max(one.count, other.count, FEW)
    if min(one.count, other.count) * 10 < most * 8 or one.language != other.language:
        return False
    if not (one.is_data or other.is_data):
        return False  # of two lists that people write, each has definitions of its own
    return len(one.names & other.names) * 10 >= most * 8


def _file(file: Candidate, count: int) -> _Holder:
    seen = file.evidence
    rank = _RANKS.get(file.name.rpartition(".")[2].lower(), _TEXT)
    rank = _MADE if seen.made or file.aside else rank
    names = frozenset(seen.names)
    count = min(count, len(names)) if is_data(file.name) else count
    tooltips = seen.abbreviations >= FEW and not sum(seen.levels)
    place = (rank + tooltips, file.name.count("/"), file.name)
    return _Holder(place, (file.path,), file.path, names, count, _tag(file.name), tooltips)


def _folders(articles: Sequence[Candidate]) -> list[_Holder]:
    groups: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for file in articles:
        groups[(file.number, file.folder)].append(file)
    return [
        _Holder(
            (_ARTICLES, folder.count("/"), folder),
            tuple(file.path for file in group),
            folder or ".",
            frozenset(name_hash(_title(file, file.evidence)) for file in group),
            len(group),
            _tag(f"{folder}/x"),
        )
        for (_, folder), group in groups.items()
        if len(group) >= FEW
    ]


def _title(file: Candidate, seen: Evidence) -> str:
    return seen.title or seen.heading or file.stem


def _tag(name: str) -> str:
    """The language that a path names: `de/terms.json`, `terms.de.json`, `terms-de.json`, `de.json`."""
    stated = named_language(name)
    last = _LAST.match(name.rpartition("/")[2].rpartition(".")[0].lower())
    return stated or (last[1] if last and is_language_folder(last[1]) else "")
