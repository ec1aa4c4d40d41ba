"""Entries as definition lists (`Term` and `: text` below it), and as glossary directives of MyST."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from glossgen.markdown.block_rules import DEFINITIONS
from glossgen.markdown.entry_forms.written_entry import (
    Split,
    WrittenEntry,
    blocks_of,
    end_of,
    line_of,
    shifted,
    without_bare_headings,
)
from glossgen.markdown.heading_ids import EXPLICIT

_GLOSSARY = re.compile(r"\{glossary\}")
_SEVERAL = re.compile(r"\n:[ \t]+")
_MARKED = re.compile(r"^:[ \t]+\S", re.MULTILINE)
_OPTION = re.compile(r":[\w-]+:")


def split_definitions(tokens: Sequence[Token], md: MarkdownIt) -> Split:
    """The introduction of a file, and its entries: those of definition lists and glossary directives."""
    others: list[list[Token]] = []
    entries: list[WrittenEntry] = []
    for block in blocks_of(tokens):
        if block[0].type == "dl_open":
            entries += _defined(block[1:-1])
        elif block[0].type == "fence" and _GLOSSARY.match(block[0].info.strip()):
            entries += _directive(block[0], md)
        elif block[0].type == "paragraph_open" and _SEVERAL.search(block[1].content):
            entries.append(_several(block, md))
        else:
            others.append(block)
    return without_bare_headings(others), entries


def _defined(tokens: Sequence[Token]) -> Iterator[WrittenEntry]:
    """The entries of a definition list; terms above one text are names of one entry."""
    names: list[Token] = []
    text: list[Token] = []
    line = end = 0
    for block in blocks_of(tokens):
        if block[0].type == "dt_open":
            if text:
                yield WrittenEntry(_joined(names), text, line, end)
                names, text = [], []
            line = line if names else line_of(block[0])
            names.append(block[1])
        else:
            text += [_shown(token) for token in block[1:-1]]
            end = end_of(block[0]) - 1
    if names:
        yield WrittenEntry(_joined(names), text, line, end)


def _several(block: Sequence[Token], md: MarkdownIt) -> WrittenEntry:
    """Several terms above one text, which the plugin takes for a paragraph."""
    names, text = _SEVERAL.split(block[1].content, maxsplit=1)
    lines = names.split("\n")
    own = lines[:1] if EXPLICIT.fullmatch(lines[0]) else []  # `{#id}` on a line above a term, as in Markua
    line = line_of(block[0])
    parsed = shifted(md.parse(text), line)
    name = " ".join([" | ".join(lines[len(own) :]), *own])
    return WrittenEntry(_name(name, md), parsed, line, end_of(block[0]) - 1)


def _shown(token: Token) -> Token:
    return token.copy(hidden=False) if token.hidden and token.type.startswith("paragraph") else token


def _joined(names: Sequence[Token]) -> Token:
    """Several names as one heading with bars between them."""
    first, *others = names
    if not others:
        return first
    children = list(first.children or ())
    for other in others:
        children += [Token("text", "", 0, content=" | "), *(other.children or ())]
    return first.copy(content=" | ".join(name.content for name in names), children=children)


def _directive(fence: Token, md: MarkdownIt) -> Iterator[WrittenEntry]:
    """The entries of a glossary directive: terms at the margin, texts indented below them, or behind `: `."""
    if _MARKED.search(fence.content):
        yield from split_definitions(
            _below(md.parse(fence.content, {DEFINITIONS: True}), line_of(fence)), md
        )[1]
        return
    lines = fence.content.split("\n")
    at, first = 0, line_of(fence) + 1
    while at < len(lines):
        if not lines[at].strip() or _OPTION.match(lines[at]) or lines[at].startswith(".. "):
            at += 1
            continue
        start = at
        while at < len(lines) and lines[at].strip() and not lines[at][0].isspace():
            at += 1
        # Behind ` : ` stands a key for sorting.
        names = [line.split(" : ")[0].strip() for line in lines[start:at]]
        begin = at
        while at < len(lines) and (not lines[at].strip() or lines[at][0].isspace()):
            at += 1
        text = _below(md.parse(textwrap.dedent("\n".join(lines[begin:at]))), first + begin - 1)
        yield WrittenEntry(_name(" | ".join(names), md), text, first + start, first + at - 1)


def _below(tokens: Sequence[Token], lines: int) -> list[Token]:
    """Separately parsed tokens, with the positions that they have below so many lines of the file."""
    for token in tokens:
        if token.map is not None:
            token.map = [token.map[0] + lines, token.map[1] + lines]
    return list(tokens)


def _name(text: str, md: MarkdownIt) -> Token:
    return md.parseInline(text)[0]
