"""The source files of a glossary for the mirror: in source form, with source maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from glossgen.config import Config
from glossgen.markdown.source_map import Block, Env, SourceSegment, make_tracing_parser
from glossgen.mirror.strip import Stripped, Stripper
from glossgen.model import Glossary, Source
from glossgen.problems import CannotStart
from glossgen.sources import FileReader
from glossgen.sources.files import SourceFile, decode_text, no_sources, read_bytes
from glossgen.sources.forms.sources import find_sources
from glossgen.sources.ids import assign_ids

BOM = "\ufeff"
NO_MARKDOWN = "there is no Markdown in the source folders"


class MappedFile(Struct, frozen=True):
    """One source file. `path` is its path in the mirror, `data` its original bytes.

    `source` is None for a file that cannot be read. `text_runs` has, by line and text, the blocks
    that text runs come from.
    """

    file: SourceFile
    path: str
    data: bytes
    stripped: Stripped = field(default_factory=lambda: Stripped(""))
    source: Source | None = None
    blocks: tuple[Block, ...] = ()
    text_runs: dict[tuple[int, str], list[tuple[Block, tuple[SourceSegment, ...]]]] = field(
        default_factory=dict
    )
    env: Env = field(default_factory=dict)


class MirrorSources(Struct, frozen=True):
    """All source files, their glossary, and the other files that they show."""

    files: tuple[MappedFile, ...]
    glossary: Glossary
    shown: tuple[tuple[str, Path], ...] = ()

    def with_sources(self, sources: Iterable[Source]) -> MirrorSources:
        """The same files with replaced sources, for instance after terms got their final ids."""
        by_path = {source.path: source for source in sources}
        return replace(self, files=tuple(replace(f, source=by_path.get(f.file.path)) for f in self.files))


def read_sources(config: Config) -> MirrorSources:
    """Read every source file in source form; a file in linked form is stripped first.

    Raises CannotStart if no file can be read: an empty mirror must not take the place of the old one.
    """
    reader, stripper = FileReader(config), Stripper()
    reader.md, trace = make_tracing_parser()
    traced: list[MappedFile] = []
    for file in find_sources(config):
        data, problem = read_bytes(file)
        if problem:
            reader.problems.append(problem)
            continue
        text, problem = decode_text(file, data)
        path = mirror_path(config, file)
        if problem:
            reader.problems.append(problem)
            traced.append(MappedFile(file, path, data))
            continue
        stripped = stripper.strip(text)
        source = reader.parse(file, stripped.text)
        if source is not None:
            blocks = tuple(trace.blocks)
            traced.append(MappedFile(file, path, data, stripped, source, blocks, _flows(blocks), trace.env))
    if not traced:
        raise CannotStart(reader.problems or [no_sources(config, NO_MARKDOWN)])
    sources, problems = assign_ids([each.source for each in traced if each.source])
    glossary = Glossary(sources=sources, problems=(*reader.problems, *problems))
    return MirrorSources(tuple(traced), glossary, tuple(_shown(config, reader))).with_sources(sources)


def _flows(blocks: tuple[Block, ...]) -> dict[tuple[int, str], list[tuple[Block, tuple[SourceSegment, ...]]]]:
    text_runs: dict[tuple[int, str], list[tuple[Block, tuple[SourceSegment, ...]]]] = defaultdict(list)
    for block in blocks:
        text_run, pieces = block.pieces()
        text_runs[(text_run.line, text_run.text)].append((block, pieces))
    return dict(text_runs)


def mirror_path(config: Config, file: SourceFile) -> str:
    """The path of a source file in the mirror; with several source folders, below the name of its folder."""
    return _below(config, file.folder.prefix, file.name)


def _below(config: Config, prefix: str, name: str) -> str:
    inside = prefix if len(config.sources) > 1 else ""
    return "/".join(part for part in (*inside.split("/"), *name.split("/")) if part not in ("", ".", ".."))


def _shown(config: Config, reader: FileReader) -> list[tuple[str, Path]]:
    """The images and other files that the texts link to, at the same relative paths."""
    found: dict[str, Path] = {}
    for asset in reader.assets.found:
        file = Path(asset.path)
        for folder in config.sources:
            top = folder.path.resolve()
            if file.is_relative_to(top):
                found[_below(config, folder.prefix, file.relative_to(top).as_posix())] = file
                break
    return sorted(found.items())
