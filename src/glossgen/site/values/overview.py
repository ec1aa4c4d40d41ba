"""Pages that lead to other pages: indexes, categories, changes, search, the map."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import Body
from glossgen.site.values.parts import LinkTo, Name, PageMeta, TermLink


class IndexEntry(Struct, frozen=True):
    """One line of the index: a name, the term it leads to, and its reading."""

    name: Name
    link: LinkTo
    reading: str = ""
    see: str = ""


class IndexRow(Struct, frozen=True):
    """One row of the index, such as か or K. `id` is its anchor."""

    id: str
    title: str
    entries: tuple[IndexEntry, ...]


class IndexPage(Struct, frozen=True):
    """The index in the order of the language. `all_rows` also names the rows that are empty.

    `names` is set when only the names in that other language are listed, and
    `others` are the indexes beside this one, by the language of their names. A
    long index has `parts`, the addresses of its pages, and `row_urls` says on
    which of them a row begins.
    """

    head: PageMeta
    rows: tuple[IndexRow, ...]
    all_rows: tuple[tuple[str, str], ...] = ()
    count: int = 0
    names: str = ""
    others: tuple[LinkTo, ...] = ()
    row_urls: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()


class CategoryCard(Struct, frozen=True):
    """A category on the home page."""

    link: LinkTo
    count: int
    first: tuple[LinkTo, ...] = ()


class SearchEntry(Struct, frozen=True):
    """A page as search knows it. `kind` is term, category or note; `hidden` names are found, not shown."""

    kind: str
    url: str
    names: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    reading: str = ""
    uses: int = 0
    body: Body = ()


class SearchPage(Struct, frozen=True):
    """The form of a language, and what it finds. The index files beside it are made of `entries`."""

    head: PageMeta
    entries: tuple[SearchEntry, ...]


class CategoriesPage(Struct, frozen=True):
    """All categories, with all their terms; of a large site, with none."""

    head: PageMeta
    categories: tuple[CategoryCard, ...]


class Change(Struct, frozen=True):
    """The last change of a term or note: its day and, if the writer said so, the day it was new."""

    date: str
    created: str
    entry: TermLink
    category: str = ""


class ChangesPage(Struct, frozen=True):
    """What is new and changed, the newest first."""

    head: PageMeta
    changes: tuple[Change, ...]


class MapNode(Struct, frozen=True):
    """A name on a map. `group` is the number of its category, `links` are those of other nodes.

    `mark` is where its mark stands, in pixels from the top left corner, with
    the name beside it; `size` is that of its letters.
    """

    link: LinkTo
    group: int
    mark: tuple[int, int]
    size: int
    links: tuple[int, ...] = ()


class MapGroup(Struct, frozen=True):
    """A category on a map, with the number of its terms and the position of its title, if it has one."""

    link: LinkTo
    count: int
    middle: tuple[int, int] | None = None


class MapPage(Struct, frozen=True):
    """A map of terms, of all categories or of the one called `name`; or of categories, which lead to maps.

    `left_out` counts the terms for which there was no room.
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
        """The pairs of nodes that are linked, each once."""
        pairs = ((min(a, b), max(a, b)) for a, node in enumerate(self.nodes) for b in node.links)
        return tuple(sorted(set(pairs)))
