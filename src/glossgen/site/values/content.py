"""Pages with the texts of the glossary, and redirect, 404 and language pages."""

from __future__ import annotations

from msgspec import Struct

from glossgen.site.values.overview import CategoryCard, IndexLetter
from glossgen.site.values.parts import LinkedBody, LinkTo, Name, PageMeta, Section, TermLink, Use


class TermPage(Struct, frozen=True, array_like=True):
    """A term page: the definition, what surrounds it, and the term's place in its field.

    Each term is named once in `homonyms`, `before_this`, `broader`, `narrower`, `related` and `used_in`.
    `used_in` lists the first of `uses` uses. `before_this` is the path of terms to read first;
    `before_more`: earlier ones were left out. `before` and `after` are the terms around this one in its
    field, or in the index if `in_field` is false. `reading` is empty where the name needs none. A tag
    without a page has an empty address.
    """

    head: PageMeta
    name: Name
    other_names: tuple[Name, ...]
    reading: str
    body: LinkedBody
    category: LinkTo | None
    tags: tuple[LinkTo, ...] = ()
    sections: tuple[Section, ...] = ()
    homonyms: tuple[LinkTo, ...] = ()
    before_this: tuple[LinkTo, ...] = ()
    before_more: bool = False
    broader: tuple[LinkTo, ...] = ()
    narrower: tuple[LinkTo, ...] = ()
    related: tuple[LinkTo, ...] = ()
    used_in: tuple[Use, ...] = ()
    uses: int = 0
    before: tuple[LinkTo, ...] = ()
    after: tuple[LinkTo, ...] = ()
    in_field: bool = True


class CategoryEntry(Struct, frozen=True, array_like=True):
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


class RelocatedEntry(Struct, frozen=True, array_like=True):
    """An entry that has moved away from a page: the anchors it had there, and its address now."""

    anchors: tuple[str, ...]
    link: LinkTo


class EntryElsewhere(Struct, frozen=True, array_like=True):
    """An entry on a later page of its category: its anchors, which the first page keeps, and its address."""

    anchors: tuple[str, ...]
    name: Name
    url: str


class RowLink(Struct, frozen=True, array_like=True):
    """A row of the index in a category: its anchor, its title, and the page on which it begins."""

    id: str
    title: str
    url: str


class CategoryPage(Struct, frozen=True, array_like=True):
    """Terms of one source file, in full; or articles of one category, without bodies.

    - `letters`: the rows of the index on this page, if the category has many articles; `rows`: those of
      the whole category.
    - `previous`, `next`: the categories before and after, or the pages of this one if it is split.
    - `parts`: the pages of a split category, each with its first and last term as text; `elsewhere`: the
      entries of later pages that the first page lists; `unnamed`: the number of those that it does not list.
    - `cards`: the address of the flash cards.
    - `written`: the source of a title with formulas.
    """

    head: PageMeta
    title: str
    intro: LinkedBody
    entries: tuple[CategoryEntry, ...] = ()
    articles: tuple[TermLink, ...] = ()
    moved: tuple[RelocatedEntry, ...] = ()
    letters: tuple[IndexLetter, ...] = ()
    rows: tuple[RowLink, ...] = ()
    previous: LinkTo | None = None
    next: LinkTo | None = None
    cards: str = ""
    parts: tuple[LinkTo, ...] = ()
    elsewhere: tuple[EntryElsewhere, ...] = ()
    unnamed: int = 0
    written: str = ""


class TagPage(Struct, frozen=True, array_like=True):
    """The terms of a tag; the `summary` of each is None if there are too many of them."""

    head: PageMeta
    name: str
    terms: tuple[TermLink, ...]


class CardsPage(Struct, frozen=True, array_like=True):
    """The flash cards of a field: its terms with their defining sentences; `more` terms are left out."""

    head: PageMeta
    field: LinkTo
    terms: tuple[TermLink, ...]
    more: int = 0


class NotePage(Struct, frozen=True, array_like=True):
    """A note, with the terms that it mentions. `written` is a title with formulas as it is written."""

    head: PageMeta
    title: str
    body: LinkedBody
    mentions: tuple[LinkTo, ...] = ()
    written: str = ""


class HomePage(Struct, frozen=True, array_like=True):
    """The home page of a language.

    `daily` are terms of which the browser shows one a day, `examples` what a reader could search for.
    `ordered`: the writer has put the categories in an order in which to read them.
    """

    head: PageMeta
    intro: LinkedBody
    categories: tuple[CategoryCard, ...]
    notes: tuple[LinkTo, ...]
    most_used: tuple[LinkTo, ...]
    recent: tuple[LinkTo, ...]
    terms: int
    daily: tuple[TermLink, ...] = ()
    examples: tuple[str, ...] = ()
    ordered: bool = False


class DisambiguationPage(Struct, frozen=True, array_like=True):
    """A label that several terms share. The `note` of a link names the category of its term."""

    head: PageMeta
    label: Name
    terms: tuple[TermLink, ...]


class NotFoundPage(Struct, frozen=True, array_like=True):
    """The 404 page, and those in other languages. Its addresses are absolute: it is shown for any URL."""

    head: PageMeta
    others: tuple[LinkTo, ...] = ()


class RedirectPage(Struct, frozen=True, array_like=True):
    """A redirect from an old address to `target`."""

    head: PageMeta
    target: str


class LanguagesPage(Struct, frozen=True, array_like=True):
    """The root page of a site in several languages: a choice between them."""

    head: PageMeta
    languages: tuple[LinkTo, ...]
