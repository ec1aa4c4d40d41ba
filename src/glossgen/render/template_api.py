"""Functions for templates: lists, links and excerpts, which a page has dozens of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from glossgen.render.body_html import FormulaHtml, body_html, excerpt_html, preview_html
from glossgen.render.shared_links import (
    LinkParts,
    Memo,
    SharedLinks,
    aside,
    drawn_halves,
    label,
    link_halves,
    opening,
    term_item,
)
from glossgen.render.urls import RelativeUrls
from glossgen.site.layout import Line, Neighbourhood, neighbourhood
from glossgen.site.values import Excerpt, LinkedBody, LinkTo, PageMeta, Preview, TermLink, TermPage, Use

# Everything that goes into Markup here has been escaped by `escape`, or by the functions of
# `glossgen.render.body_html` and `glossgen.render.shared_links`.


class TemplateApi:
    """The functions of one page that templates call for links, lists and texts.

    What is the same on other pages comes from `beside` and `boxes`; only what
    lies in the page's own folder is made here, since the ways there are its own.
    """

    __slots__ = ("_beside", "_boxes", "_formula", "_head", "_interest", "_own", "_ways", "previews", "root")

    def __init__(
        self,
        head: PageMeta,
        root: str,
        ways: RelativeUrls,
        beside: SharedLinks,
        boxes: Memo[Preview, str],
        formula: FormulaHtml,
    ) -> None:
        """Take the head of the page, the way to the site root, the ways to all else, and what is shared."""
        self.root = root
        urls = [preview.url for preview in head.previews]
        ids, attributes = _numbered(len(urls))
        self.previews = dict(zip(urls, ids, strict=True))
        self._interest = dict(zip(urls, attributes, strict=True))
        self._head = head
        self._ways = ways
        self._own = ways.own
        self._beside = beside
        self._boxes = boxes
        self._formula = formula

    def static(self, path: str) -> str:
        """The address of a static file."""
        return f"{self.root}static/{path}"

    # -- texts -------------------------------------------------------------

    def body(self, linked: LinkedBody, top: int = 0) -> Markup:
        """A body with its links."""
        return body_html(linked, root=self.root, opening=self._opening, formula=self._formula, top=top)

    def excerpt(self, value: Excerpt) -> Markup:
        """One sentence, its surface form marked."""
        return Markup(excerpt_html(value, self._formula))  # noqa: S704

    def preview(self, value: Excerpt) -> Markup:
        """One sentence, its formulas as MathML."""
        return Markup(preview_html(value, self._formula))  # noqa: S704

    def preview_boxes(self) -> Markup:
        """The definitions that links of the page show."""
        rest, ids = self._boxes.of, self.previews.values()
        made = [
            f'<div class="preview" popover="hint" role="tooltip" id="{each_id}{rest(each.url, each)}'
            for each_id, each in zip(ids, self._head.previews, strict=True)
        ]
        return Markup("".join(made))  # noqa: S704

    # -- links -------------------------------------------------------------

    def link_to(self, value: LinkTo) -> Markup:
        """A link, and its note."""
        before, after = link_halves(value, self._ways.__getitem__)
        return Markup(f"{before}{self._interest.get(value.url, '')}{after}")  # noqa: S704

    def link_items(self, values: Iterable[LinkTo]) -> Markup:
        """List items that are a link each."""
        shared, own, interest = self._beside.links.of, self._own, self._interest
        made = []
        for value in values:
            url = value.url
            before, after = self._link(value) if url.startswith(own) else shared(url, value)
            made.append(f"<li>{before}{interest.get(url, '')}{after}</li>\n")
        return Markup("".join(made))  # noqa: S704

    def term_items(self, values: Iterable[TermLink]) -> Markup:
        """List items with a term, its reading and the sentence that defines it."""
        return Markup("".join([self._term_item(value) for value in values]))  # noqa: S704

    def use_items(self, values: Iterable[Use]) -> Markup:
        """List items with a place and the sentence there."""
        return Markup("".join([self._use_item(value) for value in values]))  # noqa: S704

    def picture_links(self, lines: Sequence[Line], places: Iterable[LinkTo | Use], x: int) -> Markup:
        """One column of the picture of a term's neighbours: links that lie before or after `x`."""
        shared, own = self._beside.drawn.of, self._own
        made = []
        for (text, y), place in zip(lines, places, strict=True):
            link = place.place if isinstance(place, Use) else place
            url = link.url
            before, after = self._drawn(link) if url.startswith(own) else shared(url, link)
            made.append(f'{before}{x}" y="{y + 5}">{label(text)}{after}')
        return Markup("".join(made))  # noqa: S704

    def _opening(self, url: str) -> str:
        """The attributes of a link in a text."""
        own = url.startswith(self._own)
        made = opening(self._ways[url]) if own else self._beside.openings.of(url, url)
        return made + self._interest[url] if url in self._interest else made

    def _link(self, value: LinkTo) -> LinkParts:
        if value.url.startswith(self._own):
            return link_halves(value, self._ways.__getitem__)
        return self._beside.links.of(value.url, value)

    def _drawn(self, value: LinkTo) -> LinkParts:
        return drawn_halves(value, self._ways.__getitem__)

    def _term_item(self, value: TermLink) -> str:
        """No preview where the definition is shown beside the link."""
        url = value.link.url
        interest = "" if value.summary else self._interest.get(url, "")
        if interest or url.startswith(self._own):
            return term_item(value, self._ways.__getitem__, self._formula, interest)
        return self._beside.term_items.of(url, value)

    def _use_item(self, value: Use) -> str:
        """No preview, since the definition is shown beside the link."""
        before, after = self._link(value.place)
        excerpt = value.excerpt
        quoted = f'<p class="quote">{excerpt_html(excerpt, self._formula)}</p>' if excerpt else ""
        return f'<li><p class="place">{before}{after}{aside(value.category)}</p>{quoted}</li>'


@lru_cache(maxsize=256)
def _numbered(count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of so many previews, and the attributes of links that lead to them."""
    ids = tuple([f"p--{number}" for number in range(1, count + 1)])
    return ids, tuple([f' interestfor="{each}"' for each in ids])


def apart(uses: Iterable[Use]) -> tuple[list[Use], list[LinkTo]]:
    """The uses with a sentence, and the places of those without."""
    quoted: list[Use] = []
    others: list[LinkTo] = []
    for use in uses:
        if use.excerpt:
            quoted.append(use)
        else:
            others.append(use.place)
    return quoted, others


def picture_of(page: TermPage, most: int) -> Neighbourhood:
    """The places of the first neighbours of a term in its picture."""
    before, after = page.used_in[:most], page.mentions[:most]
    return neighbourhood(page.name.text, [use.place.text for use in before], [link.text for link in after])
