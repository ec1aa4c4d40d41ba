"""Category pages, notes, home, and the pages around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from glossgen.graph.queries import users as all_users
from glossgen.model import PAGE, Body, Key, SourceKind, Term
from glossgen.query import Database, query
from glossgen.site.home_texts import home_description, home_title
from glossgen.site.math_flags import excerpts_have_math, has_math
from glossgen.site.queries import order, site_languages
from glossgen.site.reading_path import category_name, rank, reading_path
from glossgen.site.redirects import relocated
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
)
from glossgen.sources.queries import date_of, sources, terms

_MOST_USED = 12
_RECENT = 8
_FIRST = 6
_MOST_CARDS = 24
"""Categories on the home page of a site that has more: two screens of a desk, ten of a phone."""


# -- categories ---------------------------------------------------------------


def file_page(site: Site, path: str) -> CategoryPage:
    """All the terms of one file."""
    source = site.graph.source(path)
    key = (source.language, PAGE + path)
    intro = site.linked_body(key, site.intro(source))
    url, keys = site.addresses[key], site.graph.keys_in(path)
    bodies = {each: site.graph.body(each) for each in keys}
    terms = [site.graph.terms[each] for each in keys]
    head = site.head(
        url,
        source.language,
        source.title,
        description=site.description("", intro.body) or _names_of(site, source.title, keys),
        alternates=site.alternates(source),
        changed=date_of(site.db, key, path),
        path=path,
        has_math=has_math(intro.body, *bodies.values()),
    )
    entries = tuple(_entry(site, term, bodies[term.key]) for term in terms)
    moved = site.db.part(relocated, "", url) or ()
    return CategoryPage(head, source.title, intro, entries, moved=moved)


def named_page(site: Site, language: str, name: str) -> CategoryPage:
    """The articles of one category that front matter names."""
    keys = named_categories(site)[(language, name)]
    articles = tuple(site.term_link(key, language) for key in keys)
    head = site.head(
        site.addresses.category(language, name),
        language,
        name,
        description=_names_of(site, name, keys),
        has_math=excerpts_have_math(article.summary for article in articles),
    )
    return CategoryPage(head, name, LinkedBody(), (), articles)


def named_categories(site: Site) -> Mapping[tuple[str, str], Sequence[Key]]:
    """The articles of each category that front matter names, by language and name."""
    return dict(site.db.get(categories_named, ""))


@query(keep=tuple[tuple[tuple[str, str], tuple[Key, ...]], ...])
def categories_named(db: Database, _: str) -> tuple[tuple[tuple[str, str], tuple[Key, ...]], ...]:
    """The articles of each category that front matter names, by language and name."""
    articles = {source.path for source in db.get(sources, "") if source.form is SourceKind.ARTICLE}
    if not articles:
        return ()
    known = db.get(terms, "")
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for language in db.get(site_languages, ""):
        for key in db.get(order, language):
            term = known[key]
            if term.position.path in articles and term.meta.category:
                for name in dict.fromkeys((term.meta.category, *term.meta.more_categories)):
                    found[(language, name)].append(key)
    return tuple((name, tuple(keys)) for name, keys in found.items())


def _names_of(site: Site, title: str, keys: Sequence[Key]) -> str:
    """What a category without a text of its own is about: the names of its terms."""
    comma = "、" if keys[0][0] == "ja" else ", "
    return site.description(f"{title}: {comma.join(site.graph.terms[key].label for key in keys)}", ())


def _entry(site: Site, term: Term, body: Body) -> CategoryEntry:
    return CategoryEntry(
        id=term.id,
        anchors=term.anchors,
        name=site.name(term.labels[0], term.language),
        other_names=site.other_names(term),
        reading=term.reading,
        url=site.addresses[term.key],
        body=site.linked_body(term.key, body),
        uses=site.graph.count_users(term.key),
        edit_url=site.repository_links(term.position.path)[0],
    )


# -- notes ----------------------------------------------------------------------


def note_page(site: Site, key: Key) -> NotePage:
    """The page of a note."""
    source = site.source_of(key)
    note = source.note or site.graph.notes[key]
    body = site.graph.body(key)
    head = site.head(
        site.addresses[key],
        note.language,
        note.title,
        description=site.description(note.meta.description, body),
        alternates=site.alternates(source),
        changed=site.changed(note),
        path=source.path,
        has_math=has_math(body),
    )
    mentions = site.links(site.graph.links(key), note.language)
    return NotePage(head, note.title, site.linked_body(key, body), mentions)


def for_all(site: Site, address: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Each language of the site with the address of its page; none if there is one language only."""
    return tuple((lang, address(lang)) for lang in site.languages) if len(site.languages) > 1 else ()


# -- home -------------------------------------------------------------------------


def home_page(site: Site, language: str) -> HomePage:
    """Where a reader of a language begins."""
    source = site.home_source(language)
    intro = LinkedBody()
    if source:
        intro = site.linked_body((language, PAGE + source.path), site.intro(source))
    head = site.head(
        site.addresses.home(language),
        language,
        home_title(site, language),
        description=home_description(site, language),
        alternates=for_all(site, site.addresses.home),
        path=source.path if source else "",
        has_math=has_math(intro.body),
    )
    notes = [note for note in site.graph.notes.values() if note.language == language]
    return HomePage(
        head=head,
        intro=intro,
        categories=tuple(category_cards(site, language)[:_MOST_CARDS]),
        notes=site.links((note.key for note in notes), language),
        most_used=site.links(_most_used(site, language), language),
        recent=tuple(_recent(site, language)),
        terms=len(site.order(language)),
        path=reading_path(site, language),
    )


def category_cards(site: Site, language: str, first: int | None = _FIRST) -> list[CategoryCard]:
    """The categories of a language, each with the `first` of its terms (None: all).

    In the order of the configuration, then in that of the sources.
    """
    found = sorted(_cards(site, language, first), key=itemgetter(0))
    return [card for _, card in found]


def _cards(site: Site, language: str, first: int | None) -> Iterator[tuple[int, CategoryCard]]:
    for source in site.graph.sources:
        if source.language == language and source.form.holds_entries and source.terms:
            keys = [term.key for term in source.terms]
            link = site.link((language, PAGE + source.path), language)
            place = rank(site, category_name(site, keys[0]))
            yield place, CategoryCard(link, len(keys), site.links(keys[:first], language))
    for (lang, name), named in named_categories(site).items():
        if lang == language:
            links = site.links(named[:first], language)
            link = LinkTo(site.addresses.category(lang, name), name)
            yield rank(site, name), CategoryCard(link, len(named), links)


def _most_used(site: Site, language: str) -> list[Key]:
    users = site.db.get(all_users, "")
    counted = [(len(users.get(key, ())), key) for key in site.order(language)]
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


def not_found_page(site: Site) -> NotFoundPage:
    """The 404 page."""
    return NotFoundPage(site.head("404.html", site.languages[0], ""))


def languages_page(site: Site) -> LanguagesPage:
    """The choice of languages at the root of a site in several."""
    links = tuple(LinkTo(site.addresses.home(lang), lang, lang) for lang in site.languages)
    alternates = for_all(site, site.addresses.home)
    return LanguagesPage(site.head("", site.languages[0], site.config.title, alternates=alternates), links)
