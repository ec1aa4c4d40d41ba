"""A data file in several languages is several sources: paths such as `words.yml#de`, one for each language.

A source has one language, and a file of data may hold many. `words.yml#de` names the
German part of `words.yml`; problems name the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from glossgen.model import Problem

_PART = re.compile(r"(?P<file>.+\.(?:ya?ml|json|csv|tsv|xlsx))#(?P<language>[a-z0-9-]*)\Z", re.IGNORECASE)


def part_path(path: str, language: str) -> str:
    """The path of the part of a file in one language; the path of the file for an empty language."""
    return f"{path}#{language}" if language else path


def file_path(path: str) -> str:
    """The path of the file that a part belongs to; other paths are returned unchanged."""
    found = _PART.match(path)
    return found["file"] if found else path


def part_language(path: str) -> str:
    """The language of a part; empty for a path that names none."""
    found = _PART.match(path)
    return found["language"] if found else ""


def with_file_paths(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with the paths of files in place of the paths of parts."""
    for problem in problems:
        place = problem.position
        path = file_path(place.path)
        yield problem if path == place.path else replace(problem, position=replace(place, path=path))
