"""The lists of a page as HTML: what stands on it dozens of times is put together here, not in a template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from markupsafe import Markup

from glossgen.layout import Line, Neighbourhood, neighbourhood
from glossgen.pages.values import Excerpt, Head, LinkedBody, LinkTo, Name, TermLink, TermPage, Use
from glossgen.render.addresses import Openings, Ways
from glossgen.render.html import FormulaHtml, body_html, excerpt_html, preview_html

# Everything that goes into Markup here has been escaped by `escape`, by the functions of
# `glossgen.render.html` or by `Openings`.


class Pieces:
    """The functions of one page that templates call for links, lists and texts."""

    __slots__ = ("_formula", "_head", "_open", "_plain", "previews", "root")

    def __init__(self, head: Head, root: str, ways: Ways, formula: FormulaHtml) -> None:
        """Take the head of the page, the way to the site root, and the ways to all else."""
        self.root = root
        self.previews = {preview.url: f"p--{number}" for number, preview in enumerate(head.previews, 1)}
        self._head = head
        self._open = Openings(ways, self.previews)
        self._plain = Openings(ways, {})
        self._formula = formula

    def static(self, path: str) -> str:
        """The address of a static file."""
        return f"{self.root}static/{path}"

    # -- texts -------------------------------------------------------------

    def body(self, linked: LinkedBody, top: int = 0) -> Markup:
        """A body with its links."""
        opening = self._open.__getitem__
        return body_html(linked, root=self.root, opening=opening, formula=self._formula, top=top)

    def excerpt(self, value: Excerpt) -> Markup:
        """One sentence, its surface form marked."""
        return Markup(excerpt_html(value, self._formula))  # noqa: S704

    def preview(self, value: Excerpt) -> Markup:
        """One sentence, its formulas as MathML."""
        return Markup(preview_html(value, self._formula))  # noqa: S704

    def preview_boxes(self) -> Markup:
        """The definitions that links of the page show."""
        return Markup(  # noqa: S704
            "".join(
                [
                    f'<div class="preview" popover="hint" role="tooltip" id="{self.previews[value.url]}">'
                    f"<b>{_name(value.name)}</b> {preview_html(value.summary, self._formula)}</div>\n"
                    for value in self._head.previews
                ]
            )
        )

    # -- links -------------------------------------------------------------

    def link_to(self, value: LinkTo) -> Markup:
        """A link, and its note."""
        return Markup(self._link(value))  # noqa: S704

    def link_items(self, values: Iterable[LinkTo]) -> Markup:
        """List items that are a link each."""
        opening = self._open
        made = [f"<li>{_tagged(value, opening[value.url])}</li>\n" for value in values]
        return Markup("".join(made))  # noqa: S704

    def term_items(self, values: Iterable[TermLink]) -> Markup:
        """List items with a term, its reading and the sentence that defines it."""
        return Markup("".join([self._term_item(value) for value in values]))  # noqa: S704

    def use_items(self, values: Iterable[Use]) -> Markup:
        """List items with a place and the sentence there."""
        return Markup("".join([self._use_item(value) for value in values]))  # noqa: S704

    def picture_links(self, lines: Sequence[Line], places: Iterable[LinkTo | Use], x: int) -> Markup:
        """One column of the picture of a term's neighbours: links that lie before or after `x`."""
        made = [self._line(y + 5, x, text, place) for (text, y), place in zip(lines, places, strict=True)]
        return Markup("".join(made))  # noqa: S704

    def _line(self, y: int, x: int, text: str, place: LinkTo | Use) -> str:
        link = place.place if isinstance(place, Use) else place
        language = f' lang="{escape(link.language)}"' if link.language else ""
        opening = f'<a {self._plain[link.url]} tabindex="-1"{language}>'
        return f'{opening}<text x="{x}" y="{y}">{_label(text)}</text></a>'

    def _link(self, value: LinkTo) -> str:
        return _tagged(value, self._open[value.url])

    def _plain_link(self, value: LinkTo) -> str:
        """A link that needs no preview, since what it would say stands beside it."""
        return _tagged(value, self._plain[value.url])

    def _term_item(self, value: TermLink) -> str:
        summary = value.summary
        quoted = f'<p class="summary">{excerpt_html(summary, self._formula)}</p>' if summary else ""
        link = self._plain_link(value.link) if summary else self._link(value.link)
        return f"<li>{link}{_aside(value.reading)}{quoted}</li>"

    def _use_item(self, value: Use) -> str:
        place = f"{self._plain_link(value.place)}{_aside(value.category)}"
        excerpt = value.excerpt
        quoted = f'<p class="quote">{excerpt_html(excerpt, self._formula)}</p>' if excerpt else ""
        return f'<li><p class="place">{place}</p>{quoted}</li>'


def _tagged(value: LinkTo, attributes: str) -> str:
    if value.language:
        attributes += f' lang="{escape(value.language)}" hreflang="{escape(value.language)}"'
    return f"<a {attributes}>{_label(value.text)}</a>{_aside(value.note) if value.note else ''}"


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


@lru_cache(maxsize=1 << 14)
def _label(text: str) -> str:
    """A label as text: the same ones stand on many pages."""
    return escape(text, quote=False)


def _aside(text: str) -> str:
    return f' <span class="aside">{_label(text)}</span>' if text else ""


def _name(value: Name) -> str:
    text = _label(value.text)
    return f'<span lang="{escape(value.language)}">{text}</span>' if value.language else text
