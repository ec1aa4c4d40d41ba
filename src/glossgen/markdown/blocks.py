"""Turns block tokens into a `Body`: an alternation of finished HTML and text runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from markdown_it.token import Token
from msgspec import Struct, field

from glossgen.markdown.context import Context
from glossgen.markdown.heading_ids import heading_ids
from glossgen.markdown.safe_html import BLOCK_TAGS, ZONE_TAGS, HtmlPiece, html_pieces
from glossgen.markdown.task_items import CAPTION, TASK
from glossgen.markdown.text_runs import MOST_OPEN, TextRunBuilder
from glossgen.model import Body, TextRun
from glossgen.text.callout_names import KINDS, callout_name

_COMMENT = re.compile(r"\s*<!--(?![->])[^-]*(?:-[^-]+)*-->\s*", re.ASCII)
"""A block that is one HTML comment, such as the attributes of an entry; it is not part of the text."""

_LANGUAGE = re.compile(r"\{(?:code|code-block|code-cell|sourcecode)\}[ \t]*([^\s{:]*)|[^\s{:]+|\S+")
"""The language of a fenced code block: `js` in `js{1,3}`, `js:main.js` and `{code-block} js` (MyST)."""

Footnotes = Mapping[str, Sequence[Token]]
"""The tokens of each footnote of a file, by its label."""


class BodyBuilder(Struct):
    """Builds the body of one section. `prefix` makes its ids unique on a page of many sections.

    `raw_open` is the stack of tags that raw HTML has opened. `bases` has, for each enclosing
    Markdown block, the depth of that stack at its start: tags opened inside of a block are closed
    at its end.
    """

    context: Context
    footnotes: Footnotes
    prefix: str = ""
    parts: list[str | TextRun] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    used_notes: list[str] = field(default_factory=list)
    note_numbers: dict[str, int] = field(default_factory=dict)
    raw_open: list[str] = field(default_factory=list)
    bases: list[int] = field(default_factory=lambda: [0])

    def build(self, tokens: Sequence[Token]) -> Body:
        """The body of `tokens`, followed by the footnotes that it refers to."""
        made, self.context.ids = heading_ids(tokens, self.prefix)
        self.ids = made[::-1]
        self._add(tokens)
        self._close_raw(0)
        self._add_footnotes()
        self._flush()
        self.context.ids = {}
        return tuple(self.parts)

    # -- blocks ------------------------------------------------------------

    def _flush(self) -> None:
        if self.html:
            self.parts.append("".join(self.html))
            self.html.clear()

    def _add_run(self, text_run: TextRun) -> None:
        if text_run.text or text_run.marks:
            self._flush()
            self.parts.append(text_run)

    def _add(self, tokens: Sequence[Token]) -> None:
        for index, token in enumerate(tokens):
            handler = _HANDLERS.get(token.type)
            if handler is not None:
                handler(self, token)
            elif token.type == "inline":
                self._add_inline(token, heading=index > 0 and tokens[index - 1].type == "heading_open")
            elif token.nesting and not token.hidden:
                self._add_tag(token)
            elif token.hidden and token.nesting == -1:
                self.html.append("\n")

    def _add_tag(self, token: Token) -> None:
        if token.nesting == -1:
            self._close_raw(self.bases.pop())
            self.html.append(f"</{token.tag}>\n")
            return
        self.bases.append(len(self.raw_open))
        if token.meta.get("excess"):
            self.context.report("table-excess", _line(token), "")
        if not token.attrs:
            self.html.append(f"<{token.tag}>")
            return
        start = token.attrGet("start")
        align = str(token.attrGet("style") or "").removeprefix("text-align:")
        attributes = f' start="{start}"' if start not in (None, 1, "1") else ""
        attributes += f' class="{align}"' if align in ("left", "right", "center") else ""
        self.html.append(f"<{token.tag}{attributes}>")

    def _add_inline(self, token: Token, *, heading: bool) -> None:
        if TASK in token.meta:
            self.html.append(f'<span class="task">{"☑" if token.meta[TASK] else "☐"}</span> ')
        builder = self._run_builder(_line(token))
        builder.add_tokens(token.children or ())
        self._add_run(builder.build(heading or self._in_raw_zone()))
        if CAPTION in token.meta:
            caption = self._run_builder(_line(token))
            caption.add_written(str(token.meta[CAPTION]))
            self.html.append("<figcaption>")
            self._add_run(caption.build())
            self.html.append("</figcaption>")

    def _open_callout(self, token: Token) -> None:
        self.bases.append(len(self.raw_open))
        kind = str(token.meta["kind"])
        title = str(token.meta["title"]) or callout_name(kind, self.context.language)
        self.html.append(
            f'<section class="callout {KINDS[kind]}"><p class="callout-title">{escape(title)}</p>\n'
        )

    def _run_builder(self, line: int) -> TextRunBuilder:
        return TextRunBuilder(self.context, line, self._footnote_mark)

    def _open_heading(self, token: Token) -> None:
        self.bases.append(len(self.raw_open))
        attribute = f' id="{escape(self.ids.pop())}"' if self.ids else ""
        self.html.append(f"<{token.tag}{attribute}>")

    def _add_code(self, token: Token) -> None:
        named = _LANGUAGE.match(token.info.strip())
        language = (named[1] or named[0]) if named else ""
        if language in ("math", "{math}"):
            self._add_display(token)
            return
        if token.info.startswith("{") and language.startswith("{"):
            self.context.report("shortcode", _line(token), language)
        self.html.append(self.context.highlighter.html(token.content, language))

    def _add_display(self, token: Token) -> None:
        """Add a display formula. Its `line` is the line of its first content, after the opening mark."""
        content = token.content
        lead = len(content) - len(content.lstrip("\n")) if token.type == "math_block" else 1
        builder = self._run_builder(_line(token) + lead)
        builder.add_formula(content, display=True)
        self.html.append('<div class="formula" tabindex="0">')
        self._add_run(builder.build())
        self.html.append("</div>\n")

    # -- raw HTML blocks ---------------------------------------------------

    def _in_raw_zone(self) -> bool:
        return bool(self.raw_open) and any(name in ZONE_TAGS for name in self.raw_open)

    def _add_raw(self, token: Token) -> None:
        """Raw HTML may open a tag in one block and close it in a later one, so open tags are tracked."""
        if _COMMENT.fullmatch(token.content):
            self.html.append("")
            return
        line = _line(token)
        if (start := token.content.rfind("<!--")) >= 0 and "-->" not in token.content[start:]:
            self.context.report("open-comment", line + token.content.count("\n", 0, start), "")
        builder = self._run_builder(line)
        for piece in html_pieces(token.content):
            if piece.kind in ("open", "close", "void") and piece.text in BLOCK_TAGS:
                self._end_raw_run(builder)
                self._add_block_tag(piece, line + piece.line)
                builder = self._run_builder(line + piece.line)
            elif piece.kind == "word" and piece.text[:1].isupper() and not piece.text.isupper():
                builder.add_piece(HtmlPiece("refused", piece.text.lower(), piece.line))  # a component
            elif piece.kind == "text" and not piece.text.strip():
                builder.add_written(piece.text if builder.text else "")
            else:
                if not builder.text and not builder.open:
                    builder.line = line + piece.line
                builder.add_piece(piece)
        self._end_raw_run(builder)

    def _end_raw_run(self, builder: TextRunBuilder) -> None:
        text_run = builder.build(heading=self._in_raw_zone())
        if text_run.text.strip() or text_run.marks:
            self._add_run(text_run)
        else:
            self.html.append(text_run.text)

    def _add_block_tag(self, piece: HtmlPiece, line: int) -> None:
        if piece.kind == "close":
            inside = self.raw_open[self.bases[-1] :]
            if piece.text in inside:
                self._close_raw(len(self.raw_open) - 1 - inside[::-1].index(piece.text))
            return
        if len(self.raw_open) >= MOST_OPEN:
            self.context.report("raw-deep", line, piece.text)
            return
        self.html.append(piece.html)
        if piece.kind == "open":
            self.raw_open.append(piece.text)

    def _close_raw(self, depth: int) -> None:
        while len(self.raw_open) > depth:
            self.html.append(f"</{self.raw_open.pop()}>")

    # -- footnotes ---------------------------------------------------------

    def _footnote_mark(self, token: Token, in_link: bool) -> str:
        label = str(token.meta.get("label") or token.meta["id"])
        first = label not in self.note_numbers
        if first:
            self.used_notes.append(label)
        number = self.note_numbers.setdefault(label, len(self.used_notes))
        back = f' id="{escape(self._note_id("fnref", number))}"' if first else ""
        if in_link:
            return f'<sup class="footnote-ref"{back}>{number}</sup>'
        href = escape(self._note_id("fn", number))
        return f'<sup class="footnote-ref"><a{back} href="#{href}" role="doc-noteref">{number}</a></sup>'

    def _note_id(self, kind: str, number: int) -> str:
        return f"{self.prefix}--{kind}--{number}"

    def _add_footnotes(self) -> None:
        """Add only the footnotes that this section refers to, directly or through other footnotes."""
        if not self.used_notes:
            return
        self.html.append('<div class="footnotes" role="doc-endnotes"><ol>')
        shown = 0
        while shown < len(self.used_notes):
            shown += 1
            self._add_footnote(self.used_notes[shown - 1], shown)
        self.html.append("</ol></div>\n")

    def _add_footnote(self, label: str, number: int) -> None:
        self.html.append(f'<li id="{escape(self._note_id("fn", number))}">')
        self._add([token for token in self.footnotes.get(label, ()) if token.type != "footnote_anchor"])
        self._close_raw(0)
        back = escape(self._note_id("fnref", number))
        self.html.append(f'<a class="footnote-back" href="#{back}" role="doc-backlink">↩</a></li>\n')


def _line(token: Token) -> int:
    return (token.map[0] if token.map else 0) + 1


_HANDLERS: Mapping[str, Callable[[BodyBuilder, Token], None]] = {
    "html_block": BodyBuilder._add_raw,
    "math_block": BodyBuilder._add_display,
    "fence": BodyBuilder._add_code,
    "code_block": BodyBuilder._add_code,
    "heading_open": BodyBuilder._open_heading,
    "callout_open": BodyBuilder._open_callout,
    "hr": lambda self, _token: self.html.append("<hr>\n"),
    "table_open": lambda self, _token: self.html.append('<div class="scroll" tabindex="0"><table>\n'),
    "table_close": lambda self, _token: self.html.append("</table></div>\n"),
}
