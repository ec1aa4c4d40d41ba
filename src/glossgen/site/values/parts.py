"""Parts of pages: links, names, excerpts, and the metadata of every page."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import Body, TextRun


class LinkTo(Struct, frozen=True):
    """A link of a list: where it leads, what it says, and in which language if that is another."""

    url: str
    text: str
    language: str = ""
    note: str = ""


class BodyLink(Struct, frozen=True):
    """A link inside a body: the stretch `start:end` of its text run number `text_run` leads to `url`."""

    text_run: int
    start: int
    end: int
    url: str


class LinkedBody(Struct, frozen=True):
    """A body and the links to be set in it."""

    body: Body = ()
    links: tuple[BodyLink, ...] = ()


class Excerpt(Struct, frozen=True):
    """One sentence of a text; `start:end` is the surface form to be marked in it (equal: none)."""

    text_run: TextRun
    start: int = 0
    end: int = 0


class Name(Struct, frozen=True):
    """A label as shown. `language` is set when it is not the language of the page."""

    text: str
    language: str = ""


class Use(Struct, frozen=True):
    """One place that mentions a term, with the sentence of its first mention there.

    `excerpt` is None where there are too many places to quote them all.
    """

    place: LinkTo
    category: str
    excerpt: Excerpt | None


class TermLink(Struct, frozen=True):
    """A term in a list: link, reading and the first sentence of its definition."""

    link: LinkTo
    reading: str = ""
    summary: Excerpt | None = None


class Preview(Struct, frozen=True):
    """The definition of a term in one sentence, shown beside the links of a page that lead to `url`."""

    url: str
    name: Name
    summary: Excerpt


class PageMeta(Struct, frozen=True):
    """What every page has. `url` leads from the site root; `alternates` are (language, url).

    On a translation that is older than its `original`, that is set, with its
    last change as note. On an original, `older` are the languages whose
    translations are older.
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
    original: LinkTo | None = None
    older: tuple[str, ...] = ()
    previews: tuple[Preview, ...] = ()
