"""Builds a `TextRun`, one block of running text, from inline tokens and raw HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import quote, unquote

from markdown_it.token import Token
from msgspec import Struct, field

from glossgen.markdown.addresses import addresses, disjoint, link_html, overlaps
from glossgen.markdown.context import Context, has_safe_scheme, is_external
from glossgen.markdown.formula_repair import repair
from glossgen.markdown.formula_rules import begins_command
from glossgen.markdown.images import show_image
from glossgen.markdown.left_as_text import left_as_text
from glossgen.markdown.references import reference_to
from glossgen.markdown.safe_html import (
    BLOCK_TAGS,
    SILENT_TAGS,
    VOID_TAGS,
    ZONE_TAGS,
    HtmlPiece,
    html_pieces,
    is_component,
    reason_against,
)
from glossgen.markdown.shortcodes import read_configured, written_address
from glossgen.model import BLOCK_BREAK, HARD_BREAK, Formula, InlineMarkup, Reference, ReferenceKind, TextRun
from glossgen.text.fragments import normalised_fragment
from glossgen.text.readable_tex import text_and_formulas, with_readable_formulas

_OURS = str.maketrans({HARD_BREAK: " ", BLOCK_BREAK: " ", "\0": "\ufffd"})
"""Replaces characters that have a special meaning in a text run by harmless ones."""
MOST_OPEN = 100
"""The most tags of raw HTML in each other; browsers stop at 512 elements."""
_ABOVE = ("rt", "rp")
"""Tags inside of `<ruby>` that hold the reading, or the brackets around it."""


def _plain(text: str) -> str:
    """Text without these characters. Most texts have none, so a search comes first."""
    return text.translate(_OURS) if HARD_BREAK in text or BLOCK_BREAK in text or "\0" in text else text


class _Open(Struct, frozen=True):
    """An open tag: where its text began, and the tag or reference that is written when it closes."""

    name: str
    start: int
    closing: str = ""
    reference: Reference | None = None


class TextRunBuilder(Struct):
    """Collects text, marks, zones and references of one block; `build` freezes them.

    `footnote` returns the HTML of a footnote mark; its second argument says whether the mark is
    inside of a link, where it cannot be a link itself.
    """

    context: Context
    line: int
    footnote: Callable[[Token, bool], str]
    text: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[InlineMarkup] = field(default_factory=list)
    zones: list[tuple[int, int]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    lines: int = 0
    above: list[str] = field(default_factory=list)

    @property
    def here(self) -> int:
        """The source line of the next text."""
        return self.line + self.lines

    # -- text and marks ----------------------------------------------------

    def add_written(self, text: str) -> None:
        """Add visible text as the writer wrote it."""
        self._add(_plain(text))

    def add_formula(self, content: str, display: bool) -> None:
        """Add a formula in TeX, with doubled backslashes repaired."""
        written = content.strip()
        if len(written) > 1 and written[0] == written[-1] == "`":
            written = written[1:-1].strip()
        tex, changed = repair(written)
        if changed:
            self.context.count_repair(self.here)
        self._replace(_plain(content), "", Formula(tex, display))

    def _add(self, text: str) -> None:
        if self.above:
            self.above.append(text)
            return
        self.text.append(text)
        self.length += len(text)
        self.lines += text.count("\n") + text.count(HARD_BREAK)

    def _replace(self, text: str, html: str, formula: Formula | None = None) -> None:
        """Add `text` that is displayed as `html` or as a formula, and is a zone."""
        start, line = self.length, self.here
        self._add(text)
        self.zones.append((start, self.length))
        self.marks.append(InlineMarkup(start, self.length, html, 0, formula, line))

    def _break(self, char: str) -> None:
        start = self.length
        self._add(char)
        self.marks.append(InlineMarkup(start, self.length, "<br>"))

    def _insert(self, html: str, depth: int = 0) -> None:
        self.marks.append(InlineMarkup(self.length, self.length, html, depth))

    def _open_tag(self, name: str, html: str, tag: str) -> None:
        self._insert(html, 1)
        self.open.append(_Open(name, self.length, f"</{tag}>"))

    def _close_tag(self, name: str) -> None:
        """Close the innermost open `name`, and everything left open inside it."""
        if not any(entry.name == name for entry in self.open):
            return
        while True:
            top = self.open.pop()
            if top.reference is not None:
                self._refer(top.start, top.reference)
            elif top.closing:
                if top.closing[2:-1] in ZONE_TAGS and top.start < self.length:
                    self.zones.append((top.start, self.length))
                self._insert(top.closing, -1)
            if top.name == name:
                return

    def _refer(self, start: int, to: Reference) -> None:
        if start < self.length:
            self.references.append(Reference(to.kind, start, self.length, to.target, to.address))

    # -- inline tokens -----------------------------------------------------

    def add_tokens(self, tokens: Sequence[Token]) -> None:
        """Add the inline tokens of one block."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if (
                token.content.endswith("$")
                and token.type == "text"
                and begins_command(tokens[index + 1 : index + 2])
            ):
                self.context.report("open-math", self.here, "$")
            if token.type == "html_inline":
                index += self._add_html(token, tokens, index)
            else:
                self._add_token(token)
            index += 1

    def _add_token(self, token: Token) -> None:
        handler = _HANDLERS.get(token.type)
        if handler is not None:
            handler(self, token)
        elif token.nesting == 1:
            self._open_tag(token.tag + " md", f"<{token.tag}>", token.tag)
        elif token.nesting == -1:
            self._close_tag(token.tag + " md")
        else:
            self.add_written(token.content)

    def _add_html(self, token: Token, tokens: Sequence[Token], index: int) -> int:
        """Add raw HTML. Returns how many tokens to skip: the content of a `<script>` is dropped."""
        made = html_pieces(token.content)
        for piece in made:
            if piece.kind != "word" or not is_component(token.content, (each.content for each in tokens)):
                self.add_piece(piece)
            elif piece.text:
                self.add_piece(HtmlPiece("refused", piece.text.lower(), 0))
        silent = next((p.text for p in made if p.kind == "refused" and p.text in SILENT_TAGS), None)
        if silent is None:
            return 0
        for count, later in enumerate(tokens[index + 1 :], 1):
            if later.type == "html_inline" and later.content.lower().startswith(f"</{silent}"):
                self.lines += sum(t.type in ("softbreak", "hardbreak") for t in tokens[index : index + count])
                return count
        return 0

    def _add_text(self, token: Token) -> None:
        """Add plain text, and report markup that Markdown left in it, such as a formula never closed."""
        if token.meta.get("dense"):
            self.context.report("dense-markup", self.here, "")
        else:
            for code, what in left_as_text(token.content):
                self.context.report(code, self.here, what)
        self.add_written(token.content)

    def _add_code(self, token: Token) -> None:
        self._replace(_plain(token.content), f"<code>{escape(token.content, quote=False)}</code>")

    def _add_wiki(self, token: Token) -> None:
        start = self.length
        for number, part in enumerate(text_and_formulas(token.content)):
            if number % 2:
                self.add_formula(part, display=False)
            else:
                self.add_written(part)
        if token.meta["refuse"]:
            self.zones.append((start, self.length))
        elif not self._in_link():
            self._refer(
                start, Reference(ReferenceKind.WIKI, 0, 0, with_readable_formulas(token.meta["target"]))
            )

    def _add_shortcode(self, token: Token) -> None:
        """Add a shortcode as a link to the term or page that it names; an unknown one is shown as written."""
        meta, start = read_configured(token.meta, self.context.own.shortcodes), self.length
        if "name" in meta:
            self.add_written(token.content)
            self.zones.append((start, self.length))
            self.context.report("shortcode", self.here, str(meta["name"]))
            return
        self.add_written(str(meta["text"]))
        if self._in_link():
            return
        if "term" in meta:
            self._refer(start, Reference(ReferenceKind.WIKI, 0, 0, str(meta["term"])))
            return
        path, _, fragment = str(meta["address"]).partition("#")
        self._refer(start, Reference(ReferenceKind.SITE, 0, 0, fragment, path))

    # -- images ------------------------------------------------------------

    def _add_image(self, token: Token) -> None:
        alt = "".join(child.content for child in token.children or ())
        sizes = {name: str(token.attrGet(name) or "") for name in ("width", "height")}
        title = str(token.attrGet("title") or "")
        self._show_image(str(token.attrGet("src") or ""), alt, title, sizes)

    def _show_image(self, src: str, alt: str, title: str, sizes: Mapping[str, str]) -> None:
        alt = " ".join(_plain(alt).split())
        text, html = show_image(self.context, self.here, src, alt, title, sizes, in_link=self._in_link())
        if html is None:
            self.zones.append((self.length, self.length + len(text)))
            self._add(text)
        else:
            self._replace(text, html)

    # -- links -------------------------------------------------------------

    def _in_link(self) -> bool:
        return any(entry.reference or entry.closing == "</a>" for entry in self.open)

    def _open_link(self, href: str, title: str, name: str) -> None:
        """Open a link. One that is nested, or leads to no file, leaves only its text."""
        href, unknown = written_address(href)
        if unknown:
            self.context.report("shortcode", self.here, unknown)
        if unknown or self._in_link():
            self.open.append(_Open(name, self.length))
            return
        href, ids = self.context.own.on_site(href), self.context.ids
        own_heading = ids.get(normalised_fragment(unquote(href[1:]))) if href.startswith("#") else None
        reference = None if own_heading else reference_to(href)
        if reference is not None:
            self.open.append(_Open(name, self.length, "", reference))
            return
        address = f'"#{escape(own_heading)}"' if own_heading else self._address(href)
        if address is None:
            self.open.append(_Open(name, self.length))
            return
        if not address:
            path, _, fragment = href.partition("#")
            site = Reference(ReferenceKind.SITE, 0, 0, unquote(fragment), unquote(path))
            self.open.append(_Open(name, self.length, "", site))
            return
        about = f' title="{escape(title)}"' if title else ""
        self._open_tag(name, f"<a href={address}{about}>", "a")

    def _address(self, href: str) -> str | None:
        """The escaped attributes of a link; empty if the site has no such file, None if it is refused."""
        if is_external(href):
            if has_safe_scheme(href):
                return f'"{escape(href)}" rel="external"'
            self.context.report("link-scheme", self.here, href)
            return None
        resource = self.context.locate(unquote(href))
        if resource is None or resource.left:
            return ""
        if resource.refused:
            self.context.report("linked-file", self.here, f"{resource.refused}\n{unquote(href)}")
            return None
        fragment = href.partition("#")[2]
        return f'"\0{escape(quote(resource.url) + (f"#{fragment}" if fragment else ""))}"'

    # -- raw HTML ----------------------------------------------------------

    def add_piece(self, piece: HtmlPiece) -> None:
        """Add one piece of raw inline HTML; the caller handles block tags."""
        values = piece.attributes
        if self._add_words(piece):
            return
        if piece.kind == "close" and piece.text not in BLOCK_TAGS:
            self._close_tag(piece.text)
        elif code := reason_against(piece):
            self.context.report(code, self.here, piece.text)
        elif piece.text == "br":
            self._break(BLOCK_BREAK)
        elif piece.text == "img":
            self._show_image(values.get("src", ""), values.get("alt", ""), values.get("title", ""), values)
        elif piece.text in VOID_TAGS:
            self._insert(piece.html)
        elif piece.text == "a" and values.get("href") and len(self.open) < MOST_OPEN:
            self._open_link(values["href"], values.get("title", ""), "a")
        elif piece.text == "a":
            self._open_anchor(values.get("id") or values.get("name", ""))
        elif len(self.open) >= MOST_OPEN:
            self.context.report("raw-deep", self.here, piece.text)
        else:
            self._open_tag(piece.text, piece.html, piece.text)

    def _add_words(self, piece: HtmlPiece) -> bool:
        """Add a piece that is text or begins or ends a ruby reading; False for other pieces."""
        if piece.text in _ABOVE and piece.kind in ("open", "close"):
            self._add_ruby(piece)
        elif piece.kind in ("text", "word"):
            self.add_written(piece.text if piece.kind == "text" else piece.html)
        else:
            return False
        return True

    def _add_ruby(self, piece: HtmlPiece) -> None:
        """Begin or end a ruby reading, which is shown but is not part of the text."""
        if self.above:
            self._insert(f"<{self.above[0]}>{escape(''.join(self.above[1:]))}</{self.above[0]}>")
        self.above = [piece.text] if piece.kind == "open" else []

    def _open_anchor(self, name: str) -> None:
        """An anchor that links can lead to. Of duplicates, the first gets the id."""
        given = f' id="{escape(name)}"' if name and name not in self.context.taken else ""
        self.context.taken.add(name)
        if given and len(self.open) < MOST_OPEN and not self._in_link():
            self._open_tag("a", f"<a{given}>", "a")
        elif len(self.open) < MOST_OPEN:
            self.open.append(_Open("a", self.length))

    # -- the end -----------------------------------------------------------

    def build(self, heading: bool = False) -> TextRun:
        """Freeze the collected run; tags that are still open are closed."""
        if self.above:
            self._add_ruby(HtmlPiece("close", "rt", 0))
        while self.open:
            self._close_tag(self.open[-1].name)
        text = "".join(self.text)
        soft = self._add_addresses(text)
        # stable sort: marks at the same offset keep the order in which they were written
        marks = tuple(sorted(self.marks, key=lambda mark: mark.start)) if self.marks else ()
        return TextRun(
            text, self.line, marks, disjoint(self.zones), tuple(soft), tuple(self.references), heading
        )

    def _add_addresses(self, text: str) -> list[tuple[int, int]]:
        """Link URLs, and make zones of URLs and mail addresses; returns the spans of other addresses."""
        soft: list[tuple[int, int]] = []
        found = list(addresses(text))
        if not found:
            return soft
        zones = disjoint(self.zones)
        # Marks and references were added as the text grew, so they, too, are in order and disjoint.
        marked = [(mark.start, mark.end) for mark in self.marks]
        referring = [(reference.start, reference.end) for reference in self.references]
        taken = [(spans, [end for _, end in spans]) for spans in (marked, referring)]
        ends = [end for _, end in zones]
        for start, end, kind in found:
            if overlaps(zones, ends, start, end):
                continue
            if kind == "url" and not any(overlaps(*spans, start, end) for spans in taken):
                self.marks.append(InlineMarkup(start, end, link_html(text[start:end])))
            (self.zones if kind in ("url", "mail") else soft).append((start, end))
        return soft


_HANDLERS: Mapping[str, Callable[[TextRunBuilder, Token], None]] = {
    "text": TextRunBuilder._add_text,
    "text_special": lambda self, token: self.add_written(token.content),
    "softbreak": lambda self, _token: self._add("\n"),
    "hardbreak": lambda self, _token: self._break(HARD_BREAK),
    "code_inline": TextRunBuilder._add_code,
    "math_inline": lambda self, token: self.add_formula(token.content, display=False),
    "math_inline_double": lambda self, token: self.add_formula(token.content, display=True),
    "link_open": lambda self, token: self._open_link(
        str(token.attrGet("href") or ""), str(token.attrGet("title") or ""), "a md"
    ),
    "link_close": lambda self, _token: self._close_tag("a md"),
    "image": TextRunBuilder._add_image,
    "footnote_ref": lambda self, token: self._insert(self.footnote(token, self._in_link())),
    "wiki": TextRunBuilder._add_wiki,
    "shortcode": TextRunBuilder._add_shortcode,
}
