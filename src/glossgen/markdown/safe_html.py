"""Sanitises raw HTML: which tags are allowed, and with which attributes.

nh3 (the ammonia sanitizer) decides about attributes. This module only splits HTML into tags, so
that the text between them is still parsed as Markdown and linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

import nh3
from msgspec import Struct, field

from glossgen.markdown.context import has_safe_scheme


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCK_TAGS = _names(
    "blockquote dd details div dl dt figcaption figure hr li ol p pre summary"
    " table tbody td tfoot th thead tr ul"
)
INLINE_TAGS = _names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong"
    " sub sup time u var wbr"
)
VOID_TAGS = _names("br hr img wbr")
SILENT_TAGS = _names(
    "script style template iframe object embed noscript textarea title svg math select xmp noembed noframes"
)
"""Tags that are dropped together with their content."""
ZONE_TAGS = _names("a code pre kbd samp var dfn")
"""Tags inside of which nothing is linked."""
_PARTS = _names("caption li dd dt tbody td tfoot th thead tr summary figcaption")
"""Tags that an HTML parser may drop or move if they occur alone."""

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"title", "lang", "dir"},
    "a": {"href", "id", "name"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start", "reversed", "type"},
    "time": {"datetime"},
    "details": {"open"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


_OTHER_TAGS = SILENT_TAGS | _names(
    "address applet area article aside audio base basefont big blink body button canvas caption center"
    " col colgroup command data datalist dialog dir fieldset font footer form frame frameset h1 h2 h3 h4"
    " h5 h6 head header hgroup html image input keygen label legend link main map marquee menu menuitem"
    " meta meter nav nobr optgroup option output param picture plaintext portal progress rb rtc search"
    " section slot source strike summary tt track video circle defs ellipse g line path polygon polyline"
    " rect text tspan use mi mn mo mrow msub msup mfrac"
)
"""Elements of HTML, SVG and MathML that are not on the safe list."""
_WORD = re.compile(r"<[A-Za-z][A-Za-z0-9_]*>")


def is_element(name: str) -> bool:
    """Whether HTML, SVG or MathML has an element of this name; else it may be a component of a framework."""
    return name.lower() in _OTHER_TAGS or name.lower() in BLOCK_TAGS | INLINE_TAGS | VOID_TAGS


def _is_word(written: str) -> bool:
    """Whether something that looks like a tag is not one, like `<EOS>` or the `<T>` of a type."""
    return _WORD.fullmatch(written) is not None and written[1:-1].lower() not in _OTHER_TAGS


class HtmlPiece(Struct, frozen=True):
    """One piece of raw HTML: `kind` is `open`, `close`, `void`, `text`, `word` or `refused`.

    A `word` only looks like a tag (`<EOS>`, `List<T>`); its `html` is the source.

    Before a tag come pieces for what was removed from it: a handler (`raw-attribute`) or an address
    (`link-scheme`). `text` is the tag name, the text, or the refused source. `attributes` are the safe
    ones, and `html` the opening tag with them. `line` counts from 0 within the snippet.
    """

    kind: str
    text: str
    line: int
    html: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def safe_attributes(name: str, written: str) -> tuple[tuple[str, str], ...]:
    """The safe attributes of an opening tag: no event handlers, no script URLs."""
    neutral = "div" if name in _PARTS else name
    cleaned = nh3.clean(
        f"<{neutral}{written[len(name) + 1 :]}",
        tags={neutral},
        attributes={"*": _ATTRIBUTES["*"], neutral: _ATTRIBUTES.get(name, set())},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    reader = _FirstTagReader()
    reader.feed(cleaned)
    return reader.attributes


class _FirstTagReader(HTMLParser):
    """Collects the attributes of the first tag."""

    attributes: tuple[tuple[str, str], ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.attributes:
            self.attributes = tuple((name, value or "") for name, value in attrs)


class _Reader(HTMLParser):
    """Splits a snippet into pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[HtmlPiece] = []
        self.silent: str = ""

    def _add(self, kind: str, text: str, html: str = "", attributes: dict[str, str] | None = None) -> None:
        self.pieces.append(HtmlPiece(kind, text, self.getpos()[0] - 1, html, attributes or {}))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            return
        if tag in SILENT_TAGS:
            self.silent = tag
            self._add("refused", tag)
        elif tag in BLOCK_TAGS or tag in INLINE_TAGS:
            safe = safe_attributes(tag, self.get_starttag_text() or f"<{tag}>")
            self._add_dropped(attrs, dict(safe))
            written = "".join(f' {name}="{escape(value)}"' for name, value in safe)
            self._add("void" if tag in VOID_TAGS else "open", tag, f"<{tag}{written}>", dict(safe))
        elif not attrs and _is_word(written := self.get_starttag_text() or ""):
            self._add("word", written[1:-1], written)
        else:
            self._add("refused", tag)

    def _add_dropped(self, attrs: list[tuple[str, str | None]], safe: dict[str, str]) -> None:
        """Report dropped attributes that had an effect; others, such as `class`, have none on this site."""
        for name, value in attrs:
            if name.startswith("on"):
                self._add("raw-attribute", name)
            elif name in ("href", "src") and value and name not in safe and not has_safe_scheme(value):
                self._add("link-scheme", value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == self.silent:
            self.silent = ""

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
        elif (tag in BLOCK_TAGS or tag in INLINE_TAGS) and tag not in VOID_TAGS:
            self._add("close", tag)
        elif _is_word(f"<{tag}>"):
            self._add("word", "", f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._add("text", data)

    def parse_html_declaration(self, i: int) -> int:
        """Leave out `<![CDATA[…]]>` and all else that begins with `<![`: Python may raise an error there."""
        if not self.rawdata.startswith("<![", i):
            return super().parse_html_declaration(i)
        closed = self.rawdata.startswith("<![CDATA[", i) and self.rawdata.find("]]>", i) >= 0
        end = "]]>" if closed else ">"
        at = self.rawdata.find(end, i)
        return at + len(end) if at >= 0 else -1


def html_pieces(html: str) -> list[HtmlPiece]:
    """The pieces of a snippet of raw HTML; comments, declarations and instructions are dropped."""
    reader = _Reader()
    cut = _never_closed(html)
    reader.feed(html[:cut])
    reader.close()
    if html[cut:].strip():
        reader.handle_data(html[cut:])
    return reader.pieces


def _never_closed(html: str) -> int:
    """The offset from which no tag or comment of a snippet is closed, so that the rest is text.

    `HTMLParser` would search the whole rest at each `<`, with results that differ between versions of Python.
    """
    if html.count("<![") > _MOST_SECTIONS:
        return html.index("<![")
    comment = html.find("<!--", html.rfind("-->") + 1)
    closed = html.rfind(">") + 1
    return closed if comment < 0 else min(comment, closed) if html.find(">", comment) < 0 else comment


_MOST_SECTIONS = 100


def reason_against(piece: HtmlPiece) -> str:
    """The code of the problem of a piece of raw HTML inside a sentence; empty if it is allowed."""
    if piece.kind in ("link-scheme", "raw-attribute"):
        return piece.kind
    if piece.text in BLOCK_TAGS:
        return "raw-block"
    return "raw-html" if piece.kind == "refused" else ""


def is_component(tag: str, others: Iterable[str]) -> bool:
    """Whether something like a tag is a component of a framework (`<Tabs>`): in mixed case, and closed."""
    name = tag.strip("</>")
    return name[:1].isupper() and not name.isupper() and f"</{name}>" in others
