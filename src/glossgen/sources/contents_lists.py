"""Tells whether a section of a file of entries is its table of contents, which defines nothing."""

from __future__ import annotations

from glossgen.markdown import Section
from glossgen.model import ReferenceKind, TextRun

_FEWEST_LINKS = 3
"""An entry may be no more than a link or two to others."""


def is_contents(section: Section, name: str) -> bool:
    """Whether a section is a list of links into its own file, whose name is `name`, and nothing else."""
    texts = [part for part in section.body if isinstance(part, TextRun)]
    links = [reference for text in texts for reference in text.references]
    return (
        len(links) >= _FEWEST_LINKS
        and all(each.kind is ReferenceKind.FILE and each.target for each in links)
        and all(each.address in ("", name) for each in links)
        and not any(map(_says_more, texts))
    )


def _says_more(text: TextRun) -> bool:
    """Whether there are letters outside the links of a text; numbers and signs part the items of a list."""
    at, rest = 0, ""
    for reference in text.references:
        rest += text.text[at : reference.start]
        at = reference.end
    return any(map(str.isalpha, rest + text.text[at:]))
