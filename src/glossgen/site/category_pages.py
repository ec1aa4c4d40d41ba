"""Category pages: of a file, and of a category that front matter names; and the cards that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from glossgen.graph.queries import users as all_users
from glossgen.model import PAGE, Body, Key, Term
from glossgen.query import Database, query
from glossgen.site.card_pages import cards_url
from glossgen.site.category_order import category_name, rank
from glossgen.site.fields import categories_named
from glossgen.site.index_rows import LONG_ROW, row_of, sounded_name
from glossgen.site.math_flags import excerpts_have_math, has_code, has_math
from glossgen.site.redirects import relocated
from glossgen.site.site import Site
from glossgen.site.values import CategoryCard, CategoryEntry, CategoryPage, IndexLetter, LinkedBody, LinkTo
from glossgen.sources.queries import date_of

MOST_USED = 6
"""The terms that stand for a category on the home page."""


def file_page(site: Site, path: str) -> CategoryPage:
    """The category page with all terms of one file."""
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
        has_code=has_code(intro.body, *bodies.values()),
    )
    entries = tuple(category_entry(site, term, bodies[term.key]) for term in terms)
    moved = site.db.part(relocated, "", url) or ()
    before, after = _beside(site, source.language, url)
    return CategoryPage(
        head,
        source.title,
        intro,
        entries,
        moved=moved,
        previous=before,
        next=after,
        cards=cards_url(site, url),
    )


def named_page(site: Site, language: str, name: str) -> CategoryPage:
    """The page of a category from front matter, which lists its articles."""
    keys = named_categories(site)[(language, name)]
    articles = tuple(site.term_link(key, language) for key in keys)
    head = site.head(
        site.addresses.category(language, name),
        language,
        name,
        description=_names_of(site, name, keys),
        has_math=excerpts_have_math(article.summary for article in articles),
    )
    before, after = _beside(site, language, head.url)
    letters = _letters(site, keys, language) if len(keys) > LONG_ROW else ()
    return CategoryPage(
        head,
        name,
        LinkedBody(),
        (),
        articles,
        letters=letters,
        previous=before,
        next=after,
        cards=cards_url(site, head.url),
    )


def _letters(site: Site, keys: Sequence[Key], language: str) -> tuple[IndexLetter, ...]:
    """The rows of the index that some terms in index order are in."""
    terms = [site.graph.terms[key] for key in keys]
    rows = [row_of(sounded_name(term.reading, term.label, language), language) for term in terms]
    starts = [place for place, row in enumerate(rows) if place == 0 or row != rows[place - 1]]
    ends = [*starts[1:], len(rows)]
    return tuple(IndexLetter(*rows[start], start, end) for start, end in zip(starts, ends, strict=True))


def _beside(site: Site, language: str, url: str) -> tuple[LinkTo | None, LinkTo | None]:
    """The categories before and after the one at an address."""
    links = site.db.get(categories_in_order, language)
    place = next((place for place, link in enumerate(links) if link.url == url), -1)
    around = dict(enumerate(links))
    return (around.get(place - 1), around.get(place + 1)) if place >= 0 else (None, None)


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
        reading=term.reading,
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
