"""Inserts links into one block so that nothing else of the block changes.

A link is placed directly around its text if possible. If markup begins or ends inside the text, or
if a tag would break adjacent markup, the link is placed around that markup. If neither works, there
is no link: a mention without a link does no harm, but broken text does.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from msgspec import Struct

from glossgen.markdown.markup_check import Inserted, MarkupCheck
from glossgen.markdown.positions import Span
from glossgen.markdown.source_map import Block, Env, SourceSegment
from glossgen.mirror.strip import HIDDEN_END

_MOST_LAYERS = 6
"""The most markup marks on each side of a text that a link may enclose."""

CLOSE = "</a>"


class Insert(Struct, frozen=True):
    """A text to insert into a block, before or after (`behind`) the character `index` of its content."""

    index: int
    text: str
    behind: bool

    @property
    def offset(self) -> int:
        """The offset in the block's content."""
        return self.index + self.behind

    def place(self, block: Block) -> int:
        """The offset in the file."""
        # Inserts are made only for blocks whose characters have places.
        return (block.places or ())[self.index][self.behind]


class LinkRequest(Struct, frozen=True):
    """A requested link: the spans of the content that it may enclose, best first.

    `surface` is the visible text that it must have; None accepts any. `wiki`: the text is written
    `[[…]]`, and its brackets must be hidden.
    """

    spans: tuple[Span, ...]
    opening: str
    surface: str | None
    wiki: bool = False


def spans_of(pieces: Sequence[SourceSegment], start: int, end: int) -> tuple[Span, ...]:
    """The spans of the content that a link around the text `start:end` of a text run may enclose.

    Empty if the text begins or ends inside an indivisible source (such as an entity), or if its
    position is unknown.
    """
    inside = {offset: span for piece in pieces for offset, span in _characters(piece)}
    if any(offset not in inside for offset in range(start, end)):
        return ()
    if inside.get(start - 1) == inside[start] or inside.get(end) == inside[end - 1]:
        return ()
    first, last = inside[start][0], inside[end - 1][1]
    low = inside.get(start - 1, (0, 0))[1]
    high = inside.get(end, (1 << 60, 0))[0]
    marks = [piece for piece in pieces if piece.start == piece.end]
    before = [p.places[0][0] for p in marks if p.start == start and low <= p.places[0][0] < first]
    behind = [p.places[0][1] for p in marks if p.start == end and last < p.places[0][1] <= high]
    lefts = [first, *sorted(set(before), reverse=True)[:_MOST_LAYERS]]
    rights = [last, *sorted(set(behind))[:_MOST_LAYERS]]
    pairs = itertools.product(enumerate(lefts), enumerate(rights))
    ranked = sorted(pairs, key=lambda pair: (pair[0][0] + pair[1][0], abs(pair[0][0] - pair[1][0])))
    return tuple((left, right) for (_, left), (_, right) in ranked)


def _characters(piece: SourceSegment) -> Iterable[tuple[int, Span]]:
    return zip(range(piece.start, piece.end), piece.places, strict=False)


def insert_links(block: Block, wishes: Sequence[LinkRequest], fitting: MarkupCheck, env: Env) -> list[Insert]:
    """The inserts for as many of the requested links as the block can hold."""
    simple = [(wish, wish.spans[0]) for wish in wishes if wish.spans]
    if not simple or block.places is None:
        return []
    if _apart(span for _, span in simple) and _fits(block, simple, fitting, env):
        return _inserts(block, simple)
    chosen: list[tuple[LinkRequest, Span]] = []
    for wish in wishes:
        for span in wish.spans:
            tried = [*chosen, (wish, span)]
            if _apart(span for _, span in tried) and _fits(block, tried, fitting, env):
                chosen = tried
                break
    return _inserts(block, chosen)


def anchor_heading(block: Block, anchors: Sequence[str], fitting: MarkupCheck, env: Env) -> list[Insert]:
    """The inserts for anchors at the end of a heading; none if they would not parse as anchors."""
    if not block.content or not block.places:
        return []
    tags = [f'<a id="{anchor}">' for anchor in anchors]
    insert = Insert(len(block.content) - 1, "".join(tag + CLOSE for tag in tags), True)
    inserted = Inserted(tags, (), [""] * len(tags))
    return [insert] if fitting.fits(block.content, apply(block.content, [insert]), inserted, env) else []


def apply(content: str, inserts: Iterable[Insert]) -> str:
    """The content with the inserts applied; at one offset, closing tags come first."""
    parts: list[str] = []
    cursor = 0
    for insert in sorted(inserts, key=lambda insert: (insert.offset, not insert.behind)):
        parts += [content[cursor : insert.offset], insert.text]
        cursor = insert.offset
    return "".join([*parts, content[cursor:]])


def _apart(spans: Iterable[Span]) -> bool:
    ordered = sorted(spans)
    return all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))


def _fits(block: Block, links: Sequence[tuple[LinkRequest, Span]], fitting: MarkupCheck, env: Env) -> bool:
    ordered = sorted(links, key=lambda link: link[1])
    content = block.content
    wikis = [span for wish, span in ordered if wish.wiki]
    comments = {comment for span in wikis for comment in _comments(content, span)}
    before = apply(content, (insert for span in wikis for insert in _hiding(content, span)))
    if wikis and not fitting.fits(content, before, Inserted((), comments, ()), env):
        return False
    openings = {wish.opening for wish, _ in ordered}
    inserted = Inserted(openings, comments, [wish.surface for wish, _ in ordered])
    return fitting.fits(before, apply(content, _inserts(block, ordered)), inserted, env)


def _inserts(block: Block, links: Sequence[tuple[LinkRequest, Span]]) -> list[Insert]:
    made: list[Insert] = []
    for wish, (start, end) in links:
        if wish.wiki:
            left, *middle, right = _hiding(block.content, (start, end))
            made += [Insert(left.index, wish.opening + left.text, False), *middle]
            made.append(Insert(right.index, right.text + CLOSE, True))
        else:
            made += [Insert(start, wish.opening, False), Insert(end - 1, CLOSE, True)]
    return made


def _hiding(content: str, span: Span) -> list[Insert]:
    """The inserts that turn `[[target|` and `]]` around a text into comments."""
    start, end = span
    return [
        Insert(start, "<!--", False),
        Insert(start + len(_comments(content, span)[0]) - 8, "-->", True),
        Insert(end - 2, "<!--", False),
        Insert(end - 1, "-->", True),
    ]


def _comments(content: str, span: Span) -> tuple[str, str]:
    start, end = span
    bar = content.find("|", start, end)
    return f"<!--{content[start : bar + 1 if bar >= 0 else start + 2]}-->", HIDDEN_END
