"""Reads one Markdown file into a `Source`, and determines its language and kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from glossgen.config import AUTO, Config
from glossgen.markdown import Parser, Resource, make_parser, parse_document
from glossgen.model import Position, Problem, Source, SourceKind
from glossgen.sources.attributes import AttributeReader, Attributes
from glossgen.sources.files import Assets, SourceFile, decode_text, find_files, read_text
from glossgen.sources.parsed import Letters, Parsed
from glossgen.sources.source_builder import SourceBuilder
from glossgen.sources.source_kind import count_letters, guess_kind, is_home, shown_language, stated_language
from glossgen.text.odd_characters import CONTROL, OVERRIDE, character_name, first_of_lines


def odd_characters(path: str, text: str) -> list[Problem]:
    """What is wrong with the characters of a text, for the first of each line."""
    kinds = (
        (CONTROL, "control-character", "the control character {0} is shown as \ufffd"),
        (OVERRIDE, "hidden-character", "the character {0} turns what stands behind it"),
    )
    return [
        Problem(Position(path, line), code, message.format(character_name(char)), "remove the character")
        for pattern, code, message in kinds
        if not text.isascii() or pattern is CONTROL
        for line, char in first_of_lines(pattern, text)
    ]


class FileReader:
    """Reads files, and collects their problems and the other files that they refer to.

    `common` returns the language of files that do not state one; without it, the letters of all
    files are counted to find that language.
    """

    def __init__(
        self,
        config: Config,
        md: Parser | None = None,
        assets: Assets | None = None,
        common: Callable[[], str] | None = None,
    ) -> None:
        self.config = config
        self.md = md or make_parser()
        self.assets = assets or Assets(config)
        self.problems: list[Problem] = []
        self.asked: list[tuple[str, Resource | None]] = []
        self.common = ""
        self._find_common = common or self._count_all

    def read(self, file: SourceFile, data: bytes, letters: Letters) -> Parsed:
        """Read a file. Use a new reader for each file, since the results are collected in the reader."""
        text, problem = decode_text(file, data)
        if problem:
            return Parsed(None, (problem,), letters=letters)
        self.problems += odd_characters(file.path, text)
        source = self.parse(file, text)
        return Parsed(source, tuple(self.problems), tuple(self.asked), self.common, letters)

    def parse(self, file: SourceFile, text: str) -> Source | None:
        """Parse a text as the content of a file; None for a draft."""
        front, has_front = self._front_matter(file, text)
        if front.draft:
            return None
        language = self._language(file, text, front)
        form = file.folder.form
        if form is SourceKind.AUTO or is_home(file.name, language, front):
            form = guess_kind(file.name, language, front, has_front)
        document = parse_document(
            self.md,
            text,
            level=file.folder.level if form is SourceKind.HEADINGS else None,
            locate=lambda address: self._locate(file, address),
        )
        builder = SourceBuilder(self.config, file, language, document, front)
        source = builder.build(form)
        self.problems += builder.problems
        return source

    # -- what comes from outside -------------------------------------------

    def _locate(self, file: SourceFile, address: str) -> Resource | None:
        found = self.assets.locate(file, address)
        self.asked.append((address, found))
        return found

    def _language(self, file: SourceFile, text: str, front: Attributes) -> str:
        languages = self.config.languages
        stated = stated_language(file.name, file.folder.language, front, languages)
        if stated or languages:
            return stated or shown_language([count_letters(text)], languages)
        self.common = self._common
        return self.common

    @cached_property
    def _common(self) -> str:
        return self._find_common()

    def _count_all(self) -> str:
        files = (file for file in find_files(self.config) if file.folder.language == AUTO)
        return shown_language(count_letters(read_text(file)[0]) for file in files)

    def _front_matter(self, file: SourceFile, text: str) -> tuple[Attributes, bool]:
        """Read the front matter before the text is parsed, since it determines how to parse it."""
        lines = text.split("\n")
        if lines[0].rstrip() != "---":
            return Attributes(), False
        end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is None:
            message = "front matter that begins with --- has no closing ---"
            self.problems.append(Problem(Position(file.path), "front-matter", message))
            return Attributes(), False
        reader = AttributeReader(self.config.front_matter, file.path, "\n".join(lines[1:end]), 2)
        attributes = reader.read(strict=False)
        self.problems += reader.problems
        return attributes, True
