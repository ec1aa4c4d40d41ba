"""The items of lists: what the macros of `items.html` make of a value, kept for all pages that show it.

A page shows dozens of links, and most of them stand on many other pages. So a
macro is called once for each value, and not for each page: where a page sets
what is its own, such as the id of a preview, the macro is given a placeholder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Generic, TypeVar

import jinja2
from markupsafe import Markup

from glossgen.render.body_html import FormulaHtml, excerpt_html, preview_html
from glossgen.render.environment import BUILT_IN
from glossgen.render.fast_templates import macro_function
from glossgen.render.urls import OutsideUrls
from glossgen.site.values import LinkTo, Preview, TermLink

TEMPLATE = "items.html"

# Characters that no text has (Unicode: noncharacters, for use within a program).
PREVIEW = "\ufdd0"
"""Stands for the attribute that shows a preview."""
ID = "\ufdd1"
"""Stands for the id of a preview."""
X, Y, TEXT = "\ufdd2", "\ufdd3", "\ufdd4"
"""Stand for the place and the text of a name in a picture."""

V = TypeVar("V")

Way = Callable[[str], str]
"""From an address of the site to one that leads there from a page."""

_REMEMBERED = 1 << 14


class Macros:
    """The macros of `items.html` in one language: the site's own, and ours where it has none of that name."""

    def __init__(self, environment: jinja2.Environment, frame: Mapping[str, object]) -> None:
        """Take the environment of the language and what all of its templates see."""
        names = (TEMPLATE, BUILT_IN + TEMPLATE)
        self._modules = [environment.get_template(name).make_module(dict(frame)) for name in names]

    def __getattr__(self, name: str) -> Callable[..., str]:
        """The macro of this name, which is given all arguments that ours names; it is looked for once."""
        own, built_in = self._modules
        ours = getattr(built_in, name)
        function = macro_function(getattr(own, name, None) or ours, len(ours.arguments))
        setattr(self, name, function)
        return function


class Made(Generic[V]):
    """What was made of values, by their address, within a limit.

    Two values may have one address: what was made of one is given for that one alone.
    """

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[V], str]) -> None:
        """Take what makes it."""
        self._known: dict[str, tuple[V, str]] = {}
        self._make = make

    def of(self, url: str, value: V) -> str:
        """What is made of a value with this address."""
        known = self._known.get(url)
        if known is not None and known[0] is value:
            return known[1]
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        made = self._make(value)
        self._known[url] = (value, made)
        return made


class Items:
    """Items with links that lead from a page, or from all pages in folders beside each other."""

    def __init__(self, macros: Macros, way: Way, formula: FormulaHtml) -> None:
        """Take the ways from the page, and what makes formulas."""
        self.macros = macros
        self._way = way
        self._formula = formula

    def opening(self, url: str) -> str:
        """What stands in the opening tag of a link in a text."""
        return f'href="{self.href(url)}"'

    def href(self, url: str) -> Markup:
        """The way to an address, which is percent-encoded, as an attribute."""
        way = self._way(url)
        return Markup(escape(way) if "#" in way else way)  # noqa: S704  (no path has what needs escaping)

    # What macros make is given as plain text: values are set into it that need no escaping.

    def link(self, value: LinkTo) -> str:
        """A link and its note, with a place for `PREVIEW`."""
        return self.macros.link(value, self.href(value.url), PREVIEW)

    def link_item(self, value: LinkTo, link: str) -> str:
        """A list item with a link."""
        return self.macros.link_item(value, Markup(link))  # noqa: S704  (made by a macro)

    def term_item(self, value: TermLink, link: str) -> str:
        """A list item with a term and the sentence that defines it."""
        summary = Markup(excerpt_html(value.summary, self._formula)) if value.summary else None  # noqa: S704
        return self.macros.term_item(value, Markup(link), summary)  # noqa: S704

    def neighbour(self, value: LinkTo) -> str:
        """A name in a picture, with places for `X`, `Y` and `TEXT`."""
        return self.macros.neighbour(value, self.href(value.url), TEXT, X, Y)


class KeptItems:
    """The items that pages in folders beside each other share: links by `href`, which leads out of each."""

    def __init__(self, macros: Macros, ways: OutsideUrls, formula: FormulaHtml) -> None:
        """Take the ways out of the folders, and what makes formulas."""
        self.macros = macros
        items = Items(macros, ways.__getitem__, formula)
        self.openings: Made[str] = Made(items.opening)
        self.links = links = Made(items.link)
        self.link_items: Made[LinkTo] = Made(lambda each: items.link_item(each, links.of(each.url, each)))
        self.term_items: Made[TermLink] = Made(
            lambda each: items.term_item(each, links.of(each.link.url, each.link))
        )
        self.neighbours: Made[LinkTo] = Made(items.neighbour)


def kept_previews(macros: Macros, formula: FormulaHtml) -> Made[Preview]:
    """The boxes of previews, with a place for `ID`: the same on all pages of a language."""

    def made(value: Preview) -> str:
        summary = Markup(preview_html(value.summary, formula))  # noqa: S704  (escaped by splice)
        return macros.preview(value, ID, summary)

    return Made(made)
