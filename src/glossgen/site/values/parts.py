"""Parts of pages: links, names, excerpts, and the metadata of every page."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import Body, TextRun


class LinkTo(Struct, frozen=True, array_like=True):
    """A link in a list: its address, its text, and the language of the text if different from the page's.

    `written` is a name with formulas as it is written (see `Name`).
    """

    url: str
    text: str
    language: str = ""
    note: str = ""
    written: str = ""


class BodyLink(Struct, frozen=True, array_like=True):
    """A link inside a body: the span `start:end` of its text run number `text_run` leads to `url`.

    That is an address of the site, or the URL of a file of the repository.
    """

    text_run: int
    start: int
    end: int
    url: str


class LinkedBody(Struct, frozen=True, array_like=True):
    """A body and the links to insert into it."""

    body: Body = ()
    links: tuple[BodyLink, ...] = ()


class Excerpt(Struct, frozen=True, array_like=True):
    """One sentence of a text; `start:end` is the surface form to mark in it (empty span: none)."""

    text_run: TextRun
    start: int = 0
    end: int = 0


class Name(Struct, frozen=True, array_like=True):
    """A label as shown. `language` is set if it differs from the language of the page.

    `text` is what stands where only text can, `written` a name with formulas as it is written, with its
    TeX; it is empty for other names. `glossgen.render.names` makes markup of both.
    """

    text: str
    language: str = ""
    written: str = ""


class Use(Struct, frozen=True, array_like=True):
    """One place that mentions a term, with the sentence of its first mention there.

    `category` is empty if it is the page's own. `excerpt` is None if there are too many places to quote
    them all.
    """

    place: LinkTo
    category: str
    excerpt: Excerpt | None


class TermLink(Struct, frozen=True, array_like=True):
    """A term in a list: link, reading and its defining sentence."""

    link: LinkTo
    reading: str = ""
    summary: Excerpt | None = None


class Section(Struct, frozen=True, array_like=True):
    """A heading of a long text: its id, its text, and how far it is below the highest headings (0 or 1)."""

    id: str
    text: str
    depth: int = 0


class PageMeta(Struct, frozen=True, array_like=True):
    """The metadata of a page. `url` is relative to the site root; `alternates` are (language, url).

    `picture` is the address of the image that is shown where the page is shared; empty if it has none.
    `original` is set on an outdated translation, with the date of its last change as note. `older`,
    on an original, are the languages whose translations are outdated.
    """

    url: str
    language: str
    title: str
    description: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    changed: str = ""
    edit_url: str = ""
    history_url: str = ""
    has_math: bool = False
    has_code: bool = False
    original: LinkTo | None = None
    older: tuple[str, ...] = ()
    picture: str = ""
