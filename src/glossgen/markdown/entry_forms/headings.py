"""Entries as headings of one level: `## Term` and what follows, up to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from glossgen.markdown.entry_forms.written_entry import (
    Split,
    WrittenEntry,
    blocks_of,
    line_of,
    without_bare_headings,
)

_USUAL = 2
"""For entries up to this level, a heading of a higher level does not end one: it is the title of the file."""


def split_headings(tokens: Sequence[Token], level: int) -> Split:
    """The introduction of a file, and its entries: headings of this level.

    For entries below the usual level, a heading of a higher level ends one: it is the name of a group, such
    as a letter, and belongs to no term.
    """
    starts = [at for at, token in enumerate(tokens) if _is_heading(token, level)]
    if not starts:
        return list(tokens), []
    head, entries = list(tokens[: starts[0]]), []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=False):
        stop = end
        if level > _USUAL:
            stop = next((at for at in range(start + 1, end) if _ends_group(tokens[at], level)), end)
            if stop < end:
                head += tokens[stop:end]
        last = line_of(tokens[stop]) - 1 if stop < len(tokens) else 0
        entries.append(
            WrittenEntry(tokens[start + 1], tokens[start + 3 : stop], line_of(tokens[start]), last)
        )
    return (without_bare_headings(blocks_of(head)) if level > _USUAL else head), entries


def _is_heading(token: Token, level: int) -> bool:
    return token.type == "heading_open" and token.level == 0 and token.tag == f"h{level}"


def _ends_group(token: Token, level: int) -> bool:
    return token.type == "heading_open" and token.level == 0 and token.tag < f"h{level}"
