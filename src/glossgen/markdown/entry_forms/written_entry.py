"""An entry as written: tokens that are not yet resolved to a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct


class WrittenEntry(Struct, frozen=True):
    """The inline token that names a term, the tokens of its text, and its lines.

    Lines count from 1. `end` is the last line; 0 if the entry ends where the next one begins. `fields` are
    the values of other columns: pairs of a field and its value.
    """

    name: Token
    text: Sequence[Token]
    line: int
    end: int = 0
    fields: tuple[tuple[str, str], ...] = ()


Split = tuple[list[Token], list[WrittenEntry]]
"""The tokens of the introduction of a file, and its entries."""


def no_entries(tokens: Sequence[Token]) -> Split:
    """A file without entries: all of it is the introduction."""
    return list(tokens), []


def blocks_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The top-level blocks of a text, each with its opening and closing token."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []
    if block:
        yield block


def line_of(token: Token) -> int:
    """The first line of a block, counted from 1."""
    return (token.map[0] if token.map else 0) + 1


def end_of(token: Token) -> int:
    """The line after a block, counted from 1."""
    return (token.map[1] if token.map else 0) + 1


def is_heading(block: Sequence[Token]) -> bool:
    """Whether a block is a heading."""
    return block[0].type == "heading_open"


def without_bare_headings(blocks: Iterable[list[Token]]) -> list[Token]:
    """The tokens of some blocks, without headings above nothing, whose entries were taken out."""
    kept: list[Token] = []
    waiting: list[list[Token]] = []
    for block in blocks:
        if is_heading(block) and block[0].tag != "h1":  # that one is the title
            level = block[0].tag
            waiting = [each for each in waiting if each[0].tag < level]
            waiting.append(block)
        else:
            kept += [token for heading in waiting for token in heading] + block
            waiting = []
    return kept


def inline(children: list[Token], content: str, like: Token) -> Token:
    """An inline token with these children, at the position of `like`."""
    return Token(
        "inline", "", 0, map=like.map, level=like.level, content=content, children=children, block=True
    )


def shifted(tokens: Sequence[Token], line: int) -> list[Token]:
    """Set the position of separately parsed tokens to one line of the file (counted from 1)."""
    for token in tokens:
        if token.map is not None:
            token.map = [line - 1, line]
    return list(tokens)
