"""The form of every file, from the evidence of all of them.

No single feature decides. A folder in which most files have a title, and the same section headings, holds
articles; a file whose headings are letters has its terms one level below them. A form that is stated in the
configuration or in front matter is never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from glossgen.model import SourceKind
from glossgen.sources.files import is_data, is_markdown, is_obstacle, is_sphinx, is_unread
from glossgen.sources.forms.articles import find_articles
from glossgen.sources.forms.candidate import (
    FEW,
    OWN_PAGES,
    TEMPLATE,
    Candidate,
    is_called,
    is_named,
    named_folders,
)
from glossgen.sources.forms.copies import same_terms
from glossgen.sources.forms.entries import (
    count_entries,
    entry_level,
    form_of_entries,
    holds_entries,
    is_about_repository,
    is_only_glossary,
)
from glossgen.sources.forms.evidence import Evidence
from glossgen.sources.forms.single_entries import single_entries
from glossgen.sources.forms.understood import Understood
from glossgen.sources.source_kind import HEADINGS_TYPES, NOTE_TYPES

_MAY_BE_A_TERM = re.compile(r"lexi|lexique|léxico|vocab|definition|dictionary|jargon|term\Z", re.IGNORECASE)
"""Names of glossary files that may also be the term of an article (“dictionary”, “vocabulary”)."""
_CONTENTS = ("SUMMARY", "_sidebar", "_navbar", "_Sidebar")
"""The files in which GitBook, mdBook, Docsify and the wikis of GitHub have their navigation."""
_TESTS = frozenset(("tests", "test", "__tests__", "__snapshots__", "__fixtures__", "fixtures", "testdata"))
"""Folders whose data is for the tests of programs: copies of a glossary, and small parts of it."""
_PAGES = re.compile(r"_?index\Z|readme\Z", re.IGNORECASE)
_LEVEL = 2
_MANY = 20
"""A folder called a glossary with so many articles holds all of them: other pages are about other things."""
_WORDS = 6
"""The most words in the title of a glossary; a longer title is about one."""


class _AllFiles(Struct, frozen=True):
    """Facts about all files that the form of each one depends on.

    - `articles`, `folders`: the paths of the articles, and their folders.
    - `places`: the paths of glossary files and folders; a file below one of them begins with it.
    - `data`: a data file is a glossary.
    - `count`: the number of Markdown files.
    - `called`: the files whose whole name is that of a glossary.
    - `spaced`: the folders in which names of articles have spaces.
    - `single`: the files of folders in which each file has one entry, with the levels of their headings.
    """

    articles: frozenset[str]
    folders: frozenset[tuple[int, str]]
    places: tuple[str, ...]
    data: bool
    count: int
    called: frozenset[str] = frozenset()
    spaced: frozenset[tuple[int, str]] = frozenset()
    single: Mapping[str, int] = field(default_factory=dict)

    def is_elsewhere(self, file: Candidate) -> bool:
        """Whether other files hold the glossary; then a title alone does not make this file one."""
        own = f"{file.number}/{file.name}"
        return bool(self.folders or self.single) or self.data or any(place != own for place in self.places)

    def is_inside(self, file: Candidate) -> bool:
        """Whether the name of a file or of a folder above it contains “glossary”, “terms” or the like."""
        return any(f"{file.number}/{file.name}".startswith(place) for place in self.places)


def understand(files: Sequence[Candidate]) -> dict[str, Understood]:
    """The form of each file, by its path."""
    aside = dict.fromkeys(_copies(files), "it repeats the entries of the files beside it")
    aside |= dict.fromkeys(_copied_rows(files), "its rows are those of other tables")
    aside |= {file.path: why for file in files if (why := _place_of_others(file))}
    read = [file for file in files if file.path not in aside]
    forms = _forms(read)
    same: dict[str, str] = {}
    while found := _same_terms(read, forms):
        # Without these files, others may be understood in another way.
        same |= found
        read = [file for file in read if file.path not in found]
        forms = _forms(read)
    for path, kept in same.items():
        forms[path] = Understood(skipped=f"it has the terms of {kept}", same=kept)
    return {file.path: forms.get(file.path) or Understood(skipped=aside[file.path]) for file in files}


def _same_terms(files: Sequence[Candidate], forms: Mapping[str, Understood]) -> dict[str, str]:
    """The files that hold the terms of others, with these (see `copies.same_terms`)."""
    read = [file for file in files if not forms[file.path].skipped]
    if not any(forms[file.path].form is SourceKind.DATA or file.evidence.abbreviations for file in read):
        return {}
    entries = {file.path: count_entries(file.evidence, forms[file.path]) for file in read}
    articles = [file for file in read if forms[file.path].form is SourceKind.ARTICLE]
    return same_terms(read, entries, articles)


def _place_of_others(file: Candidate) -> str:
    """Why a file is not part of the glossary, judged by its folder; empty if it may be."""
    folders = file.name.split("/")[:-1]
    if file.named or file.stated is not SourceKind.AUTO:
        return ""
    if "versioned_docs" in folders:
        return "it is an older version of a page"
    if "archetypes" in folders:
        return "it is a template, or a page of the site's own"
    if is_data(file.name) and _TESTS.intersection(folders):
        return "it is in a folder of tests"
    return ""


def _copies(files: Sequence[Candidate]) -> set[str]:
    """The files into which a program has joined those beside them: most sections are all that one has."""
    alone: dict[tuple[int, str], set[str]] = {}
    for file in files:
        if len(file.evidence.sections) == 1 or (file.evidence.levels[1] == 1 and file.evidence.sections):
            alone.setdefault((file.number, file.folder), set()).add(file.evidence.sections[0])
    return {
        file.path
        for file in files
        if file.stated is SourceKind.AUTO
        and len(sections := set(file.evidence.sections)) >= _MANY
        and len(sections & alone.get((file.number, file.folder), set())) * 10 >= len(sections) * 8
    }


def _copied_rows(files: Sequence[Candidate]) -> set[str]:
    """The files with tables whose rows are in other files as they stand: joined, or in another order.

    The largest are left out first, so that of each row one is left.
    """
    tables = [file for file in files if file.evidence.row_lines and file.stated is SourceKind.AUTO]
    counts = Counter(line for file in tables for line in set(file.evidence.row_lines))
    found: set[str] = set()
    for file in sorted(tables, key=lambda each: -len(each.evidence.row_lines)):
        lines = set(file.evidence.row_lines)
        if len(lines) >= _MANY and sum(counts[line] > 1 for line in lines) * 10 >= len(lines) * 9:
            found.add(file.path)
            counts.subtract(lines)
    return found


def _forms(files: Sequence[Candidate]) -> dict[str, Understood]:
    """The form of each file that is no copy of others, by its path."""
    called = _glossary_files(files)
    # Beside a glossary, pages with one section each are chapters or news.
    single = single_entries([file for file in files if named_folders(file)] if called else files)
    # The other pages of a manual have titles and headings in common as well.
    articles = find_articles([file for file in files if _is_in_glossary(file)])
    if len(articles) < _MANY:
        articles = find_articles([file for file in files if named_folders(file)] if called else files)
    texts = [file for file in files if is_markdown(file.name)]
    named = {
        f"{file.number}/{file.name}"
        for file in texts
        if is_named(file.stem)
        and not (articles or single)
        and holds_entries(file.evidence)
        # Beside a glossary, a page on a “dictionary” is about one.
        and not (called and _MAY_BE_A_TERM.search(file.stem))
    }
    named |= called
    known = _AllFiles(
        frozenset(articles),
        frozenset((file.number, file.folder) for file in files if file.path in articles),
        tuple(sorted(named | set(_glossary_folders(texts)))),
        _is_in_data(files, bool(called)),
        len(texts),
        frozenset(called),
        frozenset((file.number, file.folder) for file in files if file.path in articles and " " in file.stem),
        single,
    )
    alone = _records_alone(files, bool(called))
    forms = {
        file.path: _other_form(file, bool(called), alone) or _markdown_form(file, known) for file in files
    }
    return forms | dict.fromkeys(_short_tables(files, forms), Understood(SourceKind.TABLE))


def _is_in_data(files: Sequence[Candidate], called: bool) -> bool:
    """Whether the glossary is in files of data, so that texts beside them are about it.

    It is not if Markdown in folders named like a glossary has more entries than the data.
    """
    alone = _records_alone(files, called)
    rows = sum(
        file.evidence.rows
        for file in files
        if file.path in alone
        or (is_data(file.name) and file.evidence.rows >= FEW and (not called or _is_named(file)))
    )
    written = sum(
        count_entries(file.evidence, form_of_entries(file.evidence, True))
        for file in files
        if is_markdown(file.name) and named_folders(file) and not file.aside
    )
    return rows > written


def _short_tables(files: Sequence[Candidate], forms: Mapping[str, Understood]) -> Iterator[str]:
    """The files with a term or two in a table, beside others that are tables: those of rare letters."""
    folders = Counter(
        (file.number, file.folder) for file in files if forms[file.path].form is SourceKind.TABLE
    )
    for file in files:
        beside = forms[file.path] == Understood() and folders[(file.number, file.folder)] >= FEW
        if beside and file.evidence.rows and not sum(file.evidence.levels[1:]):
            yield file.path


def _is_in_glossary(file: Candidate) -> bool:
    """Whether a folder above a file is called a glossary and no more, which is not one on dictionaries."""
    return any(is_called(part) and not _MAY_BE_A_TERM.search(part) for part in file.folder.split("/"))


def _glossary_files(files: Sequence[Candidate]) -> set[str]:
    """The files with entries whose whole name, or that of the folder of an index file, is a glossary's.

    The article on the term “dictionary”, which has the same sections as the articles beside it, is not one.
    """
    beside = Counter((file.number, file.folder) for file in files)
    shared = Counter(
        (file.number, file.folder, name) for file in files for name in set(file.evidence.sections)
    )
    sure, doubtful = set(), set()
    for file in files:
        seen, place = file.evidence, (file.number, file.folder)
        index = _PAGES.match(file.stem) and file.folder
        name = file.folder.rpartition("/")[2] if index else file.stem
        if not (is_called(name) or _is_large_table(file)) or seen.listing or (index and beside[place] > FEW):
            continue
        level = entry_level(seen, strong=True)
        deep = level > _LEVEL and seen.levels[_LEVEL - 1] > 0  # below the sections that are compared
        own = sum(shared[(file.number, file.folder, section)] == 1 for section in seen.sections)
        own = seen.levels[level - 1] if deep else own
        written = max(
            own, seen.list_entries, seen.plain_entries, seen.definitions, seen.rows, seen.abbreviations
        )
        if _MAY_BE_A_TERM.search(name):
            doubtful |= {f"{file.number}/{file.name}"} if written >= 2 * FEW else set()
        elif seen.fences or written >= FEW:
            sure.add(f"{file.number}/{file.name}")
    return sure or doubtful


def _is_large_table(file: Candidate) -> bool:
    """Whether a file that calls itself a glossary in its title is hardly more than a long table of terms."""
    seen = file.evidence
    return (
        seen.rows >= _MANY and seen.rows >= 2 * sum(seen.levels[1:]) and not file.aside and _is_glossary(file)
    )


def _is_named(file: Candidate) -> bool:
    return is_named(file.stem) or bool(named_folders(file))


def _records_alone(files: Sequence[Candidate], called: bool) -> set[str]:
    """The data files with one record each, of folders with several; see `_other_form` for `called`."""
    alone = [file for file in files if file.evidence.alone and (not called or _is_named(file))]
    counts = Counter((file.number, file.folder) for file in alone)
    return {file.path for file in alone if counts[(file.number, file.folder)] >= FEW}


def _other_form(file: Candidate, called: bool, alone: set[str]) -> Understood | None:
    """The form of a data file or of reStructuredText; None for Markdown.

    If some file is `called` a glossary, other data with names and descriptions are not one. Files of
    records that are `alone` are articles.
    """
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
    if file.path in alone:
        return Understood(SourceKind.ARTICLE, level=1)
    shown = file.named or (file.evidence.rows >= FEW and (not called or _is_named(file)))
    return (
        Understood(SourceKind.DATA) if shown else Understood(skipped="its names are not those of a glossary")
    )


def _markdown_form(file: Candidate, known: _AllFiles) -> Understood:
    """The form of a Markdown file."""
    seen = file.evidence
    if seen.redirect:
        return Understood(skipped="it leads to another page", redirect=seen.redirect, title=seen.title)
    if seen.listing and file.stem in _CONTENTS and file.stated is SourceKind.AUTO:
        return Understood(skipped="it is a table of contents")
    if file.path in known.single:
        level = known.single[file.path]
        return Understood(SourceKind.ARTICLE, level) if level else Understood()
    if file.path in known.articles and file.stated is SourceKind.AUTO:
        return Understood(SourceKind.ARTICLE, level=1, spaced=(file.number, file.folder) in known.spaced)
    inside = known.is_inside(file) and (not known.data or is_called(file.stem))
    strong = inside or (_is_glossary(file) and not known.is_elsewhere(file))
    # In a folder of articles, `license.md` with a title is the entry of a term.
    titled = file.stated is SourceKind.ARTICLE and bool(seen.title)
    if file.aside and not titled and f"{file.number}/{file.name}" not in known.called:
        called = _is_glossary(file) and not known.is_elsewhere(file) and not is_about_repository(seen)
        if not (holds_entries(seen) and (called or is_only_glossary(seen, known.count))):
            return Understood(skipped="it is about the repository")
    if file.stated is not SourceKind.AUTO:
        return Understood(file.stated, file.level)
    found = _beside_articles(file, known)
    if found is not None:
        return found
    if (known.places or known.data or len(known.articles | known.single.keys()) >= _MANY) and not (
        strong or seen.marked
    ):
        return Understood(SourceKind.NOTE)
    return form_of_entries(seen, strong)


def _beside_articles(file: Candidate, known: _AllFiles) -> Understood | None:
    """The form of a file, not an article, in or below a folder of articles; None for files elsewhere."""
    seen = file.evidence
    beside = (file.number, file.folder) in known.folders
    below = beside or any((file.number, above) in known.folders for above in _folders_above(file))
    if beside and (TEMPLATE.fullmatch(file.stem) or seen.type in OWN_PAGES):
        return Understood(skipped="it is a template, or a page of the site's own")
    if below and (_PAGES.match(file.stem) or seen.listing) and not seen.marked:
        return Understood(SourceKind.NOTE)
    if beside and not seen.title and not seen.marked and not _states_form(seen) and not _is_glossary(file):
        return Understood(SourceKind.ARTICLE, level=1, lacks="title" if seen.keys else "")
    inside = f"{file.folder}/"
    if (
        named_folders(file)
        and any(folder.startswith(inside) for _, folder in known.folders)
        and not seen.marked
    ):
        return Understood(SourceKind.NOTE)  # a page of a glossary whose articles are in folders
    return None


def _states_form(seen: Evidence) -> bool:
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
        if len(its) >= FEW or any(holds_entries(file.evidence) for file in its):
            yield folder


def _is_glossary(file: Candidate) -> bool:
    """Whether a file calls itself a glossary, in its name, its title or its first heading."""
    titles = (file.evidence.title, file.evidence.heading)
    short = (title for title in titles if len(title.split()) <= _WORDS)
    return any(map(is_named, (file.stem, *short)))
