"""List items as HTML, made by the macros of `items.html` and shared by all pages that show the same value.

A page has dozens of links, and most of them occur on many other pages. So a macro is called once
for each value instead of once for each page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Generic, TypeVar

import jinja2
from markupsafe import Markup

from glossgen.render.body_html import FormulaHtml, excerpt_html
from glossgen.render.environment import BUILT_IN
from glossgen.render.urls import OutsideUrls
from glossgen.site.values import LinkTo, TermLink

TEMPLATE = "items.html"

V = TypeVar("V")

UrlFunction = Callable[[str], str]
"""Converts an address of the site to a URL relative to a page."""

_REMEMBERED = 1 << 13
"""So many items are made before those that nobody has asked for since are dropped."""


class Macros:
    """The macros of `items.html` in one language: those of the glossary, else the built-in ones."""

    def __init__(self, environment: jinja2.Environment, frame: Mapping[str, object]) -> None:
        """Take the environment of the language and the variables that all its templates see."""
        names = (TEMPLATE, BUILT_IN + TEMPLATE)
        self._modules = [environment.get_template(name).make_module(dict(frame)) for name in names]

    def __getattr__(self, name: str) -> Callable[..., str]:
        """The macro of this name, as a function that gives plain text; looked up once."""
        own, built_in = self._modules
        macro = getattr(own, name, None) or getattr(built_in, name)

        def function(*args: object) -> str:
            return str(macro(*args))

        setattr(self, name, function)
        return function


class ItemCache(Generic[V]):
    """A bounded cache of HTML made from values, keyed by their address.

    If several values have the same address, the cached HTML is returned for an equal value only. There are
    two generations: when the younger is full, the older is dropped. Dropping everything at once would make
    most items of a large site again and again.
    """

    __slots__ = ("_make", "_old", "_young")

    def __init__(self, make: Callable[[V], str]) -> None:
        """Take the function that makes the HTML."""
        self._young: dict[str, tuple[V, str]] = {}
        self._old: dict[str, tuple[V, str]] = {}
        self._make = make

    def of(self, url: str, value: V) -> str:
        """The HTML for a value with this address."""
        known = self._young.get(url)
        if known is not None and (known[0] is value or known[0] == value):
            return known[1]
        known = self._old.get(url)
        if known is None or known[0] != value:
            known = (value, self._make(value))
        if len(self._young) >= _REMEMBERED:
            self._old, self._young = self._young, {}
        self._young[url] = known
        return known[1]


class Items:
    """Makes list items with URLs relative to a page, or relative to all pages of sibling folders."""

    def __init__(self, macros: Macros, url_of: UrlFunction, formula: FormulaHtml) -> None:
        """Take the function from addresses to URLs, and the one that renders formulas."""
        self.macros = macros
        self._url_of = url_of
        self._formula = formula

    def opening(self, url: str) -> str:
        """The attributes of the opening tag of a link in running text."""
        return f'href="{self.href(url)}"'

    def href(self, url: str) -> Markup:
        """The URL of an address, escaped for an attribute."""
        href = self._url_of(url)
        return Markup(escape(href) if "#" in href else href)  # noqa: S704  (paths need no escaping)

    # The HTML of macros is kept as `str`: the values inserted into it need no escaping.

    def link(self, value: LinkTo) -> str:
        """A link and its note."""
        return self.macros.link(value, self.href(value.url))

    def link_item(self, value: LinkTo, link: str) -> str:
        """A list item with a link."""
        return self.macros.link_item(value, Markup(link))  # noqa: S704  (made by a macro)

    def term_item(self, value: TermLink, link: str) -> str:
        """A list item with a term and the sentence that defines it."""
        summary = Markup(excerpt_html(value.summary, self._formula)) if value.summary else None  # noqa: S704
        return self.macros.term_item(value, Markup(link), summary)  # noqa: S704


class SharedItems:
    """The items that pages in sibling folders share: links to addresses outside of those folders."""

    def __init__(self, macros: Macros, outside_urls: OutsideUrls, formula: FormulaHtml) -> None:
        """Take the URLs out of the folders, and the function that renders formulas."""
        self.macros = macros
        items = Items(macros, outside_urls.__getitem__, formula)
        self.openings: ItemCache[str] = ItemCache(items.opening)
        self.links = links = ItemCache(items.link)
        self.link_items: ItemCache[LinkTo] = ItemCache(
            lambda each: items.link_item(each, links.of(each.url, each))
        )
        self.term_items: ItemCache[TermLink] = ItemCache(
            lambda each: items.term_item(each, links.of(each.link.url, each.link))
        )
