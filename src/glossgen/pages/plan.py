"""What is known of a page before it is made: enough to list it, to give it its address, and to make it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from glossgen.pages.browse import browse_pages
from glossgen.pages.index import index_pages
from glossgen.pages.lists import category_makers, home_page, note_pages, other_pages
from glossgen.pages.maps import map_makers
from glossgen.pages.previews import Previews
from glossgen.pages.search import search_page, search_url
from glossgen.pages.site import Site
from glossgen.pages.terms import disambiguation_pages, term_page
from glossgen.pages.translations import alternates_of
from glossgen.pages.values import CategoryPage, MapPage, Page, SearchPage, TermPage

Alternates = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that is made when it is wanted, so that no more than one need be in memory.

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
    def of(cls, page: Page) -> Plan:
        """The plan of a page that is there already."""
        head = page.head
        return cls(
            head.url, head.language, head.title, type(page), lambda: page, head.changed, head.alternates
        )


def make_plans(site: Site) -> Iterator[Plan]:
    """Every page of a site: those with many terms in them, then the terms and notes, then the rest."""
    previews = Previews(site)
    for language in site.languages:
        yield from _made((home_page(site, language), *index_pages(site, language)), previews)
        yield _search(site, language)
        yield from _made(browse_pages(site, language), previews)
        for url, title, make_map in map_makers(site, language):
            yield Plan(url, language, title, MapPage, make_map)
    for head, make in category_makers(site):
        with_previews = partial(_with_previews, previews, make)
        yield Plan(
            head.url, head.language, head.title, CategoryPage, with_previews, head.changed, head.alternates
        )
    for language in site.languages:
        for number in range(len(site.ordered(language))):
            yield _term(site, language, number, previews)
    yield from _made(note_pages(site), previews)
    yield from _made((*disambiguation_pages(site), *other_pages(site)), previews)


def _made(pages: Iterable[Page], previews: Previews) -> Iterator[Plan]:
    return (Plan.of(previews.set_in(page)) for page in pages)


def _with_previews(previews: Previews, make: Callable[[], Page]) -> Page:
    return previews.set_in(make())


def _search(site: Site, language: str) -> Plan:
    several = len(site.languages) > 1
    alternates = tuple((lang, search_url(site, lang)) for lang in site.languages) if several else ()
    make = partial(search_page, site, language)
    return Plan(search_url(site, language), language, "", SearchPage, make, alternates=alternates)


def _term(site: Site, language: str, number: int, previews: Previews) -> Plan:
    term = site.ordered(language)[number]
    return Plan(
        site.addresses[term.key],
        language,
        term.label,
        TermPage,
        partial(_with_previews, previews, partial(term_page, site, language, number)),
        site.changed(term),
        alternates_of(site, term),
    )
