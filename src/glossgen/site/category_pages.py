"""Category pages, of files and of categories in front matter, and the cards that link to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from glossgen.graph.queries import users as all_users
from glossgen.model import PAGE, Body, Key, Term
from glossgen.query import Database, query
from glossgen.site.card_pages import cards_url
from glossgen.site.category_anchors import entries_elsewhere
from glossgen.site.category_order import category_name, rank
from glossgen.site.category_parts import CategoryPart, file_parts, named_parts
from glossgen.site.fields import categories_named
from glossgen.site.index_rows import LONG_ROW, row_of, sounded_name
from glossgen.site.math_flags import excerpts_have_math, has_code, has_math
from glossgen.site.redirects import relocated
from glossgen.site.site import Site
from glossgen.site.values import (
    CategoryCard,
    CategoryEntry,
    CategoryPage,
    IndexLetter,
    LinkedBody,
    LinkTo,
    RowLink,
)
from glossgen.sources.queries import date_of

MOST_USED = 6
"""The number of terms shown with a category on the home page."""


def file_page(site: Site, path: str, number: int = 0) -> CategoryPage:
    """A category page with terms of one file; `number` counts its pages from 0."""
    source = site.graph.source(path)
    key, parts = (source.language, PAGE + path), file_parts(site, source)
    part, is_first = parts[number], number == 0
    intro = site.linked_body(key, site.intro(source)) if is_first else LinkedBody()
    bodies = {each: site.graph.body(each) for each in part.keys}
    terms = [site.graph.terms[each] for each in part.keys]
    head = site.head(
        part.url,
        source.language,
        part.title,
        description=site.description("", intro.body) or _names_of(site, source.title, part.keys),
        alternates=site.alternates(source) if is_first else (),
        changed=date_of(site.db, key, path),
        path=path,
        has_math=has_math(intro.body, *bodies.values()),
        has_code=has_code(intro.body, *bodies.values()),
    )
    before, after = _beside(site, source.language, parts, number)
    named, others = entries_elsewhere(site, path, parts) if is_first else ((), ())
    return CategoryPage(
        head,
        source.title,
        intro,
        tuple(category_entry(site, term, bodies[term.key]) for term in terms),
        moved=(site.db.part(relocated, "", part.url) or ()) if is_first else (),
        previous=before,
        next=after,
        cards=cards_url(site, part.url) if is_first else "",
        parts=_links_to(parts),
        elsewhere=named,
        unnamed=len(others),
        written=source.written,
    )


def named_page(site: Site, language: str, name: str, number: int = 0) -> CategoryPage:
    """A page of a category from front matter, which lists its articles; `number` counts its pages from 0."""
    keys, parts = named_categories(site)[(language, name)], named_parts(site, language, name)
    part = parts[number]
    articles = tuple(site.term_link(key, language) for key in part.keys)
    head = site.head(
        part.url,
        language,
        part.title,
        description=_names_of(site, name, part.keys),
        has_math=excerpts_have_math(article.summary for article in articles),
    )
    before, after = _beside(site, language, parts, number)
    is_long = len(keys) > LONG_ROW
    return CategoryPage(
        head,
        name,
        LinkedBody(),
        (),
        articles,
        letters=_letters(site, part.keys, language) if is_long else (),
        rows=tuple(_rows(site, parts, language)) if is_long else (),
        previous=before,
        next=after,
        cards=cards_url(site, part.url) if number == 0 else "",
        parts=_links_to(parts),
    )


def _links_to(parts: Sequence[CategoryPart]) -> tuple[LinkTo, ...]:
    """The links to the pages of a category, if there are several."""
    return tuple(part.link for part in parts) if len(parts) > 1 else ()


def _rows(site: Site, parts: Sequence[CategoryPart], language: str) -> Iterator[RowLink]:
    """The rows of the index in a category, and the page on which each begins."""
    found: dict[str, RowLink] = {}
    for part in parts:
        for row in _letters(site, part.keys, language):
            found.setdefault(row.id, RowLink(row.id, row.title, part.url))
    return iter(found.values())


def _letters(site: Site, keys: Sequence[Key], language: str) -> tuple[IndexLetter, ...]:
    """The rows of the index for some terms in index order, each with the range of its terms."""
    terms = [site.graph.terms[key] for key in keys]
    rows = [row_of(sounded_name(term.reading, term.label, language), language) for term in terms]
    starts = [place for place, row in enumerate(rows) if place == 0 or row != rows[place - 1]]
    ends = [*starts[1:], len(rows)]
    return tuple(IndexLetter(*rows[start], start, end) for start, end in zip(starts, ends, strict=True))


def _beside(
    site: Site, language: str, parts: Sequence[CategoryPart], number: int
) -> tuple[LinkTo | None, LinkTo | None]:
    """The previous and next page of a category; before the first and after the last, other categories."""
    before, after = site.db.part(categories_beside, language, parts[0].url) or (None, None)
    if number:
        before = parts[number - 1].link
    if number + 1 < len(parts):
        after = parts[number + 1].link
    return before, after


def named_categories(site: Site) -> Mapping[tuple[str, str], Sequence[Key]]:
    """The articles of each category from front matter, by language and name."""
    return dict(site.db.get(categories_named, ""))


def _names_of(site: Site, title: str, keys: Sequence[Key]) -> str:
    """The description of a category without a text of its own: the names of its terms."""
    comma = "、" if keys[0][0] == "ja" else ", "
    return site.description(f"{title}: {comma.join(site.graph.terms[key].label for key in keys)}", ())


def category_entry(site: Site, term: Term, body: Body) -> CategoryEntry:
    """A term in full, as its category page shows it."""
    return CategoryEntry(
        id=term.id,
        anchors=term.anchors,
        name=site.name(term.labels[0], term.language),
        other_names=site.other_names(term),
        reading=site.row(term.key).reading,
        url=site.addresses[term.key],
        body=site.linked_body(term.key, body),
        uses=site.graph.count_users(term.key),
        edit_url=site.repository_links(term.position.path)[0],
    )


# -- cards ------------------------------------------------------------------------


def category_cards(site: Site, language: str, first: int = MOST_USED) -> list[CategoryCard]:
    """The categories of a language, each with the `first` most used of its terms, or all of fewer.

    Ordered by the configuration, then by the sources.
    """
    found = sorted(_cards(site, language, first), key=itemgetter(0))
    return [card for _, card in found]


def _cards(site: Site, language: str, first: int) -> Iterator[tuple[int, CategoryCard]]:
    for source in site.graph.sources:
        if source.language == language and source.form.holds_entries and source.terms:
            keys = [term.key for term in source.terms]
            link = site.link((language, PAGE + source.path), language)
            about = site.description("", site.intro(source))
            place = rank(site, category_name(site, keys[0]))
            yield place, CategoryCard(link, len(keys), _first(site, keys, language, first), about)
    for (lang, name), named in named_categories(site).items():
        if lang == language:
            link = LinkTo(site.addresses.category(lang, name), name)
            yield rank(site, name), CategoryCard(link, len(named), _first(site, named, language, first))


def _first(site: Site, keys: Sequence[Key], language: str, first: int) -> tuple[LinkTo, ...]:
    if first and len(keys) > first:
        users = site.db.get(all_users, "")
        keys = sorted(keys, key=lambda key: -len(users.get(key, ())))
    return site.links(keys[:first], language)


@query(keep=tuple[LinkTo, ...])
def categories_in_order(db: Database, language: str) -> tuple[LinkTo, ...]:
    """The categories of a language as the home page lists them."""
    return tuple(card.link for card in category_cards(Site(db), language, 0))


@query(table=True, keep=tuple[LinkTo | None, LinkTo | None])
def categories_beside(db: Database, language: str) -> dict[str, tuple[LinkTo | None, LinkTo | None]]:
    """The category before and the one after each category, by its address.

    So the page of a category is made again only if its neighbours have changed.
    """
    links = db.get(categories_in_order, language)
    around = zip(links, (None, *links), (*links[1:], None), strict=False)
    return {link.url: (before, after) for link, before, after in around}
