"""Sections of an article that hold one field of its term: `## Synonyms`, `## 読み`, `## Definition`.

Their headings are those of table columns (`glossgen.text.columns`). A section whose lines are names gives
labels, a reading or a category, and is removed from the text. If only the definition is left, its heading
is removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from glossgen.text.columns import fields_of

_TAKEN = ("term", "alternative", "reading", "en", "ja", "category")
_BREAKS = ("softbreak", "hardbreak")
_PLAIN = ("text", *_BREAKS, "code_inline", "em_open", "em_close", "strong_open", "strong_close")
_AROUND = ("paragraph", "bullet_list", "ordered_list", "list_item")
_MOST = 80
"""The longest name in a line, in characters."""
_MARKS = "。．！？!?;；"


class FieldSections(Struct, frozen=True):
    """The remaining tokens of an article, and the fields of its sections: pairs of a field and a name."""

    tokens: list[Token]
    fields: tuple[tuple[str, str], ...] = ()


def take_fields(tokens: Sequence[Token]) -> FieldSections:
    """Take the sections that hold fields out of an article."""
    sections = list(_sections(tokens))
    names = fields_of(_heading(section) for section in sections[1:])
    if not any(name in _TAKEN for name in names):
        return FieldSections(list(tokens))
    left, fields = [sections[0]], []
    texts: list[str] = []
    for section, name in zip(sections[1:], names, strict=True):
        lines = _names_in(section[3:]) if name in _TAKEN else []
        if lines:
            fields += [(name, line) for line in lines]
        else:
            left.append(section)
            texts.append(name)
    if texts == ["definition"]:
        left[-1] = left[-1][3:]
    return FieldSections([token for section in left for token in section], tuple(fields))


def _sections(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens before the first section, then those of each section of the highest level in the text."""
    levels = [token.tag for token in tokens if token.type == "heading_open" and token.level == 0]
    top = min(levels, default="")
    part: list[Token] = []
    for token in tokens:
        if token.type == "heading_open" and token.level == 0 and token.tag == top:
            yield part
            part = []
        part.append(token)
    yield part


def _heading(section: Sequence[Token]) -> str:
    return section[1].content


def _names_in(tokens: Sequence[Token]) -> list[str]:
    """The lines of a section if each is a name; else none."""
    names: list[str] = []
    for token in tokens:
        if token.type == "inline":
            names += _lines(token)
        elif token.type.rpartition("_")[0] not in _AROUND:
            return []
    fit = all(name and len(name) <= _MOST and not any(mark in name for mark in _MARKS) for name in names)
    return names if fit else []


def _lines(inline: Token) -> list[str]:
    children = inline.children or ()
    if any(child.type not in _PLAIN for child in children):
        return [""]
    text = "".join("\n" if child.type in _BREAKS else child.content for child in children)
    return [line.strip() for line in text.split("\n")]
