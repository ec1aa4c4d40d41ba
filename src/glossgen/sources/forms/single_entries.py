"""Finds folders whose files have one entry each, below a heading of level 2, as the chapters of a book."""

from __future__ import annotations

from collections.abc import Sequence

from glossgen.model import SourceKind
from glossgen.sources.files import is_markdown
from glossgen.sources.forms.articles import NOTES
from glossgen.sources.forms.candidate import FEW, Candidate
from glossgen.text.slug import slugify

_LEVEL = 2
_MANY = 20
"""The fewest files of such a folder."""


def single_entries(files: Sequence[Candidate]) -> dict[str, int]:
    """The files of folders with many files that have one heading of level 2, and no title, nearly all.

    With each file the level of the heading that names its entry. It is 0 for a file with several entries,
    and where files are written for glossgen: headings may have attributes and bars, and articles have none.
    """
    beside: dict[tuple[int, str], list[Candidate]] = {}
    for file in files:
        news = any(map(NOTES.match, file.folder.split("/")))
        if is_markdown(file.name) and not (file.aside or news) and file.stated is SourceKind.AUTO:
            beside.setdefault((file.number, file.folder), []).append(file)
    found: dict[str, int] = {}
    for group in beside.values():
        untitled = [file for file in group if not (file.evidence.title or file.evidence.levels[0])]
        single = [file for file in untitled if file.evidence.levels[1] == 1]
        if len(single) >= _MANY and len(single) * 10 >= len(group) * 8:
            marked = any(file.evidence.marked for file in group)
            levels = {file.path: _title_level(file) for file in untitled}
            few = {file.path for file in untitled if 0 < file.evidence.levels[1] <= FEW}
            found |= {path: 0 if marked else at for path, at in levels.items() if at or path in few}
    return found


def _title_level(file: Candidate) -> int:
    """The level of the heading that names the one entry of a file; 0 if the file has several entries."""
    seen = file.evidence
    if seen.levels[1] == 1:
        return _LEVEL
    called = bool(seen.sections) and slugify(seen.sections[0].partition(" #")[0]) == slugify(file.stem)
    return (_LEVEL if seen.levels[1] else _LEVEL + 1) if called else 0
