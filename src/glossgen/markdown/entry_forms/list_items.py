"""Entries as items of a list, or as paragraphs, that begin with the term: `- **Term** (ABBR): text`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from glossgen.markdown.entry_forms.written_entry import (
    Split,
    WrittenEntry,
    blocks_of,
    end_of,
    inline,
    is_heading,
    line_of,
    shifted,
    without_bare_headings,
)
from glossgen.text.columns import is_field

_LISTS = ("bullet_list_open", "ordered_list_open")
_BREAKS = ("softbreak", "hardbreak")
_OPENING = ("strong_open", "link_open", "em_open")
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:\s*(.+)")
_BRACKETS = re.compile(r"\s*([(（][^()（）\n]{1,60}[)）])")
_SEPARATOR = re.compile(r"\s*(?:[:：]|[-–—―=]+(?=\s|\Z)|→|⇒)\s*")
_PLAIN = re.compile(r"([^:：–—\n]{1,60}?)\s*(?:[:：]|\s[-–—]\s)\s*(?=\S)")

_FURTHER = re.compile(r"(\s[^:：–—\n]{1,40}?)\s*[:：](?:\s|\Z)")
"""What a name has behind code: ``- `main` function: text``."""
_NAME_LINE = re.compile(r"([^:：–—\n]{1,60}?)\s*[:：]\s*")


def split_list_items(tokens: Sequence[Token], md: MarkdownIt) -> Split:
    """The introduction of a file, and its entries: the items and paragraphs that begin with a name."""
    others: list[list[Token]] = []
    entries: list[WrittenEntry] = []
    open_entry = False
    more: list[Token] = []
    blocks = [(block, _found(block, md)) for block in blocks_of(tokens)]
    names = Counter(each.name.content for _, found in blocks for each in found)
    total = names.total()
    for block, found in blocks:
        if any(not is_field(names[each.name.content], total) for each in found):
            entries += found
            open_entry = block[0].type == "paragraph_open"
            more = list(found[-1].text)
        elif open_entry and not is_heading(block):
            more += block
            entries[-1] = replace(entries[-1], text=more, end=end_of(block[0]))
        else:
            open_entry = False
            others.append(block)
    return without_bare_headings(others), entries


def _found(block: Sequence[Token], md: MarkdownIt) -> list[WrittenEntry]:
    """The entries in a block."""
    if block[0].type in _LISTS:
        return _items(block)
    if block[0].type == "paragraph_open":
        return _abbreviations(block, md) or _paragraph(block)
    return []


def _items(block: Sequence[Token]) -> list[WrittenEntry]:
    """The entries of a list, if most of its items begin with a name."""
    items = [item for item in blocks_of(block[1:-1]) if item[0].type == "list_item_open"]
    coded = len(items) > 1 and all(_begins_with_code(item) for item in items)
    found = [_entry(item[1:-1], item[0], plain=True, bare=coded) for item in items]
    entries = [each for each in found if each]
    return entries if len(entries) * 2 > len(items) else []


def _begins_with_code(item: Sequence[Token]) -> bool:
    """Whether an item is ``- `pip` text``; if all items of a list are, names need no separator."""
    children = item[2].children if len(item) > 2 and item[2].type == "inline" else None
    return bool(children) and children[0].type == "code_inline"  # type: ignore[index]


def _paragraph(block: Sequence[Token]) -> list[WrittenEntry]:
    entry = _entry(block, block[0], plain=False)
    return [entry] if entry else []


def _abbreviations(block: Sequence[Token], md: MarkdownIt) -> list[WrittenEntry]:
    """The entries of lines `*[ABC]: text` (MkDocs, PHP Markdown Extra)."""
    lines = block[1].content.split("\n")
    found = [_ABBREVIATION.match(line) for line in lines]
    if not all(found):
        return []
    first = line_of(block[0])
    return [
        WrittenEntry(
            md.parseInline(each[1])[0], shifted(md.parse(each[2]), first + at), first + at, first + at
        )
        for at, each in enumerate(found)
        if each
    ]


def _entry(tokens: Sequence[Token], place: Token, *, plain: bool, bare: bool = False) -> WrittenEntry | None:
    """The entry in some blocks, if the first is a paragraph that begins with the name of a term."""
    if len(tokens) < 3 or tokens[1].type != "inline":
        return None
    parted = _part(tokens[1], plain=plain, bare=bare)
    if parted is None:
        return None
    name, rest = parted
    text = list(tokens[3:])
    if rest.children:
        text = [tokens[0], rest, tokens[2], *text]
        if tokens[0].hidden:  # an item of a tight list: its text is a paragraph here
            opening, closing = tokens[0].copy(hidden=False), tokens[2].copy(hidden=False)
            text = [opening, rest, closing, *tokens[3:]]
    return WrittenEntry(name, text, line_of(place), end_of(place) - 1)


def _part(token: Token, *, plain: bool, bare: bool = False) -> tuple[Token, Token] | None:
    """Split a text into the name at its beginning and the rest; with `bare`, no separator is needed.

    With `plain`, the name need not be in bold, a link or code. None if the text begins with no name.
    """
    children = [child for child in token.children or () if child.type != "text" or child.content]
    count = _length(children)
    if not count:
        return _part_plain(token, children) if plain else None
    name, rest = list(children[:count]), list(children[count:])
    further = _FURTHER.match(rest[0].content) if plain and rest and rest[0].type == "text" else None
    if further and name[0].type == "code_inline":
        name.append(Token("text", "", 0, content=further[1]))
        rest[0] = rest[0].copy(content=rest[0].content[further.end(1) :])
    shown = "".join(child.content for child in name)
    if not rest and not plain and not shown.strip():
        return None
    if rest and rest[0].type == "text":
        brackets = _BRACKETS.match(rest[0].content)
        if brackets:
            name.append(Token("text", "", 0, content=f" {brackets[1]}"))
            rest[0] = rest[0].copy(content=rest[0].content[brackets.end() :])
        separator = _SEPARATOR.match(rest[0].content)
        inside = shown.rstrip().endswith((":", "："))
        if not (separator or inside or bare) and rest[0].content.strip():
            return None
        if separator:
            rest[0] = rest[0].copy(content=rest[0].content[separator.end() :])
        rest = rest if rest[0].content else rest[1:]
    elif rest and not bare and rest[0].type not in _BREAKS and not shown.rstrip().endswith((":", "：")):
        return None
    rest = rest[1:] if rest and rest[0].type in _BREAKS else rest
    if rest and rest[0].type == "text":
        rest[0] = rest[0].copy(content=rest[0].content.lstrip())
    written = "".join(
        child.content or child.markup for child in name if child.type in ("text", "code_inline")
    )
    return inline(name, written.strip(), token), inline(rest, "", token)


def _length(children: Sequence[Token]) -> int:
    """The number of tokens at the beginning of a text that are a name in bold, in a link or in code."""
    if not children:
        return 0
    if children[0].type == "code_inline":
        return 1
    if children[0].type not in _OPENING:
        return 0
    depth = 0
    for at, child in enumerate(children):
        depth += child.nesting
        if depth == 0:
            return at + 1
    return 0


def _part_plain(token: Token, children: Sequence[Token]) -> tuple[Token, Token] | None:
    """Split `Term: text`, in which the term has no markup."""
    if not children or children[0].type != "text":
        return None
    found = _PLAIN.match(children[0].content)
    if not found:
        return _part_in_lines(token, children)
    name = Token("text", "", 0, content=found[1])
    rest = children[0].copy(content=children[0].content[found.end() :])
    return inline([name], found[1], token), inline([rest, *children[1:]], "", token)


def _part_in_lines(token: Token, children: Sequence[Token]) -> tuple[Token, Token] | None:
    """`Term:` with its text behind a line break that the writer asked for."""
    found = _NAME_LINE.fullmatch(children[0].content)
    if not found or len(children) < 3 or children[1].type != "hardbreak":
        return None
    name = Token("text", "", 0, content=found[1])
    return inline([name], found[1], token), inline(list(children[2:]), "", token)
