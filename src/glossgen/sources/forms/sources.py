"""Detects the forms of files without a database, for the mirror (`glossgen link`)."""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.config import Config
from glossgen.config.values import EXCLUDE
from glossgen.sources.files import SourceFile, find_candidates, is_markdown, is_obstacle, read_text
from glossgen.sources.forms.candidate import Candidate, is_aside
from glossgen.sources.forms.evidence import evidence_of
from glossgen.sources.forms.understand import understand
from glossgen.sources.forms.understood import Understood


def understand_files(config: Config) -> dict[str, Understood]:
    """How each file of a glossary is read, by its path."""
    hidden = config.exclude == EXCLUDE
    return understand(
        [
            Candidate(
                file.path,
                config.sources.index(file.folder),
                file.name,
                hidden and is_aside(file.name),
                evidence_of(read_text(file)[0], lambda: config.front_matter),
                file.folder.form,
                file.folder.level,
                bool(file.folder.include),
            )
            for file in find_candidates(config)
            if _is_read(file)
        ]
    )


def find_sources(config: Config) -> Iterator[SourceFile]:
    """Every file of Markdown that is read as a source, in order of folders and names."""
    forms = understand_files(config)
    for file in find_candidates(config):
        if _is_read(file) and not forms[file.path].skipped:
            yield file


def _is_read(file: SourceFile) -> bool:
    """Whether a file is Markdown, or listed so that reading it reports the problem."""
    return is_markdown(file.name) or is_obstacle(file.name)
