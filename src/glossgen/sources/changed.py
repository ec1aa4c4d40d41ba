"""A few files read again, when nothing else has changed since the whole glossary was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from glossgen.config import Config
from glossgen.markdown import make_parser
from glossgen.model import Glossary, Source, Term
from glossgen.sources.file_reader import FileReader
from glossgen.sources.files import SourceFile, read_bytes
from glossgen.sources.readings import load_readings, with_readings


def read_changed(config: Config, known: Mapping[Path, Source]) -> dict[str, Source] | None:
    """Some files as they are now, by their paths in the glossary, out of what was `known` of each.

    None when it takes the whole glossary to say what they are: they have
    problems, show other files, leave their language open, or have other terms.
    """
    reader, readings = make_parser(), load_readings(config.readings)
    found: dict[str, Source] = {}
    for path, before in known.items():
        file = _file_at(config, path)
        data, problem = read_bytes(file) if file else (b"", None)
        if file is None or problem:
            return None
        parsed = FileReader(config, reader, common=lambda: "und").read(file, data, (0, 0))
        if parsed.source is None or parsed.problems or parsed.asked or parsed.common:
            return None
        terms = _identified(before.terms, parsed.source.terms)
        if terms is None:
            return None
        given = with_readings(Glossary((replace(parsed.source, terms=terms),)), readings)
        found[file.path] = given.sources[0]
    return found


def _file_at(config: Config, path: Path) -> SourceFile | None:
    """The source file at a path, unless several source folders hold it."""
    folders = [folder for folder in config.sources if path.is_relative_to(folder.path)]
    if len(folders) != 1:
        return None
    name = path.relative_to(folders[0].path).as_posix()
    return SourceFile(folders[0], path, name, config.relative(path))


def _identified(known: Sequence[Term], read: Sequence[Term]) -> tuple[Term, ...] | None:
    """The terms that were read with the ids that they have in the whole glossary; None if there are others.

    An id follows from the preferred label, or is given by the writer.
    """
    if len(known) != len(read) or not all(map(_is_same, known, read)):
        return None
    return tuple(replace(term, id=before.id) for before, term in zip(known, read, strict=True))


def _is_same(known: Term, read: Term) -> bool:
    given = known.explicit_id, read.explicit_id
    same_id = read.id == known.id if all(given) else not any(given)
    return same_id and known.language == read.language and known.labels[0] == read.labels[0]
