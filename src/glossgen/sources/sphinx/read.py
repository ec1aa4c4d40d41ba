"""Reads a reStructuredText file with glossary directives into a `Source`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossgen.config import Config
from glossgen.markdown import Parser, Resource
from glossgen.markdown.document import Title, parse_records
from glossgen.model import Position, Problem, SourceKind
from glossgen.sources.attributes import Attributes
from glossgen.sources.character_problems import character_problems
from glossgen.sources.files import SourceFile, decode_text
from glossgen.sources.parsed import Parsed
from glossgen.sources.source_builder import SourceBuilder
from glossgen.sources.source_kind import shown_language, stated_language
from glossgen.sources.sphinx.directive import DirectiveEntry, directive_entries, title_of
from glossgen.text.language_marks import count_marks

if TYPE_CHECKING:
    from glossgen.sources.sphinx.doctree import Effort

_MARKUP = re.compile(r"``([^`]+)``|\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`_*")


def read_sphinx(
    config: Config,
    parser: Parser,
    file: SourceFile,
    data: bytes,
    locate: Callable[[SourceFile, str], Resource | None],
    common: Callable[[SourceFile], str],
) -> Parsed:
    """Parse a file: its entries are those of its glossary directives."""
    text, problem = decode_text(file, data)
    if problem:
        return Parsed(None, (problem,))
    asked: list[tuple[str, Resource | None]] = []

    def look(address: str) -> Resource | None:
        found = locate(file, address)
        asked.append((address, found))
        return found

    language = stated_language(file.name, file.folder.language, Attributes(), config.languages)
    if not language and config.languages:
        language = shown_language([count_marks(text)], config.languages)
    language = language or common(file)
    entries, dense = _in_markdown(file.path, directive_entries(text.replace("\r\n", "\n")))
    records = [(" | ".join(map(_plain, each.terms)), each.text, each.line, ()) for each in entries]
    document = replace(parse_records(parser, records, look, language), title=Title(_plain(title_of(text))))
    builder = SourceBuilder(config, file, language, document, Attributes())
    source = builder.build(SourceKind.DEFINITIONS)
    problems = (*character_problems(file.path, text), *dense, *builder.problems)
    return Parsed(source, problems, tuple(asked))


def _in_markdown(path: str, entries: Iterable[DirectiveEntry]) -> tuple[list[DirectiveEntry], list[Problem]]:
    """The entries with their texts in Markdown, or unparsed with a problem (see `markdown_of`)."""
    # docutils takes long to import
    from glossgen.sources.sphinx.doctree import Effort, TooMuch
    from glossgen.sources.sphinx.to_markdown import as_written, markdown_of

    effort, found, problems = Effort(), [], []
    for entry in entries:
        try:
            text = markdown_of(entry.text, effort)
        except TooMuch:
            text = as_written(entry.text)
            message = f"“{entry.terms[0]}” is as written: markup nested too deeply, or too much for one file"
            problems.append(Problem(Position(path, entry.line), "dense-markup", message, "split the file"))
        found.append(replace(entry, text=text))
        problems += _disabled(path, entry, effort)
    return found, problems


def _disabled(path: str, entry: DirectiveEntry, effort: Effort) -> Iterator[Problem]:
    """A problem for each directive of an entry that was left out."""
    for name in dict.fromkeys(effort.disabled):
        message = f"the directive “{name}” is left out, as it would insert a file or raw HTML"
        yield Problem(
            Position(path, entry.text_line), "not-read", message, "write what it shows in its place"
        )
    effort.disabled.clear()


def _plain(term: str) -> str:
    """A term without inline markup."""
    return _MARKUP.sub(lambda found: next(group for group in found.groups() if group), term)
