"""The map of terms: one page, or for a large glossary a map of categories and one map for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum, sqrt

from msgspec import Struct

from glossgen.graph.queries import links as graph_links
from glossgen.model import Key
from glossgen.query import Database, query
from glossgen.site.category_order import category_name, rank
from glossgen.site.layout import Box, Placed, arrange, spread, text_width
from glossgen.site.site import Site
from glossgen.site.term_pages import category_link, category_title
from glossgen.site.values import LinkTo, MapGroup, MapNode, MapPage
from glossgen.text.slug import slugify

LIMIT = 300
"""The most terms on one map: larger ones cannot be read, and are slow to draw."""

OF_CATEGORY = 150
"""The most terms on the map of one category: as many as fit beside one another on a wide screen."""

MOST_LINKS = 1_000
"""The most links between the terms of one map: the lines of more would cover it."""

STRONGEST = 3
"""The number of lines drawn for each term; its other lines appear when a reader points at it."""

_FEWEST_PARTS = 2
_FEWEST = 3
"""The fewest terms for a map: a smaller one shows no more than a list."""

SIZES = (12, 14, 17)
"""Font sizes of the names in pixels, from rarely used terms to the most used ones."""

_TITLE_SIZE = 20
_NO_TITLE = "Other terms"
"""The title that templates show for terms without category, in English: the layout reserves room for it."""

_MARK = 15
_MARGIN = 11

Members = Mapping[str, Sequence[Key]]
"""The terms of each category by its title (empty for no category), in index order."""


def has_map(site: Site, language: str) -> bool:
    """Whether a language has enough terms for a map."""
    return len(site.order(language)) >= _FEWEST


def map_addresses(site: Site, language: str) -> list[tuple[str, str]]:
    """The address and title of each map of a language: none, one, or a map of categories and one for each."""
    if not has_map(site, language):
        return []
    url = site.addresses.map(language)
    if not site.db.get(is_parted, language):
        return [(url, "")]
    return [(url, ""), *((_map_url(url, title), title) for title in by_category(site, language))]


def map_page(site: Site, url: str, language: str, title: str) -> MapPage:
    """The map at an address (see `map_addresses`)."""
    home = site.addresses.map(language)
    if not site.db.get(is_parted, language):
        return _map_of_terms(
            site, url, language, by_category(site, language), alternates=map_alternates(site)
        )
    if url == home:
        return _map_of_categories(site, url, language, by_category(site, language))
    inside = {title: site.db.part(members_of, language, title)}
    return _map_of_terms(site, url, language, inside, name=title, up=LinkTo(home, ""))


def by_category(site: Site, language: str) -> Members:
    """The terms of a language by category, categories in the order of the sources."""
    return {title: list(keys) for title, keys in site.db.get(members_of, language).items()}


@query(table=True, keep=tuple[Key, ...])
def members_of(db: Database, language: str) -> dict[str, tuple[Key, ...]]:
    """The terms of each category by its title (empty for no category), in index order."""
    site = Site(db)
    places = {source.path: number for number, source in enumerate(site.graph.sources)}
    number = {key: place for place, key in enumerate(site.order(language))}
    found: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(site.order(language), key=lambda key: places[site.graph.path_of(key)]):
        found[category_title(site, key)].append(key)
    in_order = sorted(found, key=lambda title: rank(site, category_name(site, found[title][0])))
    return {title: tuple(sorted(found[title], key=number.__getitem__)) for title in in_order}


@query(keep=bool)
def is_parted(db: Database, language: str) -> bool:
    """Whether a language has too many terms, or too many links between them, for one map."""
    site, members = Site(db), db.get(members_of, language)
    keys = {key for each in members.values() for key in each}
    if len(members) < _FEWEST_PARTS:
        return False
    return len(keys) > LIMIT or sum(len(keys & set(site.graph.links(key))) for key in keys) > MOST_LINKS


def _map_url(url: str, title: str) -> str:
    return f"{url}{slugify(title) or 'other'}/"


def map_alternates(site: Site) -> tuple[tuple[str, str], ...]:
    """The map of each language that has one, if several have."""
    with_map = [lang for lang in site.languages if has_map(site, lang)]
    return tuple((lang, site.addresses.map(lang)) for lang in with_map) if len(with_map) > 1 else ()


# -- a map of terms -------------------------------------------------------------


def _map_of_terms(
    site: Site,
    url: str,
    language: str,
    members: Members,
    *,
    name: str = "",
    up: LinkTo | None = None,
    alternates: tuple[tuple[str, str], ...] = (),
) -> MapPage:
    shown: tuple[MapTerm, ...] = site.db.get(map_terms, (language, name if up else None))
    labels = [site.graph.terms[each.key].label for each in shown]
    sizes = [each.size for each in shown]
    groups = [each.group for each in shown]
    placed = _place(labels, sizes, [each.links for each in shown], groups, list(members))
    nodes = tuple(
        MapNode(
            site.link(each.key, language),
            each.group,
            _mark(placed, i, label, each.size),
            each.size,
            each.links,
            each.strongest,
        )
        for i, (each, label) in enumerate(zip(shown, labels, strict=True))
    )
    head = site.head(url, language, name, alternates=alternates)
    return MapPage(
        head,
        name,
        (placed.width, placed.height),
        nodes,
        tuple(_groups(site, members, placed, len(nodes))),
        left_out=sum(map(len, members.values())) - len(shown),
        up=up,
    )


class MapTerm(Struct, frozen=True, array_like=True):
    """A term on a map: its category, the size of its name, and its links, by places on the map."""

    key: Key
    group: int
    size: int
    links: tuple[int, ...]
    strongest: tuple[int, ...]


@query(keep=tuple[MapTerm, ...], large=True)
def map_terms(db: Database, asked: tuple[str, str | None]) -> tuple[MapTerm, ...]:
    """The terms on the map of a language, or of one of its categories.

    Most changes of who mentions whom change none of this, so that the map need not be drawn again.
    """
    site, (language, title) = Site(db), asked
    members = (
        by_category(site, language) if title is None else {title: db.part(members_of, language, title) or ()}
    )
    uses = {key: len(site.graph.users(key)) for its in members.values() for key in its}
    most_shown = LIMIT if title is None else min(LIMIT, OF_CATEGORY)
    most = set(sorted(uses, key=lambda key: -uses[key])[:most_shown])
    kept = [(group, key) for group, inside in enumerate(members.values()) for key in inside if key in most]
    keys = [key for _, key in kept]
    links, counts = _links(site, keys), [uses[key] for key in keys]
    sizes = _sizes(counts) if keys else []  # a category that is gone has none
    return tuple(
        MapTerm(key, group, sizes[i], links[i], _strongest(i, links, counts))
        for i, (group, key) in enumerate(kept)
    )


def _links(site: Site, keys: Sequence[Key]) -> list[tuple[int, ...]]:
    """For each term the indexes of the shown terms that it mentions."""
    number = {key: i for i, key in enumerate(keys)}
    return [
        tuple(sorted(number[other] for other in site.graph.links(key) if other in number and other != key))
        for key in keys
    ]


def _strongest(index: int, links: Sequence[tuple[int, ...]], uses: Sequence[int]) -> tuple[int, ...]:
    """The most informative links of a term: mutual ones first, then those to rarely used terms."""
    ranked = sorted(links[index], key=lambda other: (index not in links[other], uses[other], other))
    return tuple(sorted(ranked[:STRONGEST]))


def _groups(site: Site, members: Members, placed: Placed, nodes: int) -> Iterator[MapGroup]:
    titles = placed.middles[nodes:]
    for index, (title, keys) in enumerate(members.items()):
        link = category_link(site, site.graph.terms[keys[0]])
        url = link.url.partition("#")[0] if link else ""
        yield MapGroup(LinkTo(url, title), len(keys), titles[index] if titles else None)


def _sizes(uses: Sequence[int]) -> list[int]:
    """A font size for each number of uses: large for the top 6 %, small for the lower 70 %."""
    ranked = sorted(uses, reverse=True)
    large, middle = ranked[len(ranked) * 6 // 100], ranked[len(ranked) * 30 // 100]
    return [SIZES[2] if n > max(large, 1) else SIZES[1] if n > max(middle, 1) else SIZES[0] for n in uses]


def _place(
    labels: Sequence[str],
    sizes: Sequence[int],
    links: Sequence[tuple[int, ...]],
    groups: Sequence[int],
    titles: Sequence[str],
) -> Placed:
    """Place the names, and after them the titles of groups if there are several."""
    edges = sorted({(min(a, b), max(a, b)) for a, others in enumerate(links) for b in others})
    places = spread(len(labels), edges, groups)
    boxes = [_box(label, size) for label, size in zip(labels, sizes, strict=True)]
    if len(titles) > 1:
        for group, title in enumerate(titles):
            inside = [place for place, its in zip(places, groups, strict=False) if its == group]
            middle = (fsum(x for x, _ in inside) / len(inside), fsum(y for _, y in inside) / len(inside))
            places.append(middle)
            boxes.append(_title_box(title or _NO_TITLE))
    return arrange(places, boxes)


def _box(label: str, size: int) -> Box:
    return Box(text_width(label, size) + _MARK + _MARGIN, size + _MARGIN)


def _title_box(title: str) -> Box:
    """The box of a title, which is in a bold serif font with wider spacing."""
    apart = 0.06 * len(title) * _TITLE_SIZE
    return Box(1.15 * text_width(title, _TITLE_SIZE) + apart + 2 * _MARGIN, _TITLE_SIZE + _MARGIN)


def _mark(placed: Placed, index: int, label: str, size: int) -> tuple[int, int]:
    """The position of the mark before a name: vertically centred, before the text."""
    x, y = placed.middles[index]
    return (x - round((text_width(label, size) + _MARK) / 2) + _MARK // 3, y)


# -- a map of categories --------------------------------------------------------


@query(keep=tuple[tuple[int, ...], ...])
def category_links(db: Database, language: str) -> tuple[tuple[int, ...], ...]:
    """For each category of a language the places of those that its texts mention most."""
    members = db.get(members_of, language).values()
    group_of = {key: group for group, keys in enumerate(members) for key in keys}
    counted: list[Counter[int]] = [Counter() for _ in members]
    for group, found in zip(group_of.values(), db.parts(graph_links, "", list(group_of)), strict=True):
        counted[group].update(group_of[other] for other in found or () if other in group_of)
    links: list[tuple[int, ...]] = []
    for group, others in enumerate(counted):
        del others[group]
        most = sorted(others, key=lambda other: (-others[other], other))[:5]
        links.append(tuple(sorted(most)))
    return tuple(links)


def _map_of_categories(site: Site, url: str, language: str, members: Members) -> MapPage:
    links = site.db.get(category_links, language)
    sizes = _sizes([int(sqrt(len(keys))) for keys in members.values()])
    labels = [title or _NO_TITLE for title in members]
    placed = _place(labels, sizes, links, [0] * len(labels), ())
    nodes = tuple(
        MapNode(
            LinkTo(_map_url(url, title), title, note=str(len(keys))),
            i,
            _mark(placed, i, labels[i], sizes[i]),
            sizes[i],
            links[i],
            links[i][:STRONGEST],
        )
        for i, (title, keys) in enumerate(members.items())
    )
    head = site.head(url, language, "", alternates=map_alternates(site))
    return MapPage(head, "", (placed.width, placed.height), nodes, (), of_categories=True)
