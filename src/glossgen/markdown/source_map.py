"""An optional source map: the position in the file of each character of a text run.

The inline tokens of markdown-it have no positions. The parser made here records, while it parses a
block, from which span of the block's content each token and each character of text came. So links
can be inserted into the file at a position of the visible text.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct, field

from glossgen.markdown.context import Context
from glossgen.markdown.emphasis import CjkFriendlyInline
from glossgen.markdown.parser import make_parser
from glossgen.markdown.positions import Span, cell_places, heading_places, line_starts, paragraph_places
from glossgen.markdown.text_runs import TextRunBuilder
from glossgen.model import TextRun

Env = EnvType
"""The environment that parsing a file fills: link references and footnotes."""

_AT = "glossgen-at"
"""Key in a text token's meta: its parts, each a text with the position of each character."""
_SPAN = "glossgen-span"
"""Key in any other token's meta: the span of the content that it was made from."""


class SourceSegment(Struct, frozen=True):
    """A segment of a text run's text, and where it comes from in the content of its block.

    `places` has a span for each character. In an indivisible source (an entity, a code span) all
    characters have the same span. Markup has no text and one span.
    """

    start: int
    end: int
    places: tuple[Span, ...]


class Block(Struct, frozen=True):
    """The inline content of one block: its tokens, and its position in the file.

    `line` counts from 1. `places` has the span in the file of each character of `content`; None if
    it could not be located with certainty.
    """

    content: str
    line: int
    tokens: tuple[Token, ...]
    places: tuple[Span, ...] | None
    kind: str = "paragraph"

    def pieces(self) -> tuple[TextRun, tuple[SourceSegment, ...]]:
        """The text run that the block becomes, and the segments that its text consists of."""
        builder = _TracingBuilder(Context(lambda _: None), self.line, lambda *_: "")
        builder.add_tokens(self.tokens)
        return builder.build(), tuple(builder.pieces)

    def tags(self) -> list[tuple[str, Span]]:
        """The raw HTML tags and comments of the block, each with its span in the content."""
        return [
            (t.content, t.meta[_SPAN]) for t in self.tokens if t.type == "html_inline" and _SPAN in t.meta
        ]

    def formulas(self) -> list[Span]:
        """The spans of the formulas in the content."""
        return [t.meta[_SPAN] for t in self.tokens if t.type.startswith("math_inline") and _SPAN in t.meta]


