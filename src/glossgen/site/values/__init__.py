"""Page values: the frozen content of each page, and all that templates see.

A page value contains everything that its page shows, including links and backlinks: equal values
give equal pages. Addresses are relative to the site root, without a leading slash and not yet
percent-encoded: `""`, `terms/学習率/`, `ai/deep-learning/`.
"""

from __future__ import annotations

from msgspec import Struct

from glossgen.site.values.content import (
    CategoryEntry,
    CategoryPage,
    DisambiguationPage,
    HomePage,
    LanguagesPage,
    NotePage,
    NotFoundPage,
    RedirectPage,
    RelocatedEntry,
    TermPage,
)
from glossgen.site.values.overview import (
    CategoriesPage,
    CategoryCard,
    Change,
    ChangesPage,
    IndexEntry,
    IndexLetter,
    IndexPage,
    IndexRow,
    MapGroup,
    MapNode,
    MapPage,
    SearchEntry,
    SearchPage,
)
from glossgen.site.values.parts import (
    BodyLink,
    Excerpt,
    LinkedBody,
    LinkTo,
    Name,
    PageMeta,
    Preview,
    Section,
    TermLink,
    Use,
)

__all__ = [
    "BodyLink",
    "CategoriesPage",
    "CategoryCard",
    "CategoryEntry",
    "CategoryPage",
    "Change",
    "ChangesPage",
    "DisambiguationPage",
    "Excerpt",
    "HomePage",
    "IndexEntry",
    "IndexLetter",
    "IndexPage",
    "IndexRow",
    "LanguagesPage",
    "LinkTo",
    "LinkedBody",
    "MapGroup",
    "MapNode",
    "MapPage",
    "Name",
    "NotFoundPage",
    "NotePage",
    "Page",
    "PageMeta",
    "Preview",
    "RedirectPage",
    "RelocatedEntry",
    "SearchEntry",
    "SearchPage",
    "Section",
    "SiteFrame",
    "TermLink",
    "TermPage",
    "Use",
]

Page = (
    TermPage
    | CategoryPage
    | NotePage
    | IndexPage
    | SearchPage
    | CategoriesPage
    | ChangesPage
    | HomePage
    | MapPage
    | DisambiguationPage
    | NotFoundPage
    | RedirectPage
    | LanguagesPage
)


class SiteFrame(Struct, frozen=True, array_like=True):
    """The frame of all pages of one language: title, navigation, languages."""

    language: str
    title: str
    description: str
    home: LinkTo
    index: LinkTo
    map: LinkTo | None = None
    categories: tuple[LinkTo, ...] = ()
    notes: tuple[LinkTo, ...] = ()
    languages: tuple[LinkTo, ...] = ()
    all_categories: str = ""
    changes: str = ""
    feed: str = ""
    ruby: bool = False
    logo: str = ""
    base_url: str = ""
    repository_url: str = ""
    generator: str = ""
    search: LinkTo | None = None
