"""The list of all pages of a site: the address of each, and the maker with its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import PAGE, Problem
from glossgen.query import Database, query
from glossgen.site.address_conflicts import resolve_address_conflicts
from glossgen.site.addresses import SharedName
from glossgen.site.card_pages import cards_page, fields_with_cards
from glossgen.site.category_order import unknown_categories
from glossgen.site.category_pages import file_page, named_categories, named_page
from glossgen.site.category_parts import file_parts, named_parts
from glossgen.site.compare_pages import compare_page, compare_url
from glossgen.site.home_pages import (
    home_description,
    home_page,
    home_title,
    languages_page,
    largest_language,
    not_found_page,
    not_found_urls,
)
from glossgen.site.index_pages import index_addresses, index_alternates, index_page
from glossgen.site.map_pages import has_map, map_addresses, map_alternates, map_page
from glossgen.site.note_pages import note_page
from glossgen.site.overview_pages import (
    categories_alternates,
    categories_page,
    categories_url,
    changes_page,
    changes_url,
    feed_url,
    has_categories,
    has_changes,
    newest_change,
)
from glossgen.site.page_spec import PageSpec
from glossgen.site.redirects import redirect_page, redirects
from glossgen.site.search_pages import search_page, search_url
from glossgen.site.site import Site
from glossgen.site.tag_pages import tag_page, tag_urls, tagged
from glossgen.site.term_pages import disambiguation_page, term_page
from glossgen.site.translations import alternates_of, language_alternates
from glossgen.site.values import LinkTo, Page, SiteFrame
from glossgen.sources.queries import date_of, terms


def _key(value: Any) -> Any:
    """A key, which the store returns as a list."""
    return tuple(value)


MAKERS: dict[str, Callable[[Site, PageSpec], Page]] = {
    "home": lambda site, spec: home_page(site, spec.language),
    "index": lambda site, spec: index_page(site, spec.language, *spec.arguments),
    "search": lambda site, spec: search_page(site, spec.language),
    "categories": lambda site, spec: categories_page(site, spec.language),
    "changes": lambda site, spec: changes_page(site, spec.language),
    "map": lambda site, spec: map_page(site, spec.url, spec.language, *spec.arguments),
    "file": lambda site, spec: file_page(site, *spec.arguments),
    "category": lambda site, spec: named_page(site, spec.language, *spec.arguments),
    "note": lambda site, spec: note_page(site, _key(spec.arguments[0])),
    "disambiguation": lambda site, spec: disambiguation_page(site, _shared(spec.arguments[0])),
    "tag": lambda site, spec: tag_page(site, spec.url, spec.language, *spec.arguments),
    "cards": lambda site, spec: cards_page(site, *spec.arguments),
    "compare": lambda site, spec: compare_page(site, spec.language),
    "404": lambda site, spec: not_found_page(site, spec.url, spec.language),
    "languages": lambda site, spec: languages_page(site, spec.language),
    "redirect": lambda site, spec: redirect_page(site, spec.url, _key(spec.arguments[0])),
    "term": lambda site, spec: term_page(site, _key(spec.arguments[0])),
}
"""The maker of each kind of page."""


def _shared(packed: Any) -> SharedName:
    key, label, keys = packed
    return SharedName(tuple(key), label, tuple(tuple(each) for each in keys))


def page_of(site: Site, spec: PageSpec) -> Page:
    """Make the page of a spec."""
    return MAKERS[spec.kind](site, spec)


# -- all pages ---------------------------------------------------------------------


def all_pages(site: Site) -> Iterator[PageSpec]:
    """Every page: first those with many terms, which take longest, then terms and notes, then the rest."""
    for language in site.languages:
        yield from _of_language(site, language)
    for language, url in not_found_urls(site):
        yield PageSpec(url, language, "404")
    yield from _categories(site)
    for language in site.languages:
        yield from _terms(site, language)
    yield from _notes(site)
    for name in site.addresses.shared:
        packed = (name.key, name.label, name.terms)
        yield PageSpec(site.addresses[name.key], name.key[0], "disambiguation", (packed,), name.label)
    if all(map(site.addresses.home, site.languages)):  # no home page stands at the root
        alternates = language_alternates(site, site.addresses.home)
        yield PageSpec("", largest_language(site), "languages", (), site.config.title, alternates=alternates)
    for url, key in redirects(site):
        yield PageSpec(url, key[0], "redirect", (key,), site.link(key, "").text)
    yield from _generated(site)


def _generated(site: Site) -> Iterator[PageSpec]:
    """Generated pages (comparison, tags, cards). They come last, so that other pages keep their addresses."""
    for language in site.languages:
        if url := compare_url(site, language):
            yield PageSpec(url, language, "compare")
        named = site.db.get(tagged, language)
        for slug, url in site.db.get(tag_urls, language).items():
            yield PageSpec(url, language, "tag", (slug,), named[slug].name)
    for url, field in site.db.get(fields_with_cards, "").items():
        yield PageSpec(field.cards, field.language, "cards", (url,))


def _of_language(site: Site, language: str) -> Iterator[PageSpec]:
    home = site.addresses.home(language)
    alternates = language_alternates(site, site.addresses.home)
    yield PageSpec(home, language, "home", (), home_title(site, language), alternates=alternates)
    numbers: dict[str, int] = {}
    for url, names in index_addresses(site, language):
        number = numbers[names] = numbers.get(names, -1) + 1
        others = index_alternates(site, url, language, names)
        yield PageSpec(url, language, "index", (names, number), alternates=others)
    searches = language_alternates(site, lambda each: search_url(site, each))
    yield PageSpec(search_url(site, language), language, "search", alternates=searches)
    if has_categories(site, language):
        others = categories_alternates(site)
        yield PageSpec(categories_url(site, language), language, "categories", alternates=others)
    if has_changes(site, language):
        newest = newest_change(site, language)
        yield PageSpec(changes_url(site, language), language, "changes", changed=newest)
    main = True
    for url, title in map_addresses(site, language):
        others = map_alternates(site) if main else ()
        yield PageSpec(url, language, "map", (title,), title, alternates=others)
        main = False


def _categories(site: Site) -> Iterator[PageSpec]:
    for source in site.graph.sources:
        if source.form.holds_entries and source.terms:
            changed = date_of(site.db, (source.language, PAGE + source.path), source.path)
            for number, part in enumerate(file_parts(site, source)):
                alternates = () if number else site.alternates(source)
                which = (source.path, number)
                yield PageSpec(part.url, source.language, "file", which, part.title, changed, alternates)
    for language, name in named_categories(site):
        for number, part in enumerate(named_parts(site, language, name)):
            yield PageSpec(part.url, language, "category", (name, number), part.title)


def _terms(site: Site, language: str) -> Iterator[PageSpec]:
    addresses = site.addresses.urls
    found = list(site.ordered(language))
    for term, changed in zip(found, site.all_changed(found), strict=True):
        alternates = alternates_of(site, term) if term.meta.translation_key else ()
        yield PageSpec(addresses[term.key], language, "term", (term.key,), term.label, changed, alternates)


def _notes(site: Site) -> Iterator[PageSpec]:
    for key, note in site.graph.notes.items():
        alternates = site.alternates(site.source_of(key))
        url, changed = site.addresses[key], site.changed(note)
        yield PageSpec(url, note.language, "note", (key,), note.title, changed, alternates)


class Pages(Struct, frozen=True, array_like=True):
    """The pages of a site, and the problems of address conflicts."""

    specs: tuple[PageSpec, ...]
    problems: tuple[Problem, ...]


@query(keep=Pages)
def pages(db: Database, _: str) -> Pages:
    """Every page of the site, each with a distinct address."""
    site = Site(db)
    db.get(terms, "")
    specs, problems = resolve_address_conflicts(all_pages(site), site)
    return Pages(specs, (*problems, *unknown_categories(site)))


@query(table=True, keep=PageSpec)
def page_at(db: Database, _: str) -> dict[str, PageSpec]:
    """The page at each address."""
    return {spec.url: spec for spec in db.get(pages, "").specs}


# -- the frame of all pages of a language --------------------------------------------


def _part_of_frame(frame: SiteFrame, part: str) -> object:
    """`common` is what all pages but the home page show, `description` a text that only some of them show."""
    if part == "description":
        return frame.description
    common = replace(frame, categories=(), notes=(), description="")
    return common, bool(frame.categories), bool(frame.notes)


@query(keep=SiteFrame, part=_part_of_frame)
def frame(db: Database, language: str) -> SiteFrame:
    """The frame of all pages of a language: title, navigation, languages."""
    site = Site(db)
    categories = [
        site.link((language, PAGE + source.path), language)
        for source in site.graph.sources
        if source.language == language and source.form.holds_entries and source.terms
    ]
    named = [
        LinkTo(site.addresses.category(lang, name), name)
        for lang, name in named_categories(site)
        if lang == language
    ]
    title = home_title(site, language)
    repository = site.config.repository
    return SiteFrame(
        language=language,
        title=title,
        description=home_description(site, language),
        home=LinkTo(site.addresses.home(language), title),
        index=LinkTo(site.addresses.index(language), ""),
        map=LinkTo(site.addresses.map(language), "") if has_map(site, language) else None,
        categories=(*categories, *named),
        notes=_note_links(site, language),
        languages=tuple(LinkTo(site.addresses.home(lang), lang, lang) for lang in site.languages),
        all_categories=categories_url(site, language) if has_categories(site, language) else "",
        changes=changes_url(site, language) if has_changes(site, language) else "",
        feed=feed_url(site, language),
        ruby=site.config.ruby,
        logo=site.config.theme.logo,
        base_url=site.config.base_url,
        repository_url=repository.url if repository else "",
        generator=_generator(),
        search=LinkTo(search_url(site, language), ""),
        compare=compare_url(site, language),
        offline=site.config.offline,
    )


def _note_links(site: Site, language: str) -> tuple[LinkTo, ...]:
    notes: Iterable[Any] = site.graph.notes.values()
    return site.links((note.key for note in notes if note.language == language), language)


def _generator() -> str:
    from glossgen import __version__

    return f"glossgen {__version__}"
