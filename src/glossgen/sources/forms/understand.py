"""The form of every file, from the evidence of all of them.

One field never decides. A folder most of whose files have a title, and whose
headings are the same from file to file, holds articles; a file whose headings are
letters holds its terms one level below them. What a writer states, in the
configuration or in front matter, is left as stated.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from glossgen.model import SourceKind
from glossgen.sources.files import is_data, is_markdown, is_obstacle, is_sphinx, is_unread
from glossgen.sources.forms.evidence import Evidence
from glossgen.sources.source_kind import HEADINGS_TYPES, NOTE_TYPES, is_language_folder

_GLOSSARY = re.compile(
    r"gloss|glosar|glosario|lexi[ck]on|terminolog|vocabular|definitions?$|^terms?$|dictionary|jargon|acronyms"
    r"|abbreviations|用語|用语|術語|术语|词汇|詞彙|용어",
    re.IGNORECASE,
)
"""What a file, a folder or a heading is called that holds a glossary."""
_EXACT = re.compile(
    r"(?:gloss\w*|lexi[ck]on|terms?|vocabulary|definitions|dictionary|用語集|術語|术语)", re.IGNORECASE
)
"""What a file must be called to be a glossary beside data that is one."""
_NOTES = re.compile(
    r"_?(?:notes?|blogs?|posts?|news|guides?|tutorials?|howto|articles?|docs-only|ノート|メモ)\Z",
    re.IGNORECASE,
)
_PAGES = re.compile(r"_?index\Z|readme\Z", re.IGNORECASE)
_TEMPLATE = re.compile(r"_(?!index\Z).*|.*\btemplate\Z|archetype.*", re.IGNORECASE)
_OWN_PAGES = ("search", "redirect", "sitemap", "404")
_LEVEL = 2
_WORDS = 6
"""A longer title is about a glossary, and not the title of one."""
_FEW = 3
"""A folder with fewer files is judged with those of the folder above it."""


class Candidate(Struct, frozen=True, array_like=True):
    """A file that may be read. `aside` is one whose name says that it is about a repository.

    `named` is one that a source of the configuration names.
    """

    path: str
    number: int
    name: str
    aside: bool
    evidence: Evidence
    stated: SourceKind = SourceKind.AUTO
    level: int = 2
    named: bool = False

    @property
    def folder(self) -> str:
        """The path of its folder, relative to its source folder."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its name without its ending."""
        return self.name.rpartition("/")[2].rpartition(".")[0]


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
    articles = {path for group in _groups(files) for path in _articles(group)}
    articles |= _translations(files, articles)
    articles |= _siblings(files, articles)
    texts = [file for file in files if is_markdown(file.name)]
    named = {
        f"{file.number}/{file.name}"
        for file in texts
        if _is_named(file.stem) and _holds_entries(file.evidence)
    }
    known = _Folder(
        frozenset(articles),
        frozenset((file.number, file.folder) for file in files if file.path in articles),
        tuple(sorted(named | set(_glossary_folders(texts)))),
        any(is_data(file.name) and file.evidence.rows >= _FEW for file in files),
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
    shown = file.evidence.rows >= _FEW or file.named
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
    if beside and (_TEMPLATE.fullmatch(file.stem) or seen.type in _OWN_PAGES):
        return Understood(skipped="it is a template, or a page of the site's own")
    if below and _PAGES.match(file.stem) and not seen.marked:
        return Understood(SourceKind.NOTE)
    if beside and seen.keys and not seen.title and not seen.marked and not _says(seen):
        return Understood(SourceKind.ARTICLE, lacks="title")
    inside = f"{file.folder}/"
    if (
        _named_folders(file)
        and any(folder.startswith(inside) for _, folder in known.folders)
        and not seen.marked
    ):
        return Understood(SourceKind.NOTE)  # a page of a glossary whose articles are in folders
    return None


def _says(seen: Evidence) -> bool:
    """Whether the `type` in front matter states the form."""
    return seen.type in (*NOTE_TYPES, *HEADINGS_TYPES)


# -- one file --------------------------------------------------------------------


def _is_named(name: str) -> bool:
    return _GLOSSARY.search(name) is not None


def _folders_above(file: Candidate) -> list[str]:
    parts = file.folder.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts))]


def _named_folders(file: Candidate) -> list[str]:
    """The folders above a file that are called a glossary."""
    parts = file.name.split("/")[:-1]
    return [f"{file.number}/{'/'.join(parts[: at + 1])}/" for at, part in enumerate(parts) if _is_named(part)]


def _glossary_folders(files: Sequence[Candidate]) -> Iterator[str]:
    """The folders named like a glossary with at least `_FEW` files, or with a file that holds entries."""
    inside: dict[str, list[Candidate]] = {}
    for file in files:
        for folder in _named_folders(file):
            inside.setdefault(folder, []).append(file)
    for folder, its in inside.items():
        if len(its) >= _FEW or any(_holds_entries(file.evidence) for file in its):
            yield folder


def _is_glossary(file: Candidate) -> bool:
    """Whether a file calls itself a glossary, in its name, its title or its first heading."""
    titles = (file.evidence.title, file.evidence.heading)
    short = (title for title in titles if len(title.split()) <= _WORDS)
    return any(map(_is_named, (file.stem, *short)))


def _holds_entries(seen: Evidence) -> bool:
    many = max(
        seen.list_entries,
        seen.plain_entries,
        seen.definitions,
        seen.rows,
        sum(seen.levels[1:]),
        seen.levels[0],
    )
    return many >= _FEW or seen.fences > 0


