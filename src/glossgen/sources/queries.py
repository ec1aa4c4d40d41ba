"""Queries from files to sources. A parsed file depends on its bytes and on the files it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from glossgen.config.root_files import root_files
from glossgen.markdown import Resource
from glossgen.model import Body, Formula, Glossary, Key, Position, Problem, Source, Term, TextRun
from glossgen.query import Database, query
from glossgen.sources.categories import with_one_spelling
from glossgen.sources.data.parts import file_path
from glossgen.sources.data.read import problems_of
from glossgen.sources.file_queries import (
    place_of,
    records,
    source_files,
    source_paths,
    understood,
)
from glossgen.sources.files import is_data, is_unread
from glossgen.sources.history import dates_of
from glossgen.sources.ids import assign_ids
from glossgen.sources.inputs import (
    histories_in_git,
    line_dates,
    located,
    lock_file,
    readings_file,
    sources_on_disk,
)
from glossgen.sources.joined_problems import JOINED, joined_by_cause, unread_problems
from glossgen.sources.lock import Applied, apply_lock
from glossgen.sources.parse_file import parse_file
from glossgen.sources.parsed import Parsed
from glossgen.sources.readings import Readings, with_readings
from glossgen.sources.redirect_files import with_redirects
from glossgen.sources.translated_names import by_translation, category_slug
from glossgen.text.paths import fold_path, parents
from glossgen.text.readable_tex import formulas_in

PAGE = "page:"
"""Prefix of the id of the place of use that is the introduction of a file."""


class Heads(Struct, frozen=True, array_like=True):
    """A source without its bodies. `texts` tells of each body whether it has content."""

    source: Source | None
    texts: tuple[bool, ...] = ()


_DRAFT = {
    "head": Heads,
    "bodies": tuple[Body, ...],
    "problems": tuple[Problem, ...],
    "asked": tuple[tuple[str, Resource | None], ...],
    "formulas": tuple[tuple[Formula, int], ...],
}
"""The parts of a parsed file: its source without bodies, the bodies (see `bodies_of`), problems, the files
that it shows or links to (see `Parsed`), and its formulas with their lines."""


def _columns(parsed: Parsed) -> dict[str, Any]:
    source, bodies = parsed.source, tuple(bodies_of(parsed.source))
    return {
        "head": Heads(source and _without_texts(source), tuple(map(bool, bodies))),
        "bodies": bodies,
        "problems": parsed.problems,
        "asked": parsed.asked,
        "formulas": (*_formulas_in(bodies), *_formulas_in_names(source)),
    }


@query(table=True, keep=_DRAFT, pooled=True, large=True)
def draft(db: Database, path: str) -> dict[str, Any]:
    """A parsed file, by name (see `_DRAFT`); files that it shows have their natural addresses."""
    return _columns(parse_file(db, path, {}))


@query
def asset_paths(db: Database, _: str) -> tuple[tuple[str, str], ...]:
    """Every file that a text shows, with its address on the site, sorted by address.

    If two files want the same address, the one that is shown first gets it.
    """
    found: dict[str, str] = {}
    taken = _Taken()
    for path in db.input(root_files, ""):
        taken.take(path)
    places = {path: (number, name) for path, number, name in db.input(sources_on_disk, "")}
    for path in db.get(source_paths, ""):
        for address, resource in db.part(draft, path, "asked"):
            if resource is None or resource.refused:
                continue
            file = db.input(located, (*places[file_path(path)], address))
            if file is None or file[0] in found:
                continue
            found[file[0]] = url = taken.free(file[1].url)
            taken.take(url)
    return tuple(sorted(found.items(), key=lambda pair: pair[1]))


class _Taken:
    """The files at the root of the site and those that texts show, and the folders above them."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, url: str) -> None:
        file = fold_path(url)
        self._files.add(file)
        self._folders.update(parents(file))

    def free(self, url: str) -> str:
        """An address that no other file has, below no file."""
        *folders, name = url.split("/")
        stem, dot, ending = name.rpartition(".")
        count = 1
        while True:
            tried = "/".join([*folders, name if count == 1 else f"{stem}-{count}{dot}{ending}"])
            file = fold_path(tried)
            if any(above in self._files for above in parents(file)):
                folders = [f"files-{count}"]
            elif file not in self._files and file not in self._folders:
                return tried
            count += 1


