"""The functions that templates call on a page for links, lists and texts.

The HTML of list items comes from `items.html` through `glossgen.render.list_items`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from glossgen.render.body_html import FormulaHtml, body_html, excerpt_html, preview_html, quote_html
from glossgen.render.list_items import Items, SharedItems
from glossgen.render.urls import RelativeUrls
from glossgen.site.values import (
    Excerpt,
    IndexEntry,
    LinkedBody,
    LinkTo,
    MapNode,
    MapPage,
    PageMeta,
    TermLink,
    Use,
)
from glossgen.text.urls import readable

# Everything wrapped in Markup here was made by a template or by `glossgen.render.body_html`.


class TemplateApi:
    """The functions of one page.

    HTML that other pages share comes from the caches `shared`. Links into the page's own folder are
    made for the page, since their relative URLs are its own.
    """

    __slots__ = ("_formula", "_head", "_items", "_own", "_shared", "root")

    def __init__(
        self,
        head: PageMeta,
        root: str,
        page_urls: RelativeUrls,
        shared: SharedItems,
        formula: FormulaHtml,
    ) -> None:
        """Take the page's metadata, the path to the site root, the relative URLs, and the shared cache."""
        self.root = root
        self._head = head
        self._own = page_urls.own
        self._shared = shared
        self._items = Items(shared.macros, page_urls.__getitem__, formula)
        self._formula = formula

    def static(self, path: str) -> str:
        """The address of a static file."""
        return f"{self.root}static/{path}"

    # -- texts -------------------------------------------------------------

    def body(self, linked: LinkedBody, top: int = 0, permalink: str = "") -> Markup:
        """A body with its links; with `permalink`, its headings have links to themselves of this name."""
        return body_html(
            linked,
            root=self.root,
            opening=self._opening,
            formula=self._formula,
            top=top,
            permalink=permalink,
        )

    def excerpt(self, value: Excerpt) -> Markup:
        """One sentence, with its surface form marked."""
        return Markup(excerpt_html(value, self._formula))  # noqa: S704

    def preview(self, value: Excerpt) -> Markup:
        """One sentence, its formulas as MathML."""
        return Markup(preview_html(value, self._formula))  # noqa: S704

    # -- links -------------------------------------------------------------

    def link_to(self, value: LinkTo) -> Markup:
        """A link, and its note."""
        return Markup(self._link(value))  # noqa: S704

    def link_items(self, values: Iterable[LinkTo]) -> Markup:
        """List items with one link each."""
        shared, own, items = self._shared.link_items.of, self._own, self._items
        made = [
            items.link_item(each, items.link(each)) if each.url.startswith(own) else shared(each.url, each)
            for each in values
        ]
        return Markup("".join(made))  # noqa: S704

    def term_items(self, values: Iterable[TermLink]) -> Markup:
        """List items with a term, its reading and the sentence that defines it."""
        shared, own, items = self._shared.term_items.of, self._own, self._items
        made = []
        for value in values:
            link = value.link
            url = link.url
            made.append(
                items.term_item(value, items.link(link)) if url.startswith(own) else shared(url, value)
            )
        return Markup("".join(made))  # noqa: S704

    def use_items(self, values: Iterable[Use]) -> Markup:
        """List items with a place and the sentence that mentions the term there.

        The fragment `#~NAME`, of the last part of the page's own address, asks the script of the
        other page for the sentence that links here.
        """
        item = self._shared.macros.use_item
        own = escape(readable("#~" + self._head.url.rstrip("/").rpartition("/")[2]))
        made = []
        for value in values:
            way = f'href="{self._items.href(value.place.url)}'
            link = self._link(value.place).replace(f'{way}"', f'{way}{own}"')
            quote = quote_html(value.excerpt, self._formula) if value.excerpt else None
            made.append(item(value, Markup(link), Markup(quote) if quote else None))  # noqa: S704
        return Markup("".join(made))  # noqa: S704

    def split_uses(self, uses: Iterable[Use]) -> tuple[list[Use], list[LinkTo]]:
        """The uses with a sentence, and the places of the others."""
        listed = list(uses)
        return [use for use in listed if use.excerpt], [use.place for use in listed if not use.excerpt]

    def index_items(self, entries: Iterable[IndexEntry]) -> Markup:
        """List items of an index: a name with its reading, or with the preferred label of its term."""
        item, href = self._shared.macros.index_item, self._items.href
        return Markup("".join([item(entry, href(entry.link.url)) for entry in entries]))  # noqa: S704

    def map_nodes(self, nodes: Iterable[MapNode]) -> Markup:
        """The names on a map, each with its mark."""
        item, href = self._shared.macros.map_node, self._items.href
        return Markup("".join([item(node, href(node.link.url)) for node in nodes]))  # noqa: S704

    def map_items(self, page: MapPage, group: int) -> Markup:
        """List items with the terms of one group of a map, and the names that their lines lead to."""
        item, href = self._shared.macros.map_item, self._items.href
        made = [
            item(node, href(node.link.url), [page.nodes[other].link for other in node.links])
            for node in page.nodes
            if node.group == group
        ]
        return Markup("".join(made))  # noqa: S704

    def _opening(self, url: str) -> str:
        """The attributes of a link in running text."""
        own = url.startswith(self._own)
        return self._items.opening(url) if own else self._shared.openings.of(url, url)

    def _link(self, value: LinkTo) -> str:
        url = value.url
        return self._items.link(value) if url.startswith(self._own) else self._shared.links.of(url, value)


def map_edges(page: MapPage) -> str:
    """The lines between the names of a map, as an SVG path (SVG 2 §9.3)."""
    marks = [f"{x} {y}" for x, y in (node.mark for node in page.nodes)]
    return "".join([f"M{marks[a]}L{marks[b]}" for a, b in page.edges])
