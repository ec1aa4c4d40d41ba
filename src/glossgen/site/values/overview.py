"""Overview pages: indexes, categories, changes, search, the map."""

from __future__ import annotations

from msgspec import Struct

from glossgen.site.values.parts import LinkTo, Name, PageMeta, TermLink


class IndexEntry(Struct, frozen=True, array_like=True):
    """One line of the index: a name, the term it leads to, its reading, and the preferred name if another."""

    name: Name
    link: LinkTo
    reading: str = ""
    see: Name | None = None


class IndexLetter(Struct, frozen=True, array_like=True):
    """The names of a row that begin with one kana: `entries[start:end]` of the row. `id` is its anchor."""

    id: str
    title: str
    start: int
    end: int


class IndexRow(Struct, frozen=True, array_like=True):
    """One row of the index, such as か or K. `id` is its anchor; `letters` are the kana of a long row."""

    id: str
    title: str
    entries: tuple[IndexEntry, ...]
    letters: tuple[IndexLetter, ...] = ()


class IndexPage(Struct, frozen=True, array_like=True):
    """A page of an index, in the order of the language. `all_rows` includes the rows that are empty.

    `names` is set if only names in that other language are listed. `others` are the other indexes,
    by the language of their names. `parts` are the pages of a long index, each with the titles of its first
    and last row as text, and `row_urls` the page on which each row begins. `count` is 0 on all but the first
    page: otherwise every entry that is added would change every page.
    """

    head: PageMeta
    rows: tuple[IndexRow, ...]
    all_rows: tuple[tuple[str, str], ...] = ()
    count: int = 0
    names: str = ""
    others: tuple[LinkTo, ...] = ()
    row_urls: tuple[tuple[str, str], ...] = ()
    parts: tuple[LinkTo, ...] = ()


class CategoryCard(Struct, frozen=True, array_like=True):
    """A category in a list: the number of its terms, the most used of them or all, and what it is about."""

    link: LinkTo
    count: int
    first: tuple[LinkTo, ...] = ()
    about: str = ""


class SearchEntry(Struct, frozen=True, array_like=True):
    """A page in the search index. `kind` is term, category or note; `hidden` names are not shown."""

    kind: str
    url: str
    names: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    reading: str = ""
    uses: int = 0
    text: str = ""
    field: str = ""


class SearchPage(Struct, frozen=True, array_like=True):
    """The search page of a language; the index files are in its folder."""

    head: PageMeta


class ComparePage(Struct, frozen=True, array_like=True):
    """The page on which a script shows two terms side by side."""

    head: PageMeta


class CategoriesPage(Struct, frozen=True, array_like=True):
    """All categories with all their terms; for a large site, without terms."""

    head: PageMeta
    categories: tuple[CategoryCard, ...]


class Change(Struct, frozen=True, array_like=True):
    """The last change of a term or note: its date, and the date it was added if declared."""

    date: str
    created: str
    entry: TermLink
    category: str = ""


class ChangesPage(Struct, frozen=True, array_like=True):
    """New and changed terms and notes, newest first."""

    head: PageMeta
    changes: tuple[Change, ...]


class MapNode(Struct, frozen=True, array_like=True):
    """A name on a map. `group` is the index of its category, `links` the indexes of linked nodes.

    A line is drawn for those in `strongest`; the others are shown when a reader points at the name.

    `mark` is the position of its mark in pixels from the top left corner, with the name to the
    right of it; `size` is the font size.
    """

    link: LinkTo
    group: int
    mark: tuple[int, int]
    size: int
    links: tuple[int, ...] = ()
    strongest: tuple[int, ...] = ()


class MapGroup(Struct, frozen=True, array_like=True):
    """A category on a map: the number of its terms, and the position of its title, if it has one."""

    link: LinkTo
    count: int
    middle: tuple[int, int] | None = None


class MapPage(Struct, frozen=True, array_like=True):
    """A map of terms, of all categories or of the one called `name`; or of categories that link to maps.

    `left_out` is the number of terms that did not fit.
    """

    head: PageMeta
    name: str
    size: tuple[int, int]
    nodes: tuple[MapNode, ...]
    groups: tuple[MapGroup, ...]
    left_out: int = 0
    of_categories: bool = False
    up: LinkTo | None = None

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The pairs of nodes that a line joins, without duplicates."""
        pairs = ((min(a, b), max(a, b)) for a, node in enumerate(self.nodes) for b in node.strongest)
        return tuple(sorted(set(pairs)))