@query(table=True, keep=str)
def asset_urls(db: Database, _: str) -> dict[str, str]:
    """The address of each file that a text shows."""
    return dict(db.get(asset_paths, ""))


@query
def renamed_assets(db: Database, _: str) -> dict[str, str]:
    """The files that could not get their natural address, with their actual one; almost always none."""
    asked: dict[str, str] = {}
    places = {path: (number, name) for path, number, name in db.input(sources_on_disk, "")}
    for path in db.get(source_paths, ""):
        for address, resource in db.part(draft, path, "asked"):
            file = db.input(located, (*places[file_path(path)], address)) if resource else None
            if file is not None:
                asked[file[0]] = file[1].url
    return {file: url for file, url in db.get(asset_paths, "") if asked.get(file, url) != url}


@query(table=True, keep=_DRAFT)
def redrawn(db: Database, path: str) -> dict[str, Any]:
    """A file that shows a renamed asset, parsed again with the actual addresses."""
    return _columns(parse_file(db, path, db.get(renamed_assets, "")))


def source_version(db: Database, path: str) -> Any:
    """The query that gives a file as it is published: `redrawn` if it shows a renamed asset, else `draft`."""
    renamed = db.get(renamed_assets, "")
    if renamed:
        places = place_of(db, path)
        for address, resource in db.part(draft, path, "asked"):
            file = db.input(located, (*places, address)) if resource and places else None
            if file is not None and file[0] in renamed:
                return redrawn
    return draft


def file_part(db: Database, path: str, part: str) -> Any:
    """One part of a parsed file, as it is published (see `_DRAFT`)."""
    return db.part(source_version(db, path), path, part)


def bodies_of(source: Source | None) -> list[Body]:
    """The bodies of a file: of its introduction or note, then of its terms."""
    if source is None:
        return []
    first = source.note.body if source.note else source.intro
    return [first, *(term.body for term in source.terms)]


def _formulas_in(bodies: Iterable[Body]) -> tuple[tuple[Formula, int], ...]:
    """Every formula of some texts with its line."""
    return tuple(
        (mark.formula, mark.line)
        for body in bodies
        for part in body
        if isinstance(part, TextRun)
        for mark in part.marks
        if mark.formula
    )


def _formulas_in_names(source: Source | None) -> Iterator[tuple[Formula, int]]:
    """Every formula in the names of a file and its terms, with its line."""
    if source is None:
        return
    names = [(source.written, 1)]
    names += [(label.written, term.position.line) for term in source.terms for label in term.labels]
    for name, line in dict.fromkeys(names):
        for tex in formulas_in(name):
            yield Formula(tex), line


# -- the glossary without its texts ----------------------------------------------


def _without_texts(source: Source) -> Source:
    note = replace(source.note, body=()) if source.note else None
    return replace(source, intro=(), note=note, terms=tuple(replace(term, body=()) for term in source.terms))


@query
def redirect_files(db: Database, _: str) -> tuple[tuple[str, str, str], ...]:
    """The address of each file that only redirects to another page, the target, and the title."""
    places = db.get(source_files, "")
    forms = db.get(understood, "").items()
    return tuple(
        (category_slug(places[path][1], ""), form.redirect, form.title)
        for path, form in forms
        if form.redirect
    )


@query
def readings(db: Database, _: str) -> Readings:
    """The readings from the readings file."""
    return db.input(readings_file, "")


@query
def glossary(db: Database, _: str) -> Applied:
    """The glossary without bodies, with unique ids and the published ones from the lock."""
    heads = (file_part(db, path, "head").source for path in db.get(source_paths, ""))
    found = [head for head in heads if head]
    sources, problems = assign_ids(with_redirects(found, db.get(redirect_files, "")))
    given = with_readings(Glossary(with_one_spelling(sources), (), problems), db.get(readings, ""))
    return apply_lock(given, db.input(lock_file, ""))


def _same_terms(path: str, kept: str) -> Problem:
    message = f"it has the same terms as “{kept}”, which is read in its place"
    hint = "nothing, if it is made from it; to read this one, name it under “sources” or exclude the other"
    return Problem(Position(path), "same-terms", message, hint)


