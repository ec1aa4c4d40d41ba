"""The order of the categories that the configuration states."""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.model import Among, Key, Position, Problem, Wanted
from glossgen.problems.hints import category_of
from glossgen.site.site import Site


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
