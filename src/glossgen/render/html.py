"""Bodies and excerpts as HTML: finished HTML stays, running text is escaped, links are set in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from markupsafe import Markup

from glossgen.body import is_cjk, wrap
from glossgen.model import ROOT, Flow, Formula, Mark
from glossgen.pages.values import BodyLink, Excerpt, LinkedBody

FormulaHtml = Callable[[Formula], str]
"""Gives the HTML of a formula."""

Span = tuple[int, int, str, str]
"""A stretch of a flow's text, and the opening and closing tag to be set around it."""

_DROPPED = "\x00"  # holds the place of a soft break that is not shown, so that offsets stay right
_MATH = re.compile(r"<math\b[^>]*>(.*?)</math>", re.DOTALL)
_ANNOTATION = re.compile(r"</?semantics>|<annotation\b.*?</annotation>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


def render_body(
    linked: LinkedBody,
    *,
    root: str,
    href: Callable[[str], str],
    formula: FormulaHtml,
    top: int = 0,
    previews: Mapping[str, str] = MappingProxyType({}),
) -> Markup:
    """The HTML of a body with its links.

    `root` leads from the page to the site root and `href` to a site address.
    `previews` are the ids of the elements that show what a link leads to, by address.
    With `top`, the headings of the body are moved so that the highest has that
    level and none is left out.
    """
    links: dict[int, list[BodyLink]] = {}
    for link in linked.links:
        links.setdefault(link.flow, []).append(link)
    parts: list[str] = []
    flows = 0
    for part in linked.body:
        if isinstance(part, str):
            parts.append(part)
            continue
        spans = (_link_span(link, href, previews) for link in links.get(flows, ()))
        parts.append(splice(part, spans, formula))
        flows += 1
    html = _move_headings("".join(parts), top) if top else "".join(parts)
    return Markup(html.replace(ROOT, root))  # noqa: S704  (escaped by the markdown stage and by splice)


def render_excerpt(excerpt: Excerpt, *, formula: FormulaHtml) -> Markup:
    """One sentence as HTML, its surface form in `<mark>`."""
    spans = [(excerpt.start, excerpt.end, "<mark>", "</mark>")] if excerpt.start < excerpt.end else []
    return Markup(splice(excerpt.flow, spans, formula))  # noqa: S704  (escaped by splice)


def render_preview(excerpt: Excerpt, *, formula: FormulaHtml) -> Markup:
    """One sentence as HTML with its formulas as MathML only, which needs neither style sheet nor fonts."""
    return Markup(splice(excerpt.flow, (), lambda wanted: _mathml(formula(wanted))))  # noqa: S704  (escaped by splice)


def _mathml(html: str) -> str:
    """The MathML of KaTeX's HTML, without the TeX it carries along; an error message stays as it is."""
    found = _MATH.search(html)
    return f"<math>{_ANNOTATION.sub('', found[1])}</math>" if found else html


def splice(flow: Flow, spans: Iterable[Span], formula: FormulaHtml) -> str:
    """The HTML of a flow with tags set around stretches of its text.

    A span that cannot be set without breaking the markup, or that overlaps the
    one before, is left out: the visible text is the same in any case.
    """
    marks, text = flow.marks, _soft_breaks(flow.text)
    out: list[str] = []
    cursor = 0

    def show(end: int) -> None:
        nonlocal cursor
        if end > cursor:
            out.append(escape(text[cursor:end].replace(_DROPPED, ""), quote=False))
            cursor = end

    tags = _tags(marks, spans)
    next_tag = next(tags, None)
    for index in range(len(marks) + 1):
        while next_tag is not None and next_tag[0] == index:
            show(next_tag[1])
            out.append(next_tag[2])
            next_tag = next(tags, None)
        if index < len(marks):
            mark = marks[index]
            show(mark.start)
            out.append(formula(mark.formula) if mark.formula else mark.html)
            cursor = max(cursor, mark.end)
    show(len(text))
    return "".join(out)


def _tags(marks: Sequence[Mark], spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """The tags of the spans that can be set: before which mark, at which offset, and the tag."""
    done = 0
    for start, end, opening, closing in sorted(spans):
        place = wrap(marks, start, end) if start >= done else None
        if place is not None:
            yield (place[0], start, opening)
            yield (place[1], end, closing)
            done = end


def _link_span(link: BodyLink, href: Callable[[str], str], previews: Mapping[str, str]) -> Span:
    interest = f' interestfor="{previews[link.url]}"' if link.url in previews else ""
    return (link.start, link.end, f'<a class="term" href="{escape(href(link.url))}"{interest}>', "</a>")


def _soft_breaks(text: str) -> str:
    """`text` with every soft line break between two CJK characters replaced by a place holder."""
    if "\n" not in text:
        return text
    chars = list(text)
    for offset, char in enumerate(chars):
        if (
            char == "\n"
            and 0 < offset < len(text) - 1
            and is_cjk(text[offset - 1])
            and is_cjk(text[offset + 1])
        ):
            chars[offset] = _DROPPED
    return "".join(chars)


def _move_headings(html: str, top: int) -> str:
    levels = sorted({match[2] for match in _HEADING.finditer(html)})
    moved = {level: min(6, top + index) for index, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{moved[match[2]]}", html)