@query
def reading_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """The problems found while files were read and ids were assigned."""
    paths = db.get(source_paths, "")
    found = [problem for path in paths for problem in file_part(db, path, "problems")]
    for path, form in {file_path(path): form for path, form in db.get(understood, "").items()}.items():
        if is_data(path) and (refused := db.part(records, path, "refused")):
            found.append(refused)
        elif is_data(path) and (not form.skipped or not db.part(records, path, "count")):
            found += problems_of(path, db.part(records, path, "wrong"))
    found += (_same_terms(path, form.same) for path, form in db.get(understood, "").items() if form.same)
    found += unread_problems(path for path in db.get(understood, "") if is_unread(path))
    if any(problem.code in JOINED for problem in found):
        asked = (each for path in paths for each in db.part(draft, path, "asked"))
        found = list(joined_by_cause(found, {address for address, resource in asked if resource}))
    return (*found, *db.get(glossary, "").glossary.problems)


@query(table=True, keep=tuple[int, int])
def lines(db: Database, _: str) -> dict[Key, tuple[int, int]]:
    """The first and last line of each term. They are kept apart, because lines added above change them."""
    terms = db.get(glossary, "").glossary.terms
    return {term.key: (term.position.line, term.end_line) for term in terms}


@query(table=True, keep=Term)
def terms(db: Database, _: str) -> dict[Key, Term]:
    """Each term without its body and lines, in the order of files and entries."""
    return {term.key: _without_lines(term) for term in db.get(glossary, "").glossary.terms}


def _without_lines(term: Term) -> Term:
    return replace(term, position=Position(term.position.path, 0), end_line=0)


@query(table=True, keep=dict[str, Key])
def translations(db: Database, _: str) -> dict[str, dict[str, Key]]:
    """The terms with each translation key, by language."""
    return by_translation(db.get(terms, "").values())


@query(keep=tuple[Source, ...])
def sources(db: Database, _: str) -> tuple[Source, ...]:
    """Every source without bodies and lines, in order."""
    known = db.get(terms, "")
    return tuple(
        replace(source, terms=tuple([known[term.key] for term in source.terms]))
        for source in db.get(glossary, "").glossary.sources
    )


@query(keep=tuple[int, int])
def sizes(db: Database, _: str) -> tuple[int, int]:
    """The numbers of terms and of notes."""
    known = db.get(sources, "")
    return sum(len(each.terms) for each in known), sum(each.note is not None for each in known)


@query(table=True, keep=Source)
def source(db: Database, _: str) -> dict[str, Source]:
    """The title, path and address of each file, without its terms."""
    return {each.path: replace(each, terms=()) for each in db.get(sources, "")}


@query(table=True, keep=tuple[Key, ...])
def keys_in(db: Database, _: str) -> dict[str, tuple[Key, ...]]:
    """The keys of the terms of each file."""
    return {each.path: tuple(term.key for term in each.terms) for each in db.get(sources, "")}


# -- dates ---------------------------------------------------------------------


@query(table=True, keep=str)
def histories(db: Database, _: str) -> dict[str, str]:
    """A digest of the commits that changed each file; a file that was never committed has none."""
    return db.input(histories_in_git, "")


@query(table=True, keep=str, pooled=True)
def dates_in(db: Database, path: str) -> dict[Key, str]:
    """The dates from git when the entries of a file, its note and its page were last changed."""
    history, known = db.part(histories, "", file_path(path)), db.part(source, "", path)
    if not history or known is None:
        return {}
    dates = list(db.input(line_dates, (file_path(path), history)))
    spans = {key: db.part(lines, "", key) for key in db.part(keys_in, "", path)}
    return dates_of(known, spans, dates)


def dates_of_all(db: Database, wanted: Sequence[tuple[str, Key]]) -> list[str]:
    """The dates (see `date_of`) of many entries, by path and key."""
    return [date or "" for date in db.gather(dates_in, wanted)]


def date_of(db: Database, key: Key, path: str) -> str:
    """The date from git when an entry, a note or a page was last changed; empty if there is none."""
    return db.part(dates_in, path, key) or ""
