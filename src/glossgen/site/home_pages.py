"""The home page of each language, the choice of languages at the root of a site, and the 404 page."""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.graph.queries import users as all_users
from glossgen.model import PAGE, Key
from glossgen.site.category_pages import category_cards
from glossgen.site.math_flags import has_code, has_math
from glossgen.site.reading_path import reading_path
from glossgen.site.site import Site
from glossgen.site.translations import language_alternates
from glossgen.site.values import HomePage, LanguagesPage, LinkedBody, LinkTo, NotFoundPage

_MOST_USED = 12
_RECENT = 8
_MOST_CARDS = 24
"""The most categories on the home page of a large site: about two screens on a desktop, ten on a phone."""


def home_page(site: Site, language: str) -> HomePage:
    """The home page of a language."""
    source = site.home_source(language)
    intro = LinkedBody()
    if source:
        intro = site.linked_body((language, PAGE + source.path), site.intro(source))
    head = site.head(
        site.addresses.home(language),
        language,
        home_title(site, language),
        description=home_description(site, language),
        alternates=language_alternates(site, site.addresses.home),
        path=source.path if source else "",
        has_math=has_math(intro.body),
        has_code=has_code(intro.body),
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


def home_title(site: Site, language: str) -> str:
    """The title of the home page in a language, else of the site."""
    source = site.home_source(language)
    return (source.title if source else "") or dict(site.config.titles).get(language, site.config.title)


def home_description(site: Site, language: str) -> str:
    """The description of the site, else the first sentence of the home page in a language."""
    source = site.home_source(language)
    stated = dict(site.config.descriptions).get(language) or site.config.description
    return stated or site.description("", site.intro(source) if source else ())


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


def not_found_page(site: Site) -> NotFoundPage:
    """The 404 page."""
    return NotFoundPage(site.head("404.html", site.languages[0], ""))


def languages_page(site: Site) -> LanguagesPage:
    """The choice of languages at the root of a site in several."""
    links = tuple(LinkTo(site.addresses.home(lang), lang, lang) for lang in site.languages)
    alternates = language_alternates(site, site.addresses.home)
    return LanguagesPage(site.head("", site.languages[0], site.config.title, alternates=alternates), links)
