"""Makes a `Source` of the records of a data file in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from glossgen.config import AUTO, Config
from glossgen.markdown import Parser, Resource
from glossgen.markdown.document import parse_records
from glossgen.model import Position, Problem, SourceKind
from glossgen.sources.attributes import Attributes
from glossgen.sources.character_problems import character_problems
from glossgen.sources.data.records import Record
from glossgen.sources.files import SourceFile
from glossgen.sources.parsed import Parsed
from glossgen.sources.source_builder import SourceBuilder
from glossgen.sources.source_kind import shown_language, stated_language
from glossgen.text.columns import LABEL
from glossgen.text.language_marks import count_marks


def read_data(
    config: Config,
    parser: Parser,
    file: SourceFile,
    language: str,
    records: Sequence[Record],
    locate: Callable[[SourceFile, str], Resource | None],
    *,
    alone: bool = False,
) -> Parsed:
    """The source that the records of one language make. `file.path` is the path of the part.

    A record that is `alone` in its file makes an article.
    """
    asked: list[tuple[str, Resource | None]] = []

    def look(address: str) -> Resource | None:
        found = locate(file, address)
        asked.append((address, found))
        return found

    document = parse_records(
        parser, [(each.term, each.text, each.line, each.fields) for each in records], look, language
    )
    builder = SourceBuilder(config, file, language, document, Attributes())
    source = builder.build(SourceKind.DATA)
    if alone and len(source.terms) == 1:
        source = replace(source, form=SourceKind.ARTICLE, title=source.terms[0].label)
    problems = [
        replace(problem, position=Position(file.path, each.line))
        for each in records
        for text in (each.term, each.text, *(value for _, value in each.fields))
        for problem in character_problems(file.path, text)
    ]
    return Parsed(source, (*problems, *builder.problems), tuple(asked))


def data_language(
    config: Config, file: SourceFile, stated: str, records: Sequence[Record], beside: Callable[[], str]
) -> str:
    """The language of records: their own field, else that of the folder, else detected from their texts.

    A list of words without definitions is for readers of the texts `beside` it, if it has words in
    their language.
    """
    language = stated or stated_language(file.name, file.folder.language, Attributes(), config.languages)
    if language and language != AUTO:
        return language
    named = {field.removeprefix(LABEL) for each in records for field, _ in each.fields}
    if named and not any(each.text for each in records) and (common := beside()) in named:
        return common
    texts = (count_marks(f"{each.term} {each.text}") for each in records)
    return shown_language(texts, config.languages)


def problems_of(path: str, wrong: Sequence[tuple[int, str]]) -> tuple[Problem, ...]:
    """The problems of a data file."""
    return tuple(Problem(Position(path, line), "data", message) for line, message in wrong)
