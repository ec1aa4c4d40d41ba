"""What each page shows, as frozen values: the only thing that templates see.

A page value holds everything that its page shows, links and backlinks
included, so its digest says whether the page must be rendered again. Addresses
are relative to the site root, without a leading slash and not yet
percent-encoded: `""`, `terms/学習率/`, `ai/deep-learning/`.
"""

from __future__ import annotations

from msgspec import Struct

from glossgen.pages.values.lists import (
    CategoriesPage,
    CategoryCard,
    Change,
    ChangesPage,
    IndexEntry,
    IndexPage,
    IndexRow,
    MapGroup,
    MapNode,
    MapPage,
    SearchEntry,
    SearchPage,
)
from glossgen.pages.values.parts import (
    BodyLink,
    Excerpt,
    Head,
    LinkedBody,
    LinkTo,
    Name,
    Preview,
    TermLink,
    Use,
)
from glossgen.pages.values.texts import (
    CategoryPage,
    DisambiguationPage,
    Entry,
    HomePage,
    LanguagesPage,
    Moved,
    NotePage,
    NotFoundPage,
    RedirectPage,
    TermPage,
)

__all__ = [
    "BodyLink",
    "CategoriesPage",
    "CategoryCard",
    "CategoryPage",
    "Change",
    "ChangesPage",
    "DisambiguationPage",
    "Entry",
    "Excerpt",
    "Head",
    "HomePage",
    "IndexEntry",
    "IndexPage",
    "IndexRow",
    "LanguagesPage",
    "LinkTo",
    "LinkedBody",
    "MapGroup",
    "MapNode",
    "MapPage",
    "Moved",
    "Name",
    "NotFoundPage",
    "NotePage",
    "Page",
    "Preview",
    "RedirectPage",
    "SearchEntry",
    "SearchPage",
    "TermLink",
    "TermPage",
    "Tree",
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


class Tree(Struct, frozen=True, array_like=True):
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
    base_url: str = ""
    repository_url: str = ""
    generator: str = ""
    search: LinkTo | None = None
