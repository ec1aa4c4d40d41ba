"""Page values: the frozen content of each page, and all that templates see.

A page value contains everything that its page shows, including links and backlinks: equal values
give equal pages. Addresses are relative to the site root, without a leading slash and not yet
percent-encoded: `""`, `terms/学習率/`, `ai/deep-learning/`.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from glossgen.site.values.content import (
    CardsPage,
    CategoryEntry,
    CategoryPage,
    DisambiguationPage,
    EntryElsewhere,
    HomePage,
    LanguagesPage,
    NotePage,
    NotFoundPage,
    RedirectPage,
    RelocatedEntry,
    RowLink,
    TagPage,
    TermPage,
)
from glossgen.site.values.overview import (
    CategoriesPage,
    CategoryCard,
    Change,
    ChangesPage,
    ComparePage,
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
    Section,
    TermLink,
    Use,
)

__all__ = [
    "BodyLink",
    "CardsPage",
    "CategoriesPage",
    "CategoryCard",
    "CategoryEntry",
    "CategoryPage",
    "Change",
    "ChangesPage",
    "ComparePage",
    "DisambiguationPage",
    "EntryElsewhere",
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
    "RedirectPage",
    "RelocatedEntry",
    "RowLink",
    "SearchEntry",
    "SearchPage",
    "Section",
    "SiteFrame",
    "TagPage",
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
    | TagPage
    | CardsPage
    | ComparePage
    | NotFoundPage
    | RedirectPage
    | LanguagesPage
)


_LIKE_GITHUB = ("github", "gitea", "forgejo", "codeberg")
"""Parts of the names of hosts on which the address of a new issue is like GitHub's."""


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
    compare: str = ""
    offline: bool = False

    def report_url(self, title: str, text: str) -> str:
        """The address that opens a new issue at the repository; empty for an unknown host.

        GitHub, Gitea and Forgejo (Codeberg) know `title` and `body`, GitLab `issue[title]` and
        `issue[description]`. The text comes last, so that a script can add to it.
        """
        base, host = self.repository_url, urlsplit(self.repository_url).hostname or ""
        if "gitlab" in host:
            new, names = "/-/issues/new", ("issue[title]", "issue[description]")
        elif any(name in host for name in _LIKE_GITHUB):
            new, names = "/issues/new", ("title", "body")
        else:
            return ""
        return f"{base}{new}?{urlencode({names[0]: title, names[1]: text}, quote_via=quote)}"
