"""Text as written: text runs with their markup, formulas and references."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

ROOT = "\x00"
"""Placeholder for the relative path to the site root, in HTML that several pages show.

CommonMark §2.3 replaces U+0000 in its input, so no document can contain it.
"""

CODE = '<pre class="code"'
"""The start of a highlighted code block in HTML. A page that has one loads the style sheet of the colours."""

HARD_BREAK = "\u2028"
"""A hard line break (CommonMark §6.7) in the text of a `TextRun`."""

BLOCK_BREAK = "\u2029"
"""A break written as HTML in the text of a `TextRun`: no match spans it, and it adds no source line."""


class ReferenceKind(str, Enum):
    """How a writer linked to a term by hand."""

    ANCHOR = "anchor"  # <a href="…#BASE64">surface</a> of the linked form
    WIKI = "wiki"  # [[term]] and [[term|text]]
    FILE = "file"  # [text](other.md#fragment)
    SITE = "site"  # [text](/slug/), an address that another site generator gives to a page


class Reference(Struct, frozen=True, array_like=True):
    """A link as written, not yet resolved to its target.

    `target` is the decoded heading for an anchor, the label for a wiki link, and the fragment for a
    link to a file or page. `address` is the part before the `#`. The span `start:end` is the
    surface form in the text of the `TextRun`.
    """

    kind: ReferenceKind
    start: int
    end: int
    target: str
    address: str = ""


class Formula(Struct, frozen=True, array_like=True):
    """A TeX formula, already repaired, as it is passed to KaTeX."""

    tex: str
    display: bool = False


class InlineMarkup(Struct, frozen=True, array_like=True):
    """Markup at an offset of a `TextRun`.

    `start == end` inserts `html` there; `start < end` displays `html` instead of that span of text.
    `depth` is +1 for an opening tag, -1 for a closing tag and 0 for everything else. With a
    `formula`, `html` is empty and the rendered formula is displayed.
    """

    start: int
    end: int
    html: str
    depth: int = 0
    formula: Formula | None = None
    line: int = 0


class TextRun(Struct, frozen=True, array_like=True):
    """One block of running text: its visible text, and markup at offsets.

    A soft line break is `\\n` in `text`, a hard one is `HARD_BREAK`, so the line of an offset is
    `line` plus the number of breaks before it. `zones` are spans in which nothing is linked (code,
    math, links, images, addresses), sorted and disjoint. `addresses` are file names, versions,
    handles and the like: a term inside of one is no mention, but a whole one may be a term.
    `heading`: the whole block is a zone.
    """

    text: str
    line: int
    marks: tuple[InlineMarkup, ...] = ()
    zones: tuple[tuple[int, int], ...] = ()
    addresses: tuple[tuple[int, int], ...] = ()
    references: tuple[Reference, ...] = ()
    heading: bool = False

    def line_at(self, offset: int) -> int:
        """The source line of the character at `offset`."""
        return self.line + self.breaks(0, offset)

    def breaks(self, start: int, end: int) -> int:
        """The number of line breaks in `text[start:end]`."""
        return self.text.count("\n", start, end) + self.text.count(HARD_BREAK, start, end)


BodyPart = str | TextRun
"""Finished HTML, or a block of running text."""

Body = tuple[BodyPart, ...]
"""A parsed text: finished HTML and text runs in alternation.

The HTML contains `ROOT` wherever an address depends on the page that shows it.
"""
