"""Reads one Markdown file into a `Source`, and determines its language and kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from glossgen.config import AUTO, Config
from glossgen.markdown import OwnSite, Parser, Resource, base_of, make_parser, parse_document
from glossgen.model import Position, Problem, Source, SourceKind
from glossgen.sources.attributes import AttributeReader, Attributes, known_names
from glossgen.sources.character_problems import character_problems
from glossgen.sources.files import Assets, SourceFile, decode_text, read_text
from glossgen.sources.forms.sources import find_sources, understand_files
from glossgen.sources.forms.understood import Understood
from glossgen.sources.front_matter import FrontMatterText, find_front_matter, without_front_matter
from glossgen.sources.mdx import without_mdx
from glossgen.sources.parsed import Parsed
from glossgen.sources.source_builder import SourceBuilder
from glossgen.sources.source_kind import (
    folder_languages,
    guess_kind,
    has_other_names_only,
    is_folder_page,
    is_home,
    language_of_folder,
    shown_language,
    stated_language,
)
from glossgen.text.language_marks import count_marks


class FileReader:
    """Reads files, and collects their problems and the other files that they refer to.

    `common` returns the language of files that do not state one, and `understand` the form of a
    file; without them, all files are read to find these out. For `base_at` see `OwnSite`.
    """

    def __init__(
        self,
        config: Config,
        md: Parser | None = None,
        assets: Assets | None = None,
        common: Callable[[SourceFile], str] | None = None,
        understand: Callable[[SourceFile], Understood] | None = None,
        base_at: Callable[[str], str] | None = None,
    ) -> None:
        self.config = config
        self.md = md or make_parser()
        self.assets = assets or Assets(config)
        self.problems: list[Problem] = []
        self.asked: list[tuple[str, Resource | None]] = []
        self._find_common = common or self._common_of
        self._understand = understand or self._understand_all
        self._base_at = base_at or (lambda host: base_of(config.base_url, host))

    def read(self, file: SourceFile, data: bytes) -> Parsed:
        """Read a file. Use a new reader for each file, since the results are collected in the reader."""
        text, problem = decode_text(file, data)
        if problem:
            return Parsed(None, (problem,))
        self.problems += character_problems(file.path, text)
        source = self.parse(file, text)
        return Parsed(source, tuple(self.problems), tuple(self.asked))

    def parse(self, file: SourceFile, text: str) -> Source | None:
        """Parse a text as the content of a file; None for a draft."""
        text = without_mdx(text) if file.name.lower().endswith(".mdx") else text
        front, written = self._front_matter(file, text)
        if front.draft:
            return None
        language = self._language(file, text, front)
        form, level, lacks, spaced = file.folder.form, file.folder.level, "", False
        title_level = level if form is SourceKind.ARTICLE else 1
        if form is SourceKind.AUTO or is_home(file.name, language, front):
            form = guess_kind(file.name, language, front, bool(written.end))
            if form is SourceKind.ARTICLE and has_other_names_only(front):
                # Beside a glossary, a page with the `aliases` of a site or a vault is a page.
                form = SourceKind.NOTE if self._understand(file).form is SourceKind.NOTE else form
        elif form is SourceKind.ARTICLE and is_folder_page(file.name):
            form = SourceKind.NOTE
        if form is SourceKind.AUTO:
            seen = self._understand(file)
            form, level = seen.form, seen.level if seen.form is not SourceKind.AUTO else level
            form = SourceKind.HEADINGS if form is SourceKind.AUTO else form
            title_level = seen.level if form is SourceKind.ARTICLE else 1
            lacks, spaced = seen.lacks, seen.spaced
        document = parse_document(
            self.md,
            _body(text, written, front, form),
            level=level if form is SourceKind.HEADINGS else None,
            form=form.value,
            title_level=title_level,
            language=language,
            own=OwnSite({name: dict(its) for name, its in self.config.shortcodes}, self._base_at),
            known=lambda: known_names(self.config.front_matter),
            locate=lambda address: self._locate(file, address),
        )
        builder = SourceBuilder(self.config, file, language, document, front, spaced)
        source = builder.build(form, lacks)
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
            return stated or shown_language([count_marks(text)], languages)
        return self._find_common(file)

    def _understand_all(self, file: SourceFile) -> Understood:
        return self._forms.get(file.path, Understood())

    @cached_property
    def _forms(self) -> dict[str, Understood]:
        return understand_files(self.config)

    def _common_of(self, file: SourceFile) -> str:
        number = self.config.sources.index(file.folder)
        return language_of_folder(number, file.name, self._common.get)

    @cached_property
    def _common(self) -> dict[tuple[int, str], str]:
        number = self.config.sources.index
        files = (file for file in find_sources(self.config) if file.folder.language == AUTO)
        return folder_languages(
            (number(file.folder), file.name, count_marks(read_text(file)[0])) for file in files
        )

    def _front_matter(self, file: SourceFile, text: str) -> tuple[Attributes, FrontMatterText]:
        """Read the front matter before the text is parsed, since it determines how to parse it."""
        found = find_front_matter(text)
        if not found.end:
            if text.split("\n", 1)[0].rstrip() == "---":
                message = "front matter that begins with --- has no closing ---"
                self.problems.append(Problem(Position(file.path), "front-matter", message))
            return Attributes(), found
        reader = AttributeReader(
            self.config.front_matter, file.path, found.text.rstrip("\n"), found.line, found.syntax
        )
        attributes = reader.read(strict=False)
        self.problems += reader.problems
        return attributes, found


def _body(text: str, written: FrontMatterText, front: Attributes, form: SourceKind) -> str:
    """The text of a file without front matter; of an empty article the definition in its front matter.

    Line numbers stay those of the file.
    """
    definition, line = front.definition
    if form is SourceKind.ARTICLE and definition and not text[written.end :].strip():
        return "\n" * (line - 1) + definition
    return without_front_matter(text, written)