class Trace(Struct):
    """What was recorded of the last parsed file.

    `verbatim` has the spans in the file of raw HTML blocks (True) and of display formulas (False).
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    verbatim: list[tuple[int, int, bool]] = field(default_factory=list)
    env: Env = field(default_factory=dict)

    def remember(self, state: StateCore) -> None:
        """Core rule: keep the source text before line endings are normalised."""
        self.text = state.src
        self.starts = line_starts(state.src)

    def note(self, state: StateCore) -> None:
        """Core rule: record the blocks after their content is parsed."""
        self.env = state.env
        self.blocks, self.verbatim = [], []
        lines = state.src.split("\n")
        for index, token in enumerate(state.tokens):
            if token.type == "tr_open":
                self._row(state.tokens, index, lines)
            elif token.type == "inline" and state.tokens[index - 1].type not in ("th_open", "td_open"):
                self._block(token, state.tokens[index - 1], lines)
            elif token.map and (token.type in ("html_block", "math_block") or _is_math(token)):
                self._verbatim(token)

    def _verbatim(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        self.verbatim.append((self.starts[first], end, token.type == "html_block"))

    def _block(self, token: Token, opening: Token, lines: Sequence[str]) -> None:
        first = (token.map or [0])[0]
        kind, places = "paragraph", None
        if opening.type == "heading_open":
            kind = opening.tag if opening.level == 0 else "heading"
        if opening.type == "heading_open" and opening.markup.startswith("#"):
            places = heading_places(token.content, lines[first], self.starts[first])
        elif not opening.meta.get("excess"):
            places = paragraph_places(token.content, lines, self.starts, first)
        self.blocks.append(Block(token.content, first + 1, tuple(token.children or ()), places, kind))

    def _row(self, tokens: Sequence[Token], index: int, lines: Sequence[str]) -> None:
        first = (tokens[index].map or [0])[0]
        cells: list[Token] = []
        while tokens[index].type != "tr_close":
            if tokens[index].type == "inline":
                cells.append(tokens[index])
            index += 1
        found = cell_places([cell.content for cell in cells], lines[first], self.starts[first])
        for cell, places in zip(cells, found, strict=True):
            self.blocks.append(Block(cell.content, first + 1, tuple(cell.children or ()), places, "cell"))


def _is_math(token: Token) -> bool:
    return token.type == "fence" and token.info.strip() == "math"


def make_tracing_parser() -> tuple[MarkdownIt, Trace]:
    """The parser of this package, and the trace that it fills. Parse one file at a time."""
    md, trace = make_parser(), Trace()
    inline = _TracingInline()
    vars(inline).update(vars(md.inline))
    md.inline = inline
    inline.ruler2.at("fragments_join", _join)
    md.core.ruler.before("normalize", "glossgen_remember", trace.remember)
    md.core.ruler.after("inline", "glossgen_trace", trace.note)
    return md, trace


class _TracingBuilder(TextRunBuilder):
    """Builds a text run, and records which token gave which segment of its text."""

    pieces: list[SourceSegment] = field(default_factory=list)

    def _add_token(self, token: Token) -> None:
        start = self.length
        super()._add_token(token)
        self._note(token, start)

    def _add_html(self, token: Token, tokens: Sequence[Token], index: int) -> int:
        start = self.length
        skipped = super()._add_html(token, tokens, index)
        self._note(token, start)
        return skipped

    def _note(self, token: Token, start: int) -> None:
        if self.above:
            return  # a ruby reading is not part of the text
        for text, places in token.meta.get(_AT, ()):
            self.pieces.append(SourceSegment(start, start + len(text), places))
            start += len(text)
        if _AT not in token.meta and _SPAN in token.meta:
            count = max(1, self.length - start)
            self.pieces.append(SourceSegment(start, self.length, (token.meta[_SPAN],) * count))


class _TracingInline(CjkFriendlyInline):
    """The inline parser of this package; records the source span of each rule's result."""

    quick = False

    def tokenize(self, state: StateInline) -> None:
        """Override of `ParserInline.tokenize`; after each step, the span it consumed is known."""
        rules = self.ruler.getRules("")
        most = state.md.options["maxNesting"]
        end = state.posMax
        waiting: list[int] = []  # the offset of each pending character, which is in no token yet
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level >= most or not any(rule(state, False) for rule in rules):
                state.pending += state.src[start]
                state.pos = start + 1
            if len(state.tokens) > count:
                _note_tokens(state, count, waiting, start)
                waiting = []
            grown = len(state.pending) - len(waiting)
            waiting += range(state.pos - grown, state.pos)
        if state.pending:
            state.pushPending()
            _note_text(state.tokens[-1], waiting)


def _note_tokens(state: StateInline, count: int, waiting: list[int], start: int) -> None:
    """Record the source of the tokens from index `count` on; the first may hold text that was pending."""
    fresh = [token for token in state.tokens[count:] if _AT not in token.meta and _SPAN not in token.meta]
    if waiting and fresh and fresh[0].type == "text":
        _note_text(fresh.pop(0), waiting)
    cursor = start
    for token in fresh:
        if token.type == "text" and state.src.startswith(token.content, cursor):
            _note_text(token, range(cursor, cursor + len(token.content)))
            cursor += len(token.content)
        else:
            token.meta = {**token.meta, _SPAN: (start, state.pos)}


def _note_text(token: Token, offsets: Sequence[int]) -> None:
    places = tuple((offset, offset + 1) for offset in offsets[: len(token.content)])
    token.meta = {**token.meta, _AT: ((token.content, places),)}


def _join(state: StateInline) -> None:
    """Join adjacent texts like the rule it replaces (`fragments_join`), and keep their positions."""
    joined: list[Token] = []
    for token in state.tokens:
        parts = token.meta.get(_AT)
        if parts is not None and token.content != "".join(text for text, _ in parts):
            token.meta = {_SPAN: (parts[0][1][0][0], parts[-1][1][-1][1])}
        if token.type == "text" and joined and joined[-1].type == "text":
            _append(joined[-1], token)
        else:
            joined.append(token)
    state.tokens[:] = joined


def _append(first: Token, second: Token) -> None:
    first.content += second.content
    parts = tuple(part for token in (first, second) for part in token.meta.get(_AT) or [_empty(token)])
    first.meta = {**first.meta, _AT: parts}


def _empty(token: Token) -> tuple[str, tuple[Span, ...]]:
    return "", (token.meta[_SPAN],)
