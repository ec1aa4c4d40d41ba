"""Converts the HTML of a body to well-formed XHTML, with ids, links and pictures adapted to another document.

The body is HTML that glossgen made: balanced, without scripts. EPUB 3.3 §6.1 requires XHTML, which is also
valid in an HTML page.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
NAMESPACES = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}
_MIXED_CASE = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
"""Attributes of SVG whose case counts in XML."""

Attributes = list[tuple[str, str | None]]


def to_xhtml(
    html: str,
    *,
    ident: Callable[[str], str],
    link: Callable[[str], str],
    picture: Callable[[str], str],
) -> str:
    """HTML as XHTML.

    `ident` returns the id in the document for an id in `html`, `link` the address for a link (empty for a
    link without a target), and `picture` the address for a picture.
    """
    writer = _Writer(ident, link, picture)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class _Writer(HTMLParser):
    """Writes what it parses as XHTML; character references become characters."""

    def __init__(
        self, ident: Callable[[str], str], link: Callable[[str], str], picture: Callable[[str], str]
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._ident, self._link, self._picture = ident, link, picture

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        kept = {_MIXED_CASE.get(name, name): value or "" for name, value in attrs}
        if tag in NAMESPACES:
            kept["xmlns"] = NAMESPACES[tag]
        for name in ("id", "aria-labelledby", "aria-describedby"):
            if name in kept:
                kept[name] = " ".join(map(self._ident, kept[name].split()))
        if tag == "a" and (href := self._link(kept.pop("href", ""))):
            kept["href"] = href
        if "src" in kept:
            kept["src"] = self._picture(kept["src"])
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}{'/' if tag in VOID else ''}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))