def _is_only_glossary(seen: Evidence, count: int) -> bool:
    """Whether the only Markdown file is a README that is a glossary by its structure."""
    return count == 1 and (sum(seen.letters) >= _FEW or max(seen.definitions, seen.rows) >= _FEW)


def _entries(seen: Evidence, strong: bool) -> Understood:
    """The form of a file with several entries; AUTO for one whose structure shows none."""
    level = entry_level(seen, strong)
    headings = seen.levels[level - 1] if level else 0
    lettered = sum(seen.letters) >= _FEW
    if seen.fences or (seen.definitions >= _FEW and seen.definitions >= 2 * headings):
        return Understood(SourceKind.DEFINITIONS)
    if seen.rows >= _FEW and seen.rows >= 2 * headings and (strong or lettered or not headings):
        return Understood(SourceKind.TABLE)
    if seen.abbreviations >= _FEW and not headings:
        return Understood(SourceKind.LIST)
    listed = seen.list_entries + (seen.plain_entries if strong else 0)
    if listed >= _FEW and (strong or lettered) and listed >= 2 * headings:
        return Understood(SourceKind.LIST)
    return Understood(SourceKind.HEADINGS, level) if level and level != _LEVEL else Understood()


def entry_level(seen: Evidence, strong: bool) -> int:
    """The level of the headings that are entries: not those that are letters, nor those that only group."""
    for level in range(1, 7):
        count, below = seen.levels[level - 1], next((n for n in seen.levels[level:] if n), 0)
        if not count or (level == 1 and count < _FEW):
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


# -- folders of articles -----------------------------------------------------------


def _groups(files: Sequence[Candidate]) -> list[list[Candidate]]:
    """The files that are judged together: those of a folder, with those of small folders in it."""
    groups: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for file in files:
        if _may_be_article(file):
            groups[(file.number, file.folder)].append(file)
    for number, folder in sorted(groups, key=lambda key: -key[1].count("/") - bool(key[1])):
        group = groups[(number, folder)]
        if folder and sum(not file.aside for file in group) < _FEW:
            del groups[(number, folder)]
            groups[(number, folder.rpartition("/")[0])] += group
    return list(groups.values())


def _may_be_article(file: Candidate) -> bool:
    seen = file.evidence
    if (
        file.stated is not SourceKind.AUTO
        or not is_markdown(file.name)
        or seen.type in (*_OWN_PAGES, *NOTE_TYPES, *HEADINGS_TYPES)
    ):
        return False
    if file.stem.lower() == "index":
        return "/" in file.name
    if file.aside and not seen.title:
        return False
    notes = any(_NOTES.match(part) for part in file.name.split("/")[:-1])
    return not (_TEMPLATE.fullmatch(file.stem) or file.stem.lower() == "_index" or notes)


def _translations(files: Sequence[Candidate], articles: set[str]) -> set[str]:
    """The files with a title whose folder corresponds to a folder of articles in another language."""
    places = {_without_language(file.folder) for file in files if file.path in articles}
    return {
        file.path
        for file in files
        if _may_be_article(file)
        and file.evidence.title
        and not file.evidence.marked
        and file.stem.lower() != "index"
        and _without_language(file.folder) in places
    }


def _siblings(files: Sequence[Candidate], articles: set[str]) -> set[str]:
    """The files of small folders among folders of articles, such as those of rare letters."""
    folders = {(file.number, file.folder) for file in files if file.path in articles and file.folder}
    above = Counter((number, folder.rpartition("/")[0]) for number, folder in folders)
    return {
        file.path
        for file in files
        if file.folder
        and above[(file.number, file.folder.rpartition("/")[0])] >= _FEW
        and _may_be_article(file)
        and (file.evidence.title or file.evidence.levels[0])
        and not file.evidence.marked
    }


def _without_language(folder: str) -> str:
    """A folder with `*` for the part that names its language; a unique text if it has no such part."""
    parts = folder.split("/")
    known = ["*" if is_language_folder(part) else part for part in parts]
    return "/".join(known) if "*" in known else f"only {folder}"


def _articles(group: Sequence[Candidate]) -> list[str]:
    """The paths of those files of a group that are an article about one term each."""
    named = all(_named_folders(file) for file in group)
    bundles = [file for file in group if file.stem.lower() == "index"]
    if not (named and len(bundles) * 2 > len(group)):
        group = [file for file in group if file.stem.lower() != "index"]
    if len(group) < _FEW:
        return []
    titled = [file for file in group if file.evidence.title]
    if len(titled) * 10 >= len(group) * 6:
        members, most_own = titled, 1 if len(titled) >= 2 * _FEW else 0
    else:
        members, most_own = (
            [file for file in group if file.evidence.levels[0] >= 1 or not sum(file.evidence.levels)],
            0,
        )
        if len(members) * 10 < len(group) * 6:
            return []
    shared, own, sections = _shared(members)
    known = named or (len(titled) >= _FEW and members is titled) or shared * 2 > sections > 0
    if not known or sum(file.evidence.marked for file in members) * 3 > len(members):
        return []
    return (
        [file.path for file in members] if own <= most_own + (2 if named and members is titled else 0) else []
    )


def _shared(members: Sequence[Candidate]) -> tuple[int, int, int]:
    """How many section headings are shared, how many are a file's own (median), how many all have."""
    counts = Counter(section for file in members for section in set(file.evidence.sections))
    least = max(2, len(members) // 20)
    own = sorted(sum(counts[each] < least for each in file.evidence.sections) for file in members)
    every = sum(len(file.evidence.sections) for file in members)
    return sum(count for count in counts.values() if count >= least), own[len(own) // 2], every
