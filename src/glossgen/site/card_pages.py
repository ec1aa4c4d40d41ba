"""Flash cards: a page for each field, with a term on the front of each card and its definition behind.

Without a script it is a list in which a reader opens one term after another. The script schedules the cards
by the Leitner system (`browser/cards/leitner.js`).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from glossgen.model import PAGE
from glossgen.query import Database, query
from glossgen.site.fields import categories_named
from glossgen.site.math_flags import excerpts_have_math
from glossgen.site.queries import address_book
from glossgen.site.site import Site
from glossgen.site.values import CardsPage, LinkTo
from glossgen.sources.queries import sources

FEWEST = 3
"""The fewest terms of a field with cards."""

MOST = 500
"""The most cards of a page, the first of the field."""


class Field(Struct, frozen=True, array_like=True):
    """A field with cards: their address, and the path of its file or the name of its category."""

    cards: str
    language: str
    path: str = ""
    name: str = ""


@query(table=True, keep=Field)
def fields_with_cards(db: Database, _: str) -> dict[str, Field]:
    """The fields that have cards, by the address of the page of the field.

    If a page of the glossary already has the address of the cards, the field gets none.
    """
    taken = {url for _, url in db.get(address_book, "").urls}
    found = {url: Field(f"{url}cards/", *which) for url, which in _fields(Site(db))}
    return {url: field for url, field in found.items() if field.cards not in taken}


def _fields(site: Site) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The address of the page of each field, and the field as (language, path of its file, category name)."""
    for source in site.db.get(sources, ""):
        if source.form.holds_entries and len(source.terms) >= FEWEST:
            yield site.addresses[(source.language, PAGE + source.path)], (source.language, source.path, "")
    for (language, name), keys in site.db.get(categories_named, ""):
        if len(keys) >= FEWEST:
            yield site.addresses.category(language, name), (language, "", name)


def cards_url(site: Site, url: str) -> str:
    """The address of the cards of the field whose page has this address; empty if there are none."""
    field: Field | None = site.db.part(fields_with_cards, "", url)
    return field.cards if field else ""


def cards_page(site: Site, url: str) -> CardsPage:
    """The cards of the field whose page has this address."""
    field: Field = site.db.part(fields_with_cards, "", url)
    language = field.language
    made: list[tuple[str, str]] = []
    written = ""
    if field.path:
        source = site.graph.source(field.path)
        title, written, keys = source.title, source.written, site.graph.keys_in(field.path)
        made = [(each, cards_url(site, other)) for each, other in site.alternates(source)]
    else:
        title, keys = field.name, dict(site.db.get(categories_named, ""))[(language, field.name)]
    terms = tuple(site.term_link(key, language) for key in keys[:MOST])
    head = site.head(
        field.cards,
        language,
        title,
        alternates=tuple(each for each in made if each[1]),
        has_math=excerpts_have_math(each.summary for each in terms),
    )
    return CardsPage(head, LinkTo(url, title, written=written), terms, len(keys) - len(terms))
