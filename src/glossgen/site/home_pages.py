"""The home page of each language, the choice of languages at the root of a site, and the 404 page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from glossgen.graph.queries import users as all_users
from glossgen.model import PAGE, Key
from glossgen.site.category_pages import category_cards
from glossgen.site.math_flags import excerpts_have_math, has_code, has_math
from glossgen.site.site import Site
from glossgen.site.translations import language_alternates
from glossgen.site.values import HomePage, LanguagesPage, LinkedBody, LinkTo, NotFoundPage, TermLink

_MOST_USED = 12
_DAILY = 14
"""The most terms of which one is that of the day: two weeks, and about 3 kB of the page."""
_DAILY_OF = 40
"""The terms of the day are chosen from this many most used terms."""
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
    used = _most_used(site, language)
    daily = tuple(_daily(site, language, used))
    notes = [note for note in site.graph.notes.values() if note.language == language]
    return HomePage(
        head=head,
        intro=intro,
        categories=tuple(category_cards(site, language)[:_MOST_CARDS]),
        notes=site.links((note.key for note in notes), language),
        most_used=site.links(used[:_MOST_USED], language),
        recent=tuple(_recent(site, language)),
        terms=len(site.order(language)),
        daily=daily,
        examples=tuple(_examples(site, used)),
        ordered=bool(site.config.categories),
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
    return [key for _, key in used[:_DAILY_OF]]


def _daily(site: Site, language: str, used: Sequence[Key]) -> Iterator[TermLink]:
    """Frequently used terms with a definition without formulas, which would need another style sheet."""
    found = (site.term_link(key, language) for key in used)
    defined = (link for link in found if link.summary and not excerpts_have_math([link.summary]))
    return islice(defined, _DAILY)


def _examples(site: Site, used: Sequence[Key]) -> Iterator[str]:
    """What a reader could type: a name, the beginning of a reading, a name in Latin letters."""
    terms = [site.graph.terms[key] for key in used[:_MOST_USED]]
    if not terms:
        return
    yield terms[0].label
    yield from islice((term.reading[:4] for term in terms[1:] if term.reading not in ("", term.label)), 1)
    others = (label.text for term in terms[1:] for label in term.labels[1:] if not label.hidden)
    yield from islice((text for text in others if text.isascii()), 1)


def _recent(site: Site, language: str) -> Iterator[LinkTo]:
    terms = list(site.ordered(language))
    dated = [(date, term.key) for date, term in zip(site.all_changed(terms), terms, strict=True)]
    newest = sorted((pair for pair in dated if pair[0]), key=lambda pair: pair[0], reverse=True)
    for date, key in newest[:_RECENT]:
        link = site.link(key, language)
        yield replace(link, note=date)


def not_found_urls(site: Site) -> list[tuple[str, str]]:
    """The 404 page in each language, and its address: a server shows the one at the root."""
    at_root = (lang for lang in site.languages if not site.addresses.prefix(lang))
    first = next(at_root, site.languages[0])
    folders = ((lang, "" if lang == first else site.addresses.prefix(lang)) for lang in site.languages)
    return [(lang, f"{folder}404.html") for lang, folder in folders]


def not_found_page(site: Site, url: str, language: str) -> NotFoundPage:
    """The 404 page in a language."""
    others = tuple(LinkTo(each, lang, lang) for lang, each in not_found_urls(site) if each != url)
    return NotFoundPage(site.head(url, language, ""), others)


def largest_language(site: Site) -> str:
    """The language in which languages are offered: the first of the configuration, or that of most terms."""
    found = site.languages
    return found[0] if site.config.languages else max(found, key=lambda each: len(site.order(each)))


def languages_page(site: Site, language: str) -> LanguagesPage:
    """The choice of languages at the root of a site in several."""
    links = tuple(
        LinkTo(site.addresses.home(lang), lang, lang, str(len(site.order(lang)))) for lang in site.languages
    )
    alternates = language_alternates(site, site.addresses.home)
    return LanguagesPage(site.head("", language, site.config.title, alternates=alternates), links)
