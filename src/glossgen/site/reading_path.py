"""The reading path: an order of the categories in which each builds on earlier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from glossgen.model import Among, Key, Position, Problem, Wanted
from glossgen.problems.hints import category_of
from glossgen.site.map_pages import Members, by_category
from glossgen.site.site import Site
from glossgen.site.term_pages import category_link
from glossgen.site.values import LinkTo
from glossgen.text import first_place, sentence_at

_FEWEST = 3
_MOST = 12

Uses = Counter[tuple[str, str]]


def reading_path(site: Site, language: str) -> tuple[LinkTo, ...]:
    """The categories of a language, basic ones first.

    Ordered by the configuration; categories that it does not list follow in a computed order. Empty
    if there are too few or too many categories for a path.
    """
    members = {title: keys for title, keys in by_category(site, language).items() if title}
    if not _FEWEST <= len(members) <= _MOST:
        return ()
    order = sorted(
        _computed(site, members), key=lambda title: rank(site, category_name(site, members[title][0]))
    )
    links = (category_link(site, site.graph.terms[members[title][0]]) for title in order)
    return tuple(replace(link, url=link.url.partition("#")[0]) for link in links if link)


def rank(site: Site, name: str) -> int:
    """The position of a category in the configuration; after all others if it is not listed."""
    stated: tuple[str, ...] = site.config.categories
    return stated.index(name) if name in stated else len(stated)


def category_name(site: Site, key: Key) -> str:
    """The category of a term in the configuration: the path of its file, or a name in front matter."""
    return category_of(site.source_of(key), site.graph.terms[key])


def unknown_categories(site: Site) -> Iterator[Problem]:
    """The categories that the configuration lists but the glossary lacks."""
    known = {category_name(site, key) for key in site.graph.terms} if site.config.categories else set()
    path = site.config.relative(site.config.path) if site.config.path else "."
    for name in site.config.categories:
        if name not in known:
            hint, wanted = "name a file such as ai/training, or a category", Wanted(Among.CATEGORIES, (name,))
            message = f"categories: there is no category “{name}”"
            yield Problem(Position(path, 0), "unknown-category", message, hint, wanted)


def _computed(site: Site, members: Members) -> list[str]:
    """A greedy order after Eades, Lin and Smyth (1993).

    The next category is the one that the remaining ones use most, minus what it uses of them.
    Counted are the terms that a term's defining sentence mentions: it builds on those, while later
    mentions may be examples or outlooks. If the definitions do not decide, all mentions do.
    """
    category_of = {key: title for title, keys in members.items() for key in keys}
    by_definition = _uses(category_of, {key: defining_terms(site, key) for key in category_of})
    every = _uses(category_of, {key: site.graph.links(key) for key in category_of})
    left, order = list(members), []
    while left:
        order.append(
            max(left, key=lambda one: (_balance(by_definition, one, left), _balance(every, one, left)))
        )
        left.remove(order[-1])
    return order


def _balance(uses: Uses, one: str, others: Iterable[str]) -> int:
    return sum(uses[other, one] - uses[one, other] for other in others)


def _uses(category_of: Mapping[Key, str], mentioned: Mapping[Key, Iterable[Key]]) -> Uses:
    """How often the terms of one category mention those of another."""
    counted: Uses = Counter()
    for key, others in mentioned.items():
        counted.update((category_of[key], category_of[other]) for other in others if other in category_of)
    return counted


def defining_terms(site: Site, key: Key) -> set[Key]:
    """The terms that the first sentence of a term mentions."""
    place = first_place(site.graph.body(key))
    if place is None:
        return set()
    number, offset = place
    start, end = sentence_at(site.graph.text_runs_of(key)[number], offset, offset)
    mentions = (mention for mention in site.graph.mentions(key) if mention.text_run == number)
    return {mention.target for mention in mentions if start <= mention.start < end}
