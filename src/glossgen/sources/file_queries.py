"""Queries for source files before they are parsed: bytes, records of data, form, language."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from glossgen.config import AUTO
from glossgen.config.queries import setting
from glossgen.config.regular_file import TOO_LARGE
from glossgen.config.values import EXCLUDE
from glossgen.markdown import base_of
from glossgen.model import Position, Problem, SourceKind
from glossgen.query import Database, query
from glossgen.sources.data.parts import file_path, part_path
from glossgen.sources.data.records import Records, records_of
from glossgen.sources.files import SourceFile, decode_text, is_data, is_sphinx, is_unread, refused, unfit_name
from glossgen.sources.forms.candidate import Candidate, is_aside
from glossgen.sources.forms.evidence import Evidence, evidence_of, is_made, name_hash
from glossgen.sources.forms.understand import understand
from glossgen.sources.forms.understood import Understood
from glossgen.sources.inputs import source_bytes, sources_on_disk
from glossgen.sources.source_kind import folder_languages, language_of_folder
from glossgen.sources.sphinx.directive import count_directives, title_of
from glossgen.text.language_marks import Marks, count_marks


@query(table=True, keep=tuple[int, str])
def source_files(db: Database, _: str) -> dict[str, tuple[int, str]]:
    """The number of the folder of each source file, and its name there."""
    return {path: (number, name) for path, number, name in db.input(sources_on_disk, "")}


def place_of(db: Database, path: str) -> tuple[int, str] | None:
    """The number of the folder of a source file, or of a part of it, and its name there."""
    return db.part(source_files, "", file_path(path))  # type: ignore[no-any-return]


def source_file(db: Database, path: str) -> SourceFile | None:
    """A source file by its path; None if there is no such file now."""
    place = place_of(db, path)
    if place is None:
        return None
    folder = db.input(setting, "sources")[place[0]]
    return SourceFile(folder, folder.path / place[1], place[1], path)


def data_of(db: Database, path: str) -> tuple[bytes, Problem | None]:
    """The bytes of a source file, or the problem that prevents reading it."""
    place, path = place_of(db, path), file_path(path)
    if place is not None and not place[1]:
        hint = "rename it: pages name their files in UTF-8"
        return b"", Problem(Position(path), "unreadable", "the name of the file is not UTF-8", hint)
    if problem := unfit_name(path):
        return b"", problem
    data = db.input(source_bytes, path)
    if isinstance(data, str):
        return b"", refused(path, data)
    return data, None


def _part_of_records(found: Records, part: str) -> Any:
    """`count`, `alone`, `languages`, `wrong`, `refused`, or the records of `language:tag`."""
    match part.partition(":"):
        case ("alone", _, _):
            return found.alone
        case ("count", _, _):
            return found.count
        case ("names", _, _):
            return tuple(
                sorted({name_hash(each.term) for _, records in found.by_language for each in records})
            )
        case ("languages", _, _):
            return tuple(language for language, _ in found.by_language)
        case ("wrong", _, _):
            return found.wrong
        case ("refused", _, _):
            return found.refused
        case ("language", _, tag):
            return dict(found.by_language).get(tag, ())
    raise AssertionError(part)


@query(keep=Records, part=_part_of_records, large=True)
def records(db: Database, path: str) -> Records:
    """The records of a data file; none if it is not a glossary, unless a source names it."""
    file = source_file(db, path)
    data, problem = data_of(db, path)
    if file is None:
        return Records()
    named = bool(file.folder.include) or file.folder.form is SourceKind.DATA
    if problem:
        # Data that nobody named may be of another program, and as large as that needs.
        return Records() if TOO_LARGE in problem.message and not named else Records(refused=problem)
    found = records_of(file.name, data, file.folder.columns, named=named)
    if found.refused is None:
        return found
    return replace(found, refused=replace(found.refused, position=Position(path, found.wrong[0][0])))


def _says_made(db: Database, path: str, names: tuple[int, ...]) -> bool:
    return bool(names) and is_made(data_of(db, path)[0][:_HEAD].decode("utf-8", "replace"))


_HEAD = 2_000


@query(keep=Evidence, pooled=True)
def evidence(db: Database, path: str) -> Evidence:
    """The features of a file that its form is detected from; most edits do not change them."""
    if is_unread(path):
        return Evidence()
    if is_data(path):
        names = db.part(records, path, "names")
        count, alone = db.part(records, path, "count"), db.part(records, path, "alone")
        return Evidence(rows=count, names=names, made=_says_made(db, path, names), alone=alone)
    file = source_file(db, path)
    data, problem = data_of(db, path)
    if file is None or problem:
        # A file that cannot be read counts as a glossary, so that it is read and the problem reported.
        return Evidence(fences=1) if is_sphinx(path) else Evidence()
    if is_sphinx(path):
        text = decode_text(file, data)[0]
        return Evidence(heading=title_of(text), fences=count_directives(text))
    return evidence_of(decode_text(file, data)[0], lambda: db.input(setting, "front_matter"))


@query(table=True, keep=Understood)
def understood(db: Database, _: str) -> dict[str, Understood]:
    """How each file is read, from the evidence of all of them."""
    folders = db.input(setting, "sources")
    hidden = db.input(setting, "exclude") == EXCLUDE
    return understand(
        [
            Candidate(
                path,
                number,
                name or path,
                hidden and is_aside(name),
                db.get(evidence, path),
                folders[number].form,
                folders[number].level,
                bool(folders[number].include),
            )
            for path, (number, name) in db.get(source_files, "").items()
        ]
    )


@query(keep=tuple[str, ...])
def source_paths(db: Database, _: str) -> tuple[str, ...]:
    """The paths of the source files that are read, in order."""
    paths: list[str] = []
    for path, form in db.get(understood, "").items():
        if is_data(path) and not form.skipped:
            paths += (part_path(path, language) for language in db.part(records, path, "languages"))
        elif not form.skipped:
            paths.append(path)
    return tuple(paths)


@query(keep=tuple[int, ...])
def letters(db: Database, path: str) -> Marks:
    """The counts of a file that show the language of its prose."""
    file = source_file(db, path)
    data, problem = data_of(db, path)
    return count_marks("") if file is None or problem else count_marks(decode_text(file, data)[0])


@query(table=True, keep=str)
def languages_of_folders(db: Database, _: str) -> dict[tuple[int, str], str]:
    """The language of the files of each folder that do not state one; they are judged together."""
    folders = db.input(setting, "sources")
    places = db.get(source_files, "")
    return folder_languages(
        (*places[path], db.get(letters, path))
        for path in db.get(source_paths, "")
        if not is_data(path) and folders[places[path][0]].language == AUTO
    )


def common_language(db: Database, path: str) -> str:
    """The language of files that do not state one, in the folder of a file."""
    number, name = place_of(db, path) or (-1, "")
    return language_of_folder(number, name, lambda place: db.part(languages_of_folders, "", place))


@query(keep=str)
def base_at(db: Database, host: str) -> str:
    """The address of the site if its host is `host`, so that a text depends on no more of the setting."""
    return base_of(db.input(setting, "base_url"), host)
