"""Pages that hold the texts of the glossary, and the pages around them."""

from __future__ import annotations

from msgspec import Struct

from glossgen.site.values.overview import CategoryCard
from glossgen.site.values.parts import LinkedBody, LinkTo, Name, PageMeta, TermLink, Use


class TermPage(Struct, frozen=True):
    """One term: definition, uses, neighbourhood and metadata. `uses` counts what is not in `used_in`, too."""

    head: PageMeta
    name: Name
    other_names: tuple[Name, ...]
    reading: str
    body: LinkedBody
    category: LinkTo | None
    tags: tuple[str, ...] = ()
    used_in: tuple[Use, ...] = ()
    mentions: tuple[LinkTo, ...] = ()
    broader: tuple[LinkTo, ...] = ()
    narrower: tuple[LinkTo, ...] = ()
    related: tuple[TermLink, ...] = ()
    siblings: tuple[LinkTo, ...] = ()
    homonyms: tuple[LinkTo, ...] = ()
    translations: tuple[LinkTo, ...] = ()
    previous: LinkTo | None = None
    next: LinkTo | None = None
    anchors: tuple[str, ...] = ()
    source: str = ""
    uses: int = 0


class CategoryEntry(Struct, frozen=True):
    """A term in full on a category page."""

    id: str
    anchors: tuple[str, ...]
    name: Name
    other_names: tuple[Name, ...]
    reading: str
    url: str
    body: LinkedBody
    uses: int = 0
    edit_url: str = ""


class RelocatedEntry(Struct, frozen=True):
    """An entry that stood on a page before: the anchors it had there, and where it is now."""

    anchors: tuple[str, ...]
    link: LinkTo


class CategoryPage(Struct, frozen=True):
    """All the terms of one source file, in full; or, without bodies, the articles of one category."""

    head: PageMeta
    title: str
    intro: LinkedBody
    entries: tuple[CategoryEntry, ...] = ()
    articles: tuple[TermLink, ...] = ()
    moved: tuple[RelocatedEntry, ...] = ()


class NotePage(Struct, frozen=True):
    """A note, with the terms that it mentions."""

    head: PageMeta
    title: str
    body: LinkedBody
    mentions: tuple[LinkTo, ...] = ()


class HomePage(Struct, frozen=True):
    """Where a reader begins."""

    head: PageMeta
    intro: LinkedBody
    categories: tuple[CategoryCard, ...]
    notes: tuple[LinkTo, ...]
    most_used: tuple[LinkTo, ...]
    recent: tuple[LinkTo, ...]
    terms: int
    path: tuple[LinkTo, ...] = ()


class DisambiguationPage(Struct, frozen=True):
    """One label, several terms. `note` of a link names the category it is from."""

    head: PageMeta
    label: Name
    terms: tuple[TermLink, ...]


class NotFoundPage(Struct, frozen=True):
    """The 404 page. It is shown at any depth, so its addresses are absolute."""

    head: PageMeta


class RedirectPage(Struct, frozen=True):
    """An old address that leads to a new one. `keep_fragment` carries the part after # along."""

    head: PageMeta
    target: str


class LanguagesPage(Struct, frozen=True):
    """The root of a site in several languages: a choice between them."""

    head: PageMeta
    languages: tuple[LinkTo, ...]
