"""Parses one source file with the reader for its form, through the database."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from glossgen.config.queries import Settings
from glossgen.markdown import Parser, Resource, make_parser
from glossgen.model import SourceKind
from glossgen.query import Database
from glossgen.sources.data.parts import file_path, part_language
from glossgen.sources.data.read import data_language, read_data
from glossgen.sources.file_queries import (
    base_at,
    common_language,
    data_of,
    place_of,
    records,
    source_file,
    understood,
)
from glossgen.sources.file_reader import FileReader
from glossgen.sources.files import SourceFile, is_data, is_sphinx
from glossgen.sources.forms.understood import Understood
from glossgen.sources.inputs import located
from glossgen.sources.parsed import Parsed
from glossgen.sources.sphinx.read import read_sphinx


class _Located:
    """Locates the files that a text shows, through the inputs of the database (see `files.Assets`)."""

    def __init__(self, db: Database, number: int, renamed: dict[str, str]) -> None:
        self._db = db
        self._number = number
        self._renamed = renamed

    def locate(self, file: SourceFile, address: str) -> Resource | None:
        """The file for an address as written; None if there is none."""
        found = self._db.input(located, (self._number, file.name, address))
        if found is None:
            return None
        path, resource = found
        return replace(resource, url=self._renamed.get(path, resource.url))


def parse_file(db: Database, path: str, renamed: dict[str, str]) -> Parsed:
    """Parse a source file, or a part of one. `renamed` are files without their natural addresses."""
    file = source_file(db, path)
    if file is None:
        return Parsed(None)
    parser = db.resources.get("markdown parser", "", make_parser)
    config: Any = Settings(db)
    assets = _Located(db, (place_of(db, path) or (0, ""))[0], renamed)
    if is_data(path):
        return _parse_data(db, path, file, parser, assets)
    data, problem = data_of(db, path)
    if problem:
        return Parsed(None, (problem,))

    def common(_: SourceFile) -> str:
        return common_language(db, path)  # asked only for a file that states no language

    if is_sphinx(path):
        return read_sphinx(config, parser, file, data, assets.locate, common)
    form = db.part(understood, "", path) or Understood()
    base = lambda host: db.get(base_at, host)  # noqa: E731  (asked for addresses on other hosts)
    reader = FileReader(config, parser, assets, common, lambda _: form, base)  # type: ignore[arg-type]
    return reader.read(file, data)


def _parse_data(db: Database, path: str, file: SourceFile, parser: Parser, assets: _Located) -> Parsed:
    """The part of a data file in one language."""
    stated, config = part_language(path), Settings(db)
    found = db.part(records, file_path(path), f"language:{stated}")
    beside = lambda: common_language(db, path)  # noqa: E731  (asked for a list of words in two languages)
    language = data_language(config, file, stated, found, beside)  # type: ignore[arg-type]
    form = db.part(understood, "", file_path(path)) or Understood()
    alone = form.form is SourceKind.ARTICLE
    return read_data(config, parser, file, language, found, assets.locate, alone=alone)  # type: ignore[arg-type]
