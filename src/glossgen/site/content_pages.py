"""Category pages, notes, home, and the pages around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from msgspec.structs import replace

from glossgen.model import PAGE, Key, Note, Position, Source, SourceKind, Term
from glossgen.site.affected import Affected
from glossgen.site.home_texts import home_description, home_title
from glossgen.site.math_flags import excerpts_have_math, has_math
from glossgen.site.reading_path import category_name, rank, reading_path
from glossgen.site.redirects import moved_entries, redirect_pages
from glossgen.site.repository_links import links_of
from glossgen.site.site import Site
from glossgen.site.values import (
    CategoryCard,
    CategoryEntry,
    CategoryPage,
    HomePage,
    LanguagesPage,
    LinkedBody,
    LinkTo,
    NotePage,
    NotFoundPage,
    PageMeta,
    RedirectPage,
    RelocatedEntry,
)

_MOST_USED = 12
_RECENT = 8
_FIRST = 6
_MOST_CARDS = 24
"""Categories on the home page of a site that has more: two screens of a desk, ten of a phone."""


# -- categories ---------------------------------------------------------------


def category_makers(
    site: Site, wanted: Affected | None = None
) -> Iterator[tuple[str, PageMeta, Callable[[], CategoryPage]]]:
    """A page for each headings file, and one for each category named in front matter.

    Each comes as the path of its file (empty for a named one), the part of its head
    that says where it is, and what makes it. With `wanted`, only those that it affects.
    """
    moved = moved_entries(site)
    for source in site.graph.glossary.sources:
        if wanted and source.path not in wanted.files:
            continue
        if source.form is SourceKind.HEADINGS and source.terms:
            key = (source.language, PAGE + source.path)
            head = site.head(
                site.addresses[key],
                source.language,
                source.title,
                alternates=site.alternates(source),
                changed=site.history.dates.get(key, ""),
                position=Position(source.path),
            )
            yield source.path, head, partial(_file_page, site, source, head, moved.get(head.url, ()))
    named = {} if wanted and not wanted.retold else named_categories(site)
    for (language, name), keys in named.items():
        head = site.head(site.addresses.category(language, name), language, name)
        yield "", head, partial(_named_page, site, keys, head)


def _named_page(site: Site, keys: Sequence[Key], head: PageMeta) -> CategoryPage:
    """The articles of one category that front matter names."""
    articles = tuple(site.term_link(key, head.language) for key in keys)
    head = replace(
        head,
        description=_names_of(site, head.title, keys),
        has_math=excerpts_have_math(article.summary for article in articles),
    )
    return CategoryPage(head, head.title, LinkedBody(), (), articles)


def named_categories(site: Site) -> dict[tuple[str, str], list[Key]]:
    """The articles of each category that front matter names, by language and name."""
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    if not any(source.form is SourceKind.ARTICLE for source in site.graph.glossary.sources):
        return found
    for language in site.languages:
        for key in site.order[language]:
            articles = site.source_of[key].form is SourceKind.ARTICLE
            if articles and (name := site.graph.terms[key].meta.category):
                found[(language, name)].append(key)
    return found


def _names_of(site: Site, title: str, keys: Sequence[Key]) -> str:
    """What a category without a text of its own is about: the names of its terms."""
    comma = "、" if keys[0][0] == "ja" else ", "
    return site.description(f"{title}: {comma.join(site.graph.terms[key].label for key in keys)}", ())


def _file_page(site: Site, source: Source, head: PageMeta, moved: tuple[RelocatedEntry, ...]) -> CategoryPage:
    """All the terms of one file."""
    terms, described = tuple(source.terms), site.description("", source.intro)
    head = replace(
        head,
        description=described or _names_of(site, source.title, [term.key for term in terms]),
        has_math=has_math(source.intro, *(term.body for term in terms)),
    )
    entries = tuple(_entry(site, term) for term in terms)
    intro = site.linked_body((source.language, PAGE + source.path), source.intro)
    return CategoryPage(head, source.title, intro, entries, moved=moved)


def _entry(site: Site, term: Term) -> CategoryEntry:
    return CategoryEntry(
        id=term.id,
        anchors=term.anchors,
        name=site.name(term.labels[0], term.language),
        other_names=site.other_names(term),
        reading=term.reading,
        url=site.addresses[term.key],
        body=site.linked_body(term.key, term.body),
        uses=site.graph.count_users(term),
        edit_url=links_of(site.config, site.history, term.position)[0],
    )


# -- notes ----------------------------------------------------------------------


def note_pages(site: Site, notes: Iterable[Note]) -> Iterator[NotePage]:
    """A page for each of some notes."""
    for note in notes:
        yield _note_page(site, note)


def _note_page(site: Site, note: Note) -> NotePage:
    source = site.source_of[note.key]
    head = site.head(
        site.addresses[note.key],
        note.language,
        note.title,
        description=site.description(note.meta.description, note.body),
        alternates=site.alternates(source),
        changed=site.changed(note),
        position=note.position,
        has_math=has_math(note.body),
    )
    mentions = site.links(site.graph.links(note), note.language)
    return NotePage(head, note.title, site.linked_body(note.key, note.body), mentions)


def _for_all(site: Site, address: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return tuple((lang, address(lang)) for lang in site.languages) if len(site.languages) > 1 else ()


# -- home -------------------------------------------------------------------------


def home_page(site: Site, language: str) -> HomePage:
    """Where a reader of a language begins."""
    source = site.homes.get(language)
    intro = LinkedBody()
    if source:
        intro = site.linked_body((language, PAGE + source.path), source.intro)
    head = site.head(
        site.addresses.home(language),
        language,
        home_title(site, language),
        description=home_description(site, language),
        alternates=_for_all(site, site.addresses.home),
        position=Position(source.path) if source else None,
        has_math=has_math(intro.body),
    )
    notes = [note for note in site.graph.glossary.notes if note.language == language]
    return HomePage(
        head=head,
        intro=intro,
        categories=tuple(category_cards(site, language)[:_MOST_CARDS]),
        notes=site.links((note.key for note in notes), language),
        most_used=site.links(_most_used(site, language), language),
        recent=tuple(_recent(site, language)),
        terms=len(site.order[language]),
        path=reading_path(site, language),
    )


def category_cards(site: Site, language: str, first: int | None = _FIRST) -> list[CategoryCard]:
    """The categories of a language, each with the `first` of its terms (None: all).

    In the order of the configuration, then in that of the sources.
    """
    found = sorted(_cards(site, language, first), key=itemgetter(0))
    return [card for _, card in found]


def _cards(site: Site, language: str, first: int | None) -> Iterator[tuple[int, CategoryCard]]:
    for source in site.graph.glossary.sources:
        if source.language == language and source.form is SourceKind.HEADINGS and source.terms:
            link, keys = site.link((language, PAGE + source.path), language), site.keys_in[source.path]
            place = rank(site, category_name(site, keys[0]))
            yield place, CategoryCard(link, len(keys), site.links(keys[:first], language))
    for (lang, name), named in named_categories(site).items():
        if lang == language:
            links = site.links(named[:first], language)
            link = LinkTo(site.addresses.category(lang, name), name)
            yield rank(site, name), CategoryCard(link, len(named), links)


def _most_used(site: Site, language: str) -> list[Key]:
    counted = [(len(site.graph.users(key)), key) for key in site.order[language]]
    used = [(count, key) for count, key in counted if count]
    used.sort(key=lambda pair: -pair[0])
    return [key for _, key in used[:_MOST_USED]]


def _recent(site: Site, language: str) -> Iterator[LinkTo]:
    dated = [(site.changed(term), term.key) for term in site.ordered(language)]
    newest = sorted((pair for pair in dated if pair[0]), key=lambda pair: pair[0], reverse=True)
    for date, key in newest[:_RECENT]:
        link = site.link(key, language)
        yield LinkTo(link.url, link.text, link.language, date)


# -- around them --------------------------------------------------------------------


def other_pages(site: Site) -> Iterator[NotFoundPage | RedirectPage | LanguagesPage]:
    """The 404 page, the choice of languages, and redirects from old addresses."""
    first = site.languages[0]
    yield NotFoundPage(site.head("404.html", first, ""))
    if len(site.languages) > 1:
        links = tuple(LinkTo(site.addresses.home(lang), lang, lang) for lang in site.languages)
        head = site.head("", first, site.config.title, alternates=_for_all(site, site.addresses.home))
        yield LanguagesPage(head, links)
    yield from redirect_pages(site)
