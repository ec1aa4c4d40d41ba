"""Renders bodies and excerpts: finished HTML is copied, running text is escaped, links are inserted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from markupsafe import Markup

from glossgen.model import ROOT, Body, Formula, InlineMarkup, TextRun
from glossgen.site.values import Excerpt, LinkedBody
from glossgen.text import is_cjk, wrap

FormulaHtml = Callable[[Formula], str]
"""Returns the HTML of a formula."""

HtmlSpan = tuple[int, int, str, str]
"""A span of a text run's text, and the opening and closing tag to insert around it."""

_DROPPED = "\x00"  # placeholder for a soft break that is not shown, so that offsets stay valid
_MATH = re.compile(r"<math\b[^>]*>(.*?)</math>", re.DOTALL)
_ANNOTATION = re.compile(r"</?semantics>|<annotation\b.*?</annotation>", re.DOTALL)
_WITH_ID = re.compile(r'(<h[1-6](?=[^>]* id="([^"]+)").*?)(</h[1-6]>)', re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")


def render_body(
    linked: LinkedBody,
    *,
    root: str,
    href: Callable[[str], str],
    formula: FormulaHtml,
    top: int = 0,
) -> Markup:
    """The HTML of a body with its links; `href` returns the URL relative to the page for a site address."""

    def opening(url: str) -> str:
        return f'href="{escape(href(url))}"'

    return body_html(linked, root=root, opening=opening, formula=formula, top=top)


def body_html(
    linked: LinkedBody,
    *,
    root: str,
    opening: Callable[[str], str],
    formula: FormulaHtml,
    top: int = 0,
    permalink: str = "",
) -> Markup:
    """The HTML of a body with its links.

    - `root`: the relative path from the page to the site root.
    - `opening`: returns the escaped attributes for a link to a site address.
    - `formula`: returns the HTML of a formula.
    - `top`: if not 0, heading levels are shifted so that the highest is `top` and none is skipped.
    - `permalink`: if not empty, each heading gets a link to itself with this accessible name.
    """
    links: dict[int, list[HtmlSpan]] = {}
    for link in linked.links:
        span = (link.start, link.end, _link_tag(link.url, opening), "</a>")
        links.setdefault(link.text_run, []).append(span)
    parts: list[str] = []
    text_runs = 0
    for part in linked.body:
        if isinstance(part, str):
            parts.append(part)
            continue
        parts.append(splice(part, links.get(text_runs, ()), formula))
        text_runs += 1
    html = "".join(parts)
    if top and _has_headings(linked.body):
        html = _move_headings(html, top)
        if permalink:
            mark = f'<a class="here" href="#\\2" aria-label="{escape(permalink)}"></a>'
            html = _WITH_ID.sub(rf"\1{mark}\3", html)
    return Markup(html.replace(ROOT, root))  # noqa: S704  (escaped by the markdown stage and by splice)


def _link_tag(url: str, opening: Callable[[str], str]) -> str:
    if "://" in url:
        return f'<a href="{escape(url)}" rel="external">'
    return f'<a class="term" {opening(url)}>'


STOPS = "、。，．！？：；）」』】〕》〉ー"
"""Signs of Japanese and Chinese texts that begin no line."""

MarkHtml = Callable[[InlineMarkup], tuple[str, int]]
"""Returns the HTML of a mark, and the offset at which the text goes on."""


def render_excerpt(excerpt: Excerpt, *, formula: FormulaHtml) -> Markup:
    """One sentence as HTML, its surface form in `<mark>`."""
    return Markup(excerpt_html(excerpt, formula))  # noqa: S704  (escaped by splice)


def excerpt_html(excerpt: Excerpt, formula: FormulaHtml) -> str:
    """One sentence as HTML, its surface form in `<mark>`."""
    text_run, start, end = excerpt.text_run, excerpt.start, excerpt.end
    if start >= end:
        return splice(text_run, (), formula)
    if text_run.marks:
        return splice(text_run, ((start, end, "<mark>", "</mark>"),), formula)
    text = _soft_breaks(text_run.text)
    if _is_plain(text):
        return f"{text[:start]}<mark>{text[start:end]}</mark>{text[end:]}"
    return f"{_shown(text[:start])}<mark>{_shown(text[start:end])}</mark>{_shown(text[end:])}"


def preview_html(excerpt: Excerpt, formula: FormulaHtml) -> str:
    """One sentence as HTML, its formulas as MathML only."""
    return splice(excerpt.text_run, (), lambda wanted: mathml(formula(wanted)))


def quote_html(excerpt: Excerpt, formula: FormulaHtml) -> str:
    """One sentence as HTML, its surface form in `<mark>`, its formulas as MathML only."""
    return excerpt_html(excerpt, lambda wanted: mathml(formula(wanted)))


def mathml(html: str) -> str:
    """The MathML in KaTeX's HTML, without its TeX annotation; an error message is kept."""
    found = _MATH.search(html)
    return f"<math>{_ANNOTATION.sub('', found[1])}</math>" if found else html


def splice(text_run: TextRun, spans: Iterable[HtmlSpan], formula: FormulaHtml) -> str:
    """The HTML of a text run with tags inserted around spans of its text.

    A span that would break the markup, or that overlaps the previous one, is skipped: the visible
    text is the same in any case.
    """
    marks, text = text_run.marks, _soft_breaks(text_run.text)
    if not marks:
        return _with_tags(text, spans) if spans else _shown(text)
    tags = list(_tags(marks, spans))
    html = _with_stops(text, marks, tags, formula)
    out: list[str] = []
    cursor = done = 0
    for before, offset, tag in tags:
        while done < before:
            cursor = _set_mark(out, text, cursor, marks[done], html)
            done += 1
        out += (_shown(text[cursor:offset]), tag)
        cursor = max(cursor, offset)
    for mark in marks[done:]:
        cursor = _set_mark(out, text, cursor, mark, html)
    return "".join((*out, _shown(text[cursor:])))


def _with_tags(text: str, spans: Iterable[HtmlSpan]) -> str:
    """A text without markup, with tags around the spans that do not overlap the previous one."""
    shown = str if _is_plain(text) else _shown
    out: list[str] = []
    cursor = 0
    for start, end, opening, closing in sorted(spans):
        if cursor <= start < end:
            out += (shown(text[cursor:start]), opening, shown(text[start:end]), closing)
            cursor = end
    return "".join((*out, shown(text[cursor:])))


def _set_mark(out: list[str], text: str, cursor: int, mark: InlineMarkup, html: MarkHtml) -> int:
    """Write the text from `cursor` up to a mark, and the mark; returns the offset at which to continue."""
    shown, end = html(mark)
    out += (_shown(text[cursor : mark.start]), shown)
    return max(cursor, end)


def _with_stops(
    text: str, marks: Sequence[InlineMarkup], tags: Iterable[tuple[int, int, str]], formula: FormulaHtml
) -> MarkHtml:
    """Returns the HTML of a mark and where the text goes on: a formula takes the stop after it along.

    A formula is a box to a browser, which breaks lines on both of its sides whatever stands there. So the
    two are in one element that does not break (`static/formulas.css`), unless a tag is between them.
    """
    taken: set[int] = set()

    def html(mark: InlineMarkup) -> tuple[str, int]:
        if not mark.formula:
            return mark.html, mark.end
        shown, end = formula(mark.formula), mark.end
        if mark.formula.display or text[end : end + 1] not in STOPS or end == len(text):
            return shown, end
        if not taken:
            taken.update((offset for _, offset, _ in tags), (each.start for each in marks))
        return (shown, end) if end in taken else (f'<span class="kept">{shown}{text[end]}</span>', end + 1)

    return html


def _is_plain(text: str) -> bool:
    """Whether a text needs no escaping."""
    return not ("&" in text or "<" in text or ">" in text or _DROPPED in text)


def _shown(text: str) -> str:
    if _DROPPED in text:
        text = text.replace(_DROPPED, "")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tags(marks: Sequence[InlineMarkup], spans: Iterable[HtmlSpan]) -> Iterator[tuple[int, int, str]]:
    """For each span that can be inserted: the index of the next mark, the offset, and the tag."""
    done = passed = reach = 0
    for start, end, opening, closing in sorted(spans):
        while passed < len(marks) and marks[passed].start < start:
            reach = max(reach, marks[passed].end)
            passed += 1
        place: tuple[int, int] | None = (passed, passed)
        if start < done:
            place = None
        elif start >= end or reach >= start or (passed < len(marks) and marks[passed].start <= end):
            place = wrap(marks, start, end)
        if place is not None:
            yield (place[0], start, opening)
            yield (place[1], end, closing)
            done = end


def _soft_breaks(text: str) -> str:
    """`text` with a placeholder for every soft line break between two CJK characters."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        dropped = before and line and is_cjk(before[-1]) and is_cjk(line[0])
        joined += (_DROPPED if dropped else "\n", line)
    return "".join(joined)


def _has_headings(body: Body) -> bool:
    """Whether a body may have headings. Only markup is searched, which is much shorter than the text."""
    for part in body:
        if isinstance(part, str):
            if "<h" in part or "</h" in part:
                return True
        elif part.marks and any("<h" in mark.html or "</h" in mark.html for mark in part.marks):
            return True
    return False


def _move_headings(html: str, top: int) -> str:
    levels = sorted({match[2] for match in _HEADING.finditer(html)})
    moved = {level: min(6, top + index) for index, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{moved[match[2]]}", html)
