"""The mirror as a folder: where it is written, and how it differs from the expected content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from glossgen.config import MIRROR, Config
from glossgen.mirror.source_files import BOM, NO_MARKDOWN, mirror_path
from glossgen.mirror.strip import Stripper
from glossgen.model import Position, Problem
from glossgen.output import OutFile, has_content
from glossgen.output.manifest import read as read_manifest
from glossgen.problems import CannotStart
from glossgen.sources.files import no_sources, read_bytes
from glossgen.sources.forms.sources import find_sources

_HINT = "run “glossgen link” and commit what it writes"


def mirror_output(config: Config, option: str | None = None) -> Path:
    """The folder of the mirror: from the option, the configuration, or `linked` beside the configuration."""
    if option:
        return Path(option).resolve()
    if config.mirror:
        return config.mirror.output
    return ((config.root if config.path else Path.cwd()) / MIRROR).resolve()


def strip_files(config: Config) -> Iterator[OutFile]:
    """Every source file in source form. A file that is not UTF-8 is left unchanged.

    Raises CannotStart if there is none, or one cannot be read.
    """
    stripper = Stripper()
    files = list(find_sources(config))
    if not files:
        raise CannotStart([no_sources(config, NO_MARKDOWN)])
    for file in files:
        data, problem = read_bytes(file)
        if problem:
            raise CannotStart([problem])
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield OutFile(mirror_path(config, file), data)
            continue
        mark = BOM.encode() if data.startswith(BOM.encode()) else b""
        yield OutFile(mirror_path(config, file), mark + stripper.strip(text).text.encode())


def stale(output: Path, files: Iterable[OutFile], root: Path) -> list[Problem]:
    """The problems of a written mirror: files that differ, are missing, or should not exist."""
    problems: list[Problem] = []
    wanted = set()
    for file in files:
        wanted.add(file.url_path)
        place = output / file.url_path
        if not place.is_file():
            problems.append(_stale(place, root, "this file of the mirror is missing"))
        elif not has_content(place, file.content):
            problems.append(_stale(place, root, "this file of the mirror is not what its source gives now"))
    gone = (output / path for path in sorted(read_manifest(output) - wanted))
    without = "this file of the mirror has no source any more"
    return [*problems, *(_stale(place, root, without) for place in gone if place.is_file())]


def _stale(place: Path, root: Path, message: str) -> Problem:
    path = place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)
    return Problem(Position(path, 0), "stale-mirror", message, _HINT)
