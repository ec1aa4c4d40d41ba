"""Which of the files for machines a site has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glossgen.feeds.atom import atom_feed
from glossgen.feeds.sitemap import robots, sitemaps
from glossgen.feeds.terms_json import NAME, terms_json
from glossgen.pages import SitePages
from glossgen.pages.values import ChangesPage


def machine_files(made: SitePages, encode: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """The files for machines by path.

    Site maps and feeds need whole addresses, so they are there only when the
    configuration says where the site will be (`base_url`). A robots.txt counts
    at the root of a host only.
    """
    config = made.site.config

    def absolute(url: str) -> str:
        return config.base_url + encode(url)

    generator = next(iter(made.trees.values())).generator
    yield NAME, terms_json(made.site, absolute, generator)
    if not config.base_url:
        return
    yield from sitemaps(made.plans, absolute)
    if config.base_path == "/":
        yield "robots.txt", robots(absolute)
    for plan in made.plans:
        tree = made.trees[plan.language]
        if plan.kind is ChangesPage and tree.feed and isinstance(page := plan.make(), ChangesPage):
            yield tree.feed, atom_feed(page, tree, absolute)
