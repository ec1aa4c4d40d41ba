"""The entries of `.. glossary::` directives, as written: terms, the text below them, and its line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

_DIRECTIVE = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+glossary::[ \t]*\Z")
_OPTION = re.compile(r"\s*:[\w-]+:")
_TITLE = re.compile(r"[=\-~^\"'`#*+.:_]{3,}\s*\Z")


class DirectiveEntry(Struct, frozen=True):
    """Terms that share one text, and the lines of the first term and of the text, from 1."""

    terms: tuple[str, ...]
    text: str
    line: int
    text_line: int


def count_directives(text: str) -> int:
    """The number of glossary directives in a text."""
    return sum(_DIRECTIVE.match(line) is not None for line in text.split("\n")) if "glossary::" in text else 0


def title_of(text: str) -> str:
    """The title of a document: the first line that is underlined."""
    lines = text.split("\n")
    for line, below in pairwise(lines):
        if (
            line.strip()
            and not _TITLE.match(line)
            and _TITLE.match(below)
            and len(below.strip()) >= len(line.strip())
        ):
            return line.strip()
    return ""


def directive_entries(text: str) -> Iterator[DirectiveEntry]:
    """The entries of all glossaries of a text."""
    lines = text.expandtabs(8).split("\n")
    at = 0
    while at < len(lines):
        found = _DIRECTIVE.match(lines[at])
        at += 1
        if found:
            end = at
            while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > len(found["indent"])):
                end += 1
            yield from _entries(lines, at, end)
            at = end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _entries(lines: Sequence[str], start: int, end: int) -> Iterator[DirectiveEntry]:
    while start < end and (not lines[start].strip() or _OPTION.match(lines[start])):
        start += 1
    margin = min((_indent(line) for line in lines[start:end] if line.strip()), default=0)
    at = start
    while at < end:
        first = at
        terms: list[str] = []
        while at < end and lines[at].strip() and _indent(lines[at]) == margin:
            # ` : ` is followed by a key for sorting; `..` begins a comment.
            if not lines[at].strip().startswith(".. "):
                terms.append(lines[at].split(" : ")[0].strip())
            at += 1
        begin = at
        while at < end and (not lines[at].strip() or _indent(lines[at]) > margin):
            at += 1
        if terms:
            body = textwrap.dedent("\n".join(lines[begin:at]))
            yield DirectiveEntry(tuple(terms), body.strip("\n"), first + 1, begin + 1)
        at = max(at, first + 1)
