"""Page specs: the address of each page, what lists show of it, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import cached_property, partial

from msgspec import Struct

from glossgen.model import Key
from glossgen.site.affected import Affected
from glossgen.site.content_pages import category_makers, home_page, note_pages, other_pages
from glossgen.site.index_pages import index_makers
from glossgen.site.map_pages import map_makers
from glossgen.site.overview_pages import categories_pages, changes_pages
from glossgen.site.previews import Previews
from glossgen.site.search_pages import search_page, search_url
from glossgen.site.site import Site
from glossgen.site.term_pages import disambiguation_pages, term_page
from glossgen.site.translations import alternates_of
from glossgen.site.values import CategoryPage, IndexPage, MapPage, Page, PageMeta, SearchPage, TermPage

Alternates = tuple[tuple[str, str], ...]


class PageSpec(Struct, frozen=True):
    """A page that is made lazily, so that only one need be in memory.

    `url`, `language`, `title`, `changed` and `alternates` are those of its head.
    """

    url: str
    language: str
    title: str
    kind: type[Page]
    make: Callable[[], Page]
    changed: str = ""
    alternates: Alternates = ()

    @classmethod
    def of(cls, page: Page) -> PageSpec:
        """The plan of a page that is there already."""
        return cls.later(page.head, type(page), lambda: page)

    @classmethod
    def later(cls, head: PageMeta, kind: type[Page], make: Callable[[], Page]) -> PageSpec:
        """The plan of a page of which this part of the head is known."""
        return cls(head.url, head.language, head.title, kind, make, head.changed, head.alternates)


class LazyPageSpecs(Collection[PageSpec]):
    """The specs of a site's pages, made on iteration; their number is known in advance.

    A `planner` makes one alone, where every page has its address to itself; then
    none is kept.
    """

    def __init__(
        self, count: int, make: Callable[[], Iterable[PageSpec]], planner: PageSpecs | None = None
    ) -> None:
        """Take how many there will be, and what makes them."""
        self.planner = planner
        self._count = count
        self._make = make

    @cached_property
    def _made(self) -> tuple[PageSpec, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PageSpec]:
        return self.planner.all() if self.planner else iter(self._made)

    def __contains__(self, plan: object) -> bool:
        return any(plan == each for each in self)


class PageSpecs(Struct, frozen=True):
    """Makes the specs of a site's pages, all of them or one."""

    site: Site
    previews: Previews

    @classmethod
    def of(cls, site: Site) -> PageSpecs:
        """The planner of a site."""
        return cls(site, Previews(site))

    def all(self) -> Iterator[PageSpec]:
        """Every page: those with many terms in them, then the terms and notes, then the rest."""
        yield from self._of_many()
        for language in self.site.languages:
            yield from map(self.of_term, self.site.order[language])
        yield from self._of_texts()

    def others(self) -> Iterator[PageSpec]:
        """Every page that is not of a term."""
        yield from self._of_many()
        yield from self._of_texts()

    def of_term(self, key: Key) -> PageSpec:
        """The page of a term."""
        return _term(self.site, key[0], self.site.place_in_order[key], self.previews)

    def _of_many(self) -> Iterator[PageSpec]:
        site, previews = self.site, self.previews
        for language in site.languages:
            yield from _made((home_page(site, language),), previews)
            yield from _indexes(site, language)
            yield _search(site, language)
            yield from _made(categories_pages(site, language), previews)
            yield from _made(changes_pages(site, language), previews)
            yield from _maps(site, language)
        yield from (plan for _, plan in _categories(site, previews))

    def _of_texts(self) -> Iterator[PageSpec]:
        site, previews = self.site, self.previews
        yield from _made(note_pages(site, site.graph.glossary.notes), previews)
        yield from _made((*disambiguation_pages(site), *other_pages(site)), previews)


def affected_plans(site: Site, what: Affected) -> Iterator[PageSpec]:
    """Those of the plans of a site that an edit of texts affects."""
    previews = Previews(site)
    for language in site.languages:
        if what.listed:
            yield from _made((home_page(site, language), *changes_pages(site, language)), previews)
        yield from _indexes(site, language) if what.renamed else ()
        yield from _maps(site, language, what.counted) if what.counted else ()
    yield from (plan for _, plan in _categories(site, previews, what))
    for language in site.languages:
        for number in sorted(site.place_in_order[key] for key in what.terms if key[0] == language):
            yield _term(site, language, number, previews)
    notes = [note for note in site.graph.glossary.notes if note.key in what.notes]
    yield from _made(note_pages(site, notes), previews)
    yield from _made(disambiguation_pages(site) if what.retold else (), previews)


def nearer_plans(site: Site, what: Affected) -> Iterator[tuple[Key, PageSpec]]:
    """The plans of the pages that are others only if their related terms are, with their terms."""
    previews = Previews(site)
    for key in sorted(what.nearer & site.place_in_order.keys()):
        yield key, _term(site, key[0], site.place_in_order[key], previews)


def _maps(site: Site, language: str, counted: Set[Key] | None = None) -> Iterator[PageSpec]:
    for url, title, make in map_makers(site, language, counted):
        yield PageSpec(url, language, title, MapPage, make)


def _indexes(site: Site, language: str) -> Iterator[PageSpec]:
    for head, make in index_makers(site, language):
        yield PageSpec.later(head, IndexPage, make)


def _categories(
    site: Site, previews: Previews, wanted: Affected | None = None
) -> Iterator[tuple[str, PageSpec]]:
    """The category pages, each with the path of its file; empty for those of articles."""
    for path, head, make in category_makers(site, wanted):
        made = partial(_with_previews, previews, make)
        yield (
            path,
            PageSpec(head.url, head.language, head.title, CategoryPage, made, head.changed, head.alternates),
        )


def _made(pages: Iterable[Page], previews: Previews) -> Iterator[PageSpec]:
    return (PageSpec.of(previews.set_in(page)) for page in pages)


def _with_previews(previews: Previews, make: Callable[[], Page]) -> Page:
    return previews.set_in(make())


def _search(site: Site, language: str) -> PageSpec:
    several = len(site.languages) > 1
    alternates = tuple((lang, search_url(site, lang)) for lang in site.languages) if several else ()
    make = partial(search_page, site, language)
    return PageSpec(search_url(site, language), language, "", SearchPage, make, alternates=alternates)


def _term(site: Site, language: str, number: int, previews: Previews) -> PageSpec:
    term = site.ordered(language)[number]
    return PageSpec(
        site.addresses[term.key],
        language,
        term.label,
        TermPage,
        partial(term_page, site, language, number, previews),
        site.changed(term),
        alternates_of(site, term),
    )
