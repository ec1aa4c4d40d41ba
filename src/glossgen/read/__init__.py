"""Folders of Markdown to a `Glossary`: every term, every note, every problem."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from glossgen.config import AUTO, Config
from glossgen.markdown import make_parser, parse_document
from glossgen.model import Form, Glossary, Position, Problem, Source
from glossgen.read.attributes import Attributes, Reader
from glossgen.read.files import Assets, SourceFile, find_files, read_text
from glossgen.read.forms import guess_form, is_home, shown_language, stated_language
from glossgen.read.identity import assign_ids
from glossgen.read.sources import SourceBuilder
from glossgen.readings import load_readings, with_readings

__all__ = ["read_glossary"]

Progress = Callable[[str, int, int], None]


def read_glossary(config: Config, progress: Progress | None = None) -> Glossary:
    """Read every source file of a glossary. Files with errors are read as far as they go."""
    files = list(find_files(config))
    reader = FileReader(config)
    sources: list[Source] = []
    for number, file in enumerate(files, 1):
        source = reader.read(file)
        if source:
            sources.append(source)
        if progress:
            progress("read", number, len(files))
    identified, problems = assign_ids(sources)
    glossary = Glossary(
        sources=identified,
        assets=reader.assets.found,
        problems=(*reader.problems, *problems),
    )
    return with_readings(glossary, load_readings(config.readings))


class FileReader:
    """Reads files one by one with one parser."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.md = make_parser()
        self.assets = Assets(config)
        self.problems: list[Problem] = []

    def read(self, file: SourceFile) -> Source | None:
        """The source of a file, or None when it is a draft or not readable."""
        text, problem = read_text(file)
        if problem:
            self.problems.append(problem)
            return None
        return self.parse(file, text)

    @cached_property
    def common_language(self) -> str:
        """The language of files that say nothing, where the configuration says nothing either.

        All of them are judged together: one entry without kana must not turn a
        glossary into a site in two languages.
        """
        silent = (file for file in find_files(self.config) if file.folder.language == AUTO)
        return shown_language(read_text(file)[0] for file in silent)

    def parse(self, file: SourceFile, text: str) -> Source | None:
        """The source that a text in the place of a file would be, or None for a draft."""
        front, has_front = self._front_matter(file, text)
        if front.draft:
            return None
        languages = self.config.languages
        language = stated_language(file.name, file.folder.language, front, languages)
        if not language:
            language = shown_language([text], languages) if languages else self.common_language
        form = file.folder.form
        if form is Form.AUTO or is_home(file.name, language, front):
            form = guess_form(file.name, language, front, has_front)
        document = parse_document(
            self.md,
            text,
            level=file.folder.level if form is Form.HEADINGS else None,
            locate=lambda address: self.assets.locate(file, address),
        )
        builder = SourceBuilder(self.config, file, language, document, front)
        source = builder.build(form)
        self.problems += builder.problems
        return source

    def _front_matter(self, file: SourceFile, text: str) -> tuple[Attributes, bool]:
        """Front matter is read before the text is parsed, since it says how to parse it."""
        lines = text.split("\n")
        if lines[0].rstrip() != "---":
            return Attributes(), False
        end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is None:
            message = "front matter that begins with --- has no closing ---"
            self.problems.append(Problem(Position(file.path), "front-matter", message))
            return Attributes(), False
        reader = Reader(self.config.front_matter, file.path, "\n".join(lines[1:end]), 2)
        attributes = reader.read(strict=False)
        self.problems += reader.problems
        return attributes, True
