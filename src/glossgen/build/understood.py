"""Summary of how a glossary was read, in three lines that a build prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from glossgen.model import Source, SourceKind
from glossgen.query import Database
from glossgen.sources.data.parts import file_path
from glossgen.sources.file_queries import source_files, understood
from glossgen.sources.files import is_data
from glossgen.sources.forms.candidate import is_named
from glossgen.sources.queries import sources

_MOST_NAMES = 8

FORM_NAMES = {
    SourceKind.HEADINGS: "headings",
    SourceKind.ARTICLE: "articles",
    SourceKind.NOTE: "notes",
    SourceKind.INDEX: "home page",
    SourceKind.LIST: "lists",
    SourceKind.TABLE: "tables",
    SourceKind.DEFINITIONS: "definitions",
    SourceKind.DATA: "data",
}
"""What the forms are called in reports."""


def count_translated(found: Iterable[Source]) -> int:
    """How many terms have one of the same translation key in another language."""
    keys = {
        (term.meta.translation_key, term.language)
        for source in found
        for term in source.terms
        if term.meta.translation_key
    }
    count = Counter(key for key, _ in keys)
    return sum(number for number in count.values() if number > 1)


def is_other_data(path: str) -> bool:
    """Whether a file is data that does not call itself a glossary, as the configuration of programs."""
    return is_data(path) and not is_named(path.rpartition("/")[2])


def skipped_files(db: Database) -> list[tuple[str, str]]:
    """The paths of files that could hold a glossary and are not read, each with the reason."""
    return [
        (path, form.skipped)
        for path, form in db.peek(understood, "").items()
        if form.skipped and (form.same or not is_other_data(path))
    ]


def understood_lines(db: Database) -> tuple[str, ...]:
    """Three lines: what was read, in which languages, and what was not."""
    found = db.peek(sources, "")
    files = [(file_path(each.path), SourceKind.NOTE if each.note else each.form) for each in found]
    forms = Counter(form for _, form in dict.fromkeys(files))
    read = ", ".join(f"{FORM_NAMES[form]} in {_files(count)}" for form, count in forms.most_common())
    languages = Counter(source.language for source in found for _ in source.terms)
    told = ", ".join(f"{language} {count:,}" for language, count in languages.most_common(_MOST_NAMES))
    rest = len(languages) - _MOST_NAMES
    told += f" and {rest} more languages" if rest > 0 else ""
    skipped = len(skipped_files(db))
    translated = count_translated(found)
    lines = [f"Read: {read or 'no file'}", f"Terms: {told or 'none'}"]
    lines[1] += f"; {translated:,} have a translation" if translated else ""
    if skipped or len(db.peek(source_files, "")) == 0:
        lines.append(f"Not read: {_files(skipped)} (“glossgen inspect” says which and why)")
    return tuple(lines)


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")
