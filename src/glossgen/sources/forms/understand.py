"""The form of every file, from the evidence of all of them.

One field never decides. A folder most of whose files have a title, and whose
headings are the same from file to file, holds articles; a file whose headings are
letters holds its terms one level below them. What a writer states, in the
configuration or in front matter, is left as stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from glossgen.model import SourceKind
from glossgen.sources.files import is_data, is_markdown, is_obstacle, is_sphinx, is_unread
from glossgen.sources.forms.articles import find_articles
from glossgen.sources.forms.candidate import FEW, OWN_PAGES, TEMPLATE, Candidate, is_named, named_folders
from glossgen.sources.forms.evidence import Evidence
from glossgen.sources.source_kind import HEADINGS_TYPES, NOTE_TYPES

_EXACT = re.compile(
    r"(?:gloss\w*|lexi[ck]on|terms?|vocabulary|definitions|dictionary|用語集|術語|术语)", re.IGNORECASE
)
"""What a file must be called to be a glossary beside data that is one."""
_PAGES = re.compile(r"_?index\Z|readme\Z", re.IGNORECASE)
_LEVEL = 2
_WORDS = 6
"""A longer title is about a glossary, and not the title of one."""


class Understood(Struct, frozen=True, array_like=True):
    """How a file is read. With the form AUTO its own front matter decides.

    `skipped` is why it is not read; `lacks` is what others of its folder have, and it has not.
    """

    form: SourceKind = SourceKind.AUTO
    level: int = 2
    skipped: str = ""
    lacks: str = ""


class _Folder(Struct, frozen=True):
    """Facts about all files that the form of each one depends on.

    `articles` are the paths of articles, and `folders` where they are; `places` begin the names of
    files and folders that are called a glossary; `data` says that a data file is one.
    """

    articles: frozenset[str]
    folders: frozenset[tuple[int, str]]
    places: tuple[str, ...]
    data: bool
    count: int

    def is_elsewhere(self, file: Candidate) -> bool:
        """Whether other files hold the glossary; then a title alone does not make this file one."""
        own = f"{file.number}/{file.name}"
        return bool(self.folders) or self.data or any(place != own for place in self.places)

    def is_inside(self, file: Candidate) -> bool:
        """Whether the name of a file or of a folder above it contains “glossary”, “terms” or the like."""
        return any(f"{file.number}/{file.name}".startswith(place) for place in self.places)


def understand(files: Sequence[Candidate]) -> dict[str, Understood]:
    """The form of each file, by its path."""
    articles = find_articles(files)
    texts = [file for file in files if is_markdown(file.name)]
    named = {
        f"{file.number}/{file.name}"
        for file in texts
        if is_named(file.stem) and _holds_entries(file.evidence)
    }
    known = _Folder(
        frozenset(articles),
        frozenset((file.number, file.folder) for file in files if file.path in articles),
        tuple(sorted(named | set(_glossary_folders(texts)))),
        any(is_data(file.name) and file.evidence.rows >= FEW for file in files),
        len(texts),
    )
    return {file.path: _unlike_markdown(file) or _one(file, known) for file in files}


def _unlike_markdown(file: Candidate) -> Understood | None:
    """The form of data and of reStructuredText; None for Markdown."""
    if is_obstacle(file.name):
        return Understood()  # reading it reports the problem
    if is_sphinx(file.name):
        holds = file.evidence.fences > 0
        return (
            Understood(SourceKind.DEFINITIONS)
            if holds
            else Understood(skipped="it has no glossary directive")
        )
    if is_markdown(file.name):
        return None
    if is_unread(file.name):
        return Understood(skipped=f"glossgen does not read {file.name.rpartition('.')[2]} files")
    shown = file.evidence.rows >= FEW or file.named
    return Understood(SourceKind.DATA) if shown else Understood(skipped="it is no glossary")


def _one(file: Candidate, known: _Folder) -> Understood:
    seen = file.evidence
    if file.path in known.articles and file.stated is SourceKind.AUTO:
        return Understood(SourceKind.ARTICLE)
    inside = known.is_inside(file) and (not known.data or _EXACT.fullmatch(file.stem) is not None)
    strong = inside or (_is_glossary(file) and not known.is_elsewhere(file))
    if file.aside:
        called = _is_glossary(file) and not known.is_elsewhere(file)
        if not (_holds_entries(seen) and (called or _is_only_glossary(seen, known.count))):
            return Understood(skipped="it is about the repository")
    if file.stated is not SourceKind.AUTO:
        return Understood(file.stated, file.level)
    found = _beside_articles(file, known)
    if found is not None:
        return found
    if (known.places or known.data) and not (strong or seen.marked):
        return Understood(SourceKind.NOTE)
    return _entries(seen, strong)


def _beside_articles(file: Candidate, known: _Folder) -> Understood | None:
    """The form of a file in or below a folder of articles that is no article; None for files elsewhere."""
    seen = file.evidence
    beside = (file.number, file.folder) in known.folders
    below = beside or any((file.number, above) in known.folders for above in _folders_above(file))
    if beside and (TEMPLATE.fullmatch(file.stem) or seen.type in OWN_PAGES):
        return Understood(skipped="it is a template, or a page of the site's own")
    if below and (_PAGES.match(file.stem) or seen.listing) and not seen.marked:
        return Understood(SourceKind.NOTE)
    if beside and not seen.title and not seen.marked and not _says(seen) and not _is_glossary(file):
        return Understood(SourceKind.ARTICLE, lacks="title" if seen.keys else "")
    inside = f"{file.folder}/"
    if (
        named_folders(file)
        and any(folder.startswith(inside) for _, folder in known.folders)
        and not seen.marked
    ):
        return Understood(SourceKind.NOTE)  # a page of a glossary whose articles are in folders
    return None


def _says(seen: Evidence) -> bool:
    """Whether the `type` in front matter states the form."""
    return seen.type in (*NOTE_TYPES, *HEADINGS_TYPES)


# -- one file --------------------------------------------------------------------


def _folders_above(file: Candidate) -> list[str]:
    parts = file.folder.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts))]


def _glossary_folders(files: Sequence[Candidate]) -> Iterator[str]:
    """The folders named like a glossary with at least `FEW` files, or with a file that holds entries."""
    inside: dict[str, list[Candidate]] = {}
    for file in files:
        for folder in named_folders(file):
            inside.setdefault(folder, []).append(file)
    for folder, its in inside.items():
        if len(its) >= FEW or any(_holds_entries(file.evidence) for file in its):
            yield folder


def _is_glossary(file: Candidate) -> bool:
    """Whether a file calls itself a glossary, in its name, its title or its first heading."""
    titles = (file.evidence.title, file.evidence.heading)
    short = (title for title in titles if len(title.split()) <= _WORDS)
    return any(map(is_named, (file.stem, *short)))


def _holds_entries(seen: Evidence) -> bool:
    many = max(
        seen.list_entries,
        seen.plain_entries,
        seen.definitions,
        seen.rows,
        sum(seen.levels[1:]),
        seen.levels[0],
    )
    return many >= FEW or seen.fences > 0


def _is_only_glossary(seen: Evidence, count: int) -> bool:
    """Whether the only Markdown file is a README that is a glossary by its structure."""
    return count == 1 and (sum(seen.letters) >= FEW or max(seen.definitions, seen.rows) >= FEW)


def _entries(seen: Evidence, strong: bool) -> Understood:
    """The form of a file with several entries; AUTO for one whose structure shows none."""
    level = entry_level(seen, strong)
    headings = seen.levels[level - 1] if level else 0
    lettered = sum(seen.letters) >= FEW
    if seen.fences or (seen.definitions >= FEW and seen.definitions >= 2 * headings):
        return Understood(SourceKind.DEFINITIONS)
    if seen.rows >= FEW and seen.rows >= 2 * headings and (strong or lettered or not headings):
        return Understood(SourceKind.TABLE)
    if seen.abbreviations >= FEW and not headings:
        return Understood(SourceKind.LIST)
    listed = seen.list_entries + (seen.plain_entries if strong else 0)
    if listed >= FEW and (strong or lettered) and listed >= 2 * headings:
        return Understood(SourceKind.LIST)
    return Understood(SourceKind.HEADINGS, level) if level and level != _LEVEL else Understood()


def entry_level(seen: Evidence, strong: bool) -> int:
    """The level of the headings that are entries: not those that are letters, nor those that only group."""
    for level in range(1, 7):
        count, below = seen.levels[level - 1], next((n for n in seen.levels[level:] if n), 0)
        if not count or (level == 1 and count < FEW):
            continue
        if count >= 2 and seen.letters[level - 1] * 10 >= count * 7:
            if not below:
                return 0
            continue
        if level == 1 and below > count:
            continue
        bare = seen.bare[level - 1] * 10 >= count * 7 and below > count
        if bare and not seen.marked:
            continue
        usual = level <= _LEVEL or strong or sum(seen.letters) >= 2 or seen.levels[_LEVEL - 1]
        return level if usual else 0
    return 0
