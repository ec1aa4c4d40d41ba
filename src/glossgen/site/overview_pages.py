"""Overview pages: all categories, and recent changes."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from glossgen.model import PAGE, Key, Note, SourceKind, Term
from glossgen.query import Database, query
from glossgen.site.category_pages import categories_in_order, category_cards
from glossgen.site.math_flags import excerpts_have_math
from glossgen.site.site import Site
from glossgen.site.values import CategoriesPage, Change, ChangesPage, Excerpt, TermLink

MOST_CATEGORIES = 30
"""The number of categories above which their page lists no terms."""

_TERMS = 24
"""The number of terms (the most used ones) that the page of all categories names for each."""

MOST_CHANGES = 200
"""The most entries on the page of changes."""


def categories_url(site: Site, language: str) -> str:
    """The address of the page of all categories."""
    return site.addresses.prefix(language) + "categories/"


def changes_url(site: Site, language: str) -> str:
    """The address of the page of what is new and changed."""
    return site.addresses.prefix(language) + "changes/"


def feed_url(site: Site, language: str) -> str:
    """The address of the feed of changes; empty without absolute URLs (RFC 4287) or without dates."""
    wanted = site.config.base_url and has_changes(site, language)
    return site.addresses.prefix(language) + "feed.xml" if wanted else ""


def categories_page(site: Site, language: str) -> CategoriesPage:
    """The page of all categories; where there are many, without their terms."""
    many = len(site.db.get(categories_in_order, language)) > MOST_CATEGORIES
    cards = tuple(category_cards(site, language, 0 if many else _TERMS))
    head = site.head(categories_url(site, language), language, "", alternates=categories_alternates(site))
    return CategoriesPage(head, cards)


def changes_page(site: Site, language: str) -> ChangesPage:
    """The page of what is new and changed."""
    changes = tuple(_changes(site, language))
    head = site.head(
        changes_url(site, language),
        language,
        "",
        changed=changes[0].date,
        has_math=excerpts_have_math(change.entry.summary for change in changes),
    )
    return ChangesPage(head, changes)


def has_categories(site: Site, language: str) -> bool:
    """Whether there is a page of all categories."""
    return any(
        source.language == language
        and source.terms
        and (source.form.holds_entries or any(term.meta.category for term in source.terms))
        for source in site.graph.sources
    )


def has_changes(site: Site, language: str) -> bool:
    """Whether there is a page of changes, which needs at least one date."""
    return bool(newest_change(site, language))


def newest_change(site: Site, language: str) -> str:
    """The date of the newest change in a language; empty if there are no dates."""
    return site.db.get(newest, language)


@query(keep=str)
def newest(db: Database, language: str) -> str:
    """The date of the newest change in a language."""
    site = Site(db)
    notes = (note for note in site.graph.notes.values() if note.language == language)
    return max(site.all_changed([*site.ordered(language), *notes]), default="")


def categories_alternates(site: Site) -> tuple[tuple[str, str], ...]:
    """Each language with a page of categories, and its address; empty on a site in one language."""
    if len(site.languages) < 2:
        return ()
    return tuple((lang, categories_url(site, lang)) for lang in site.languages if has_categories(site, lang))


def _changes(site: Site, language: str) -> Iterator[Change]:
    """Terms and notes by the date of their last change, newest first, and in index order within a day."""
    notes = (note for note in site.graph.notes.values() if note.language == language)
    things: list[Term | Note] = [*site.ordered(language), *notes]
    dated = [(date, thing.key) for date, thing in zip(site.all_changed(things), things, strict=True) if date]
    dated.sort(key=itemgetter(0), reverse=True)  # a stable sort keeps the index order within a day
    for date, key in dated[:MOST_CHANGES]:
        thing: Term | Note = site.graph.terms.get(key) or site.graph.notes[key]
        yield Change(date, thing.meta.date, _entry(site, thing), _category(site, key))


def _entry(site: Site, thing: Term | Note) -> TermLink:
    if isinstance(thing, Term):
        return site.term_link(thing.key, thing.language)
    summary: Excerpt | None = None
    return TermLink(site.link(thing.key, thing.language), "", summary)


def _category(site: Site, key: Key) -> str:
    source = site.source_of(key)
    if key not in site.graph.terms:
        return ""
    term = site.graph.terms[key]
    named = term.meta.category if source.form is SourceKind.ARTICLE else ""
    return named or site.link((source.language, PAGE + source.path), term.language).text
