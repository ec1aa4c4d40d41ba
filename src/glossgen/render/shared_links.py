"""Memoised HTML of links, definitions and labels that many pages share.

A link out of a page's own folder is the same on all sibling pages, except for
the number of its preview, which belongs to the page: such HTML is made in two
parts, and the page inserts its own attributes between them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Generic, TypeVar

from glossgen.render.body_html import FormulaHtml, excerpt_html, preview_html
from glossgen.render.urls import OutsideUrls
from glossgen.site.values import LinkTo, Name, Preview, TermLink

V = TypeVar("V")
H = TypeVar("H")

LinkParts = tuple[str, str]
"""A link up to where its page may add attributes to the opening tag, and the rest of it."""

RelativeUrl = Callable[[str], str]
"""From an address of the site to one that leads there from a page."""

_REMEMBERED = 1 << 14


class Memo(Generic[V, H]):
    """A memo of results by address, up to a limit.

    Two values may have one address: a result is returned for its own value only.
    """

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[V], H]) -> None:
        """Take the function to memoise."""
        self._known: dict[str, tuple[V, H]] = {}
        self._make = make

    def of(self, url: str, value: V) -> H:
        """The result for a value with this address."""
        known = self._known.get(url)
        if known is not None and known[0] is value:
            return known[1]
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        made = self._make(value)
        self._known[url] = (value, made)
        return made


class SharedLinks:
    """The HTML that pages in sibling folders share: links out of these folders."""

    def __init__(self, ways: OutsideUrls, formula: FormulaHtml) -> None:
        """Take the ways out of the folders, and what makes formulas."""
        way = ways.__getitem__
        self.openings: Memo[str, str] = Memo(lambda url: opening(way(url)))
        self.links: Memo[LinkTo, LinkParts] = Memo(lambda value: link_halves(value, way))
        self.drawn: Memo[LinkTo, LinkParts] = Memo(lambda value: drawn_halves(value, way))
        self.term_items: Memo[TermLink, str] = Memo(lambda value: term_item(value, way, formula))


def made_boxes(formula: FormulaHtml) -> Memo[Preview, str]:
    """The box of a preview after its id: the same on all pages of a language."""

    def rest(value: Preview) -> str:
        return f'"><b>{_name(value.name)}</b> {preview_html(value.summary, formula)}</div>\n'

    return Memo(rest)


def opening(way: str) -> str:
    """The `href` attribute of a link, from a percent-encoded relative URL."""
    return f'href="{escape(way) if "#" in way else way}"'


def link_halves(value: LinkTo, way: RelativeUrl) -> LinkParts:
    """A link, and its note."""
    tag = escape(value.language)
    language = f' lang="{tag}" hreflang="{tag}"' if tag else ""
    return f"<a {opening(way(value.url))}", f"{language}>{label(value.text)}</a>{aside(value.note)}"


def drawn_halves(value: LinkTo, way: RelativeUrl) -> LinkParts:
    """A link in a picture, before and behind the places of its label, which comes after it."""
    language = f' lang="{escape(value.language)}"' if value.language else ""
    return f'<a {opening(way(value.url))} tabindex="-1"{language}><text x="', "</text></a>"


def term_item(value: TermLink, way: RelativeUrl, formula: FormulaHtml, interest: str = "") -> str:
    """A list item with a term, its reading and the sentence that defines it."""
    before, after = link_halves(value.link, way)
    summary = value.summary
    quoted = f'<p class="summary">{excerpt_html(summary, formula)}</p>' if summary else ""
    return f"<li>{before}{interest}{after}{aside(value.reading)}{quoted}</li>"


@lru_cache(maxsize=1 << 14)
def label(text: str) -> str:
    """A label, escaped: the same ones occur on many pages."""
    return escape(text, quote=False)


def aside(text: str) -> str:
    """What is added to a link or a name, behind it; nothing of nothing."""
    return f' <span class="aside">{label(text)}</span>' if text else ""


def _name(value: Name) -> str:
    text = label(value.text)
    return f'<span lang="{escape(value.language)}">{text}</span>' if value.language else text
