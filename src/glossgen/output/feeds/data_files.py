"""Which of the files for machines a site has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from mmap import mmap

from glossgen.config import Config
from glossgen.model import Key
from glossgen.output.feeds.atom import atom_feed
from glossgen.output.feeds.sitemap import robots, sitemaps
from glossgen.output.feeds.terms_json import NAME, JsonChunks, edited_terms_json, terms_json
from glossgen.site import PageSpec, SitePages
from glossgen.site.values import ChangesPage

Address = Callable[[str], str]


def machine_files(made: SitePages, encode: Address) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """The files for machines by path.

    Site maps and feeds need whole addresses, so they are there only when the
    configuration says where the site will be (`base_url`). A robots.txt counts
    at the root of a host only.
    """
    config = made.site.config
    yield NAME, terms_json(made.site, _absolute(config, encode), _generator(made))
    if not config.base_url:
        return
    changes: list[PageSpec] = []
    yield from sitemaps(_noting(made.plans, changes), _absolute(config, encode))
    if config.base_path == "/":
        yield "robots.txt", robots(_absolute(config, encode))
    yield from _feeds(made, changes, encode)


def _noting(plans: Iterable[PageSpec], changes: list[PageSpec]) -> Iterator[PageSpec]:
    """The plans, of which there are many, with those of the pages of changes noted on the way."""
    for plan in plans:
        if plan.kind is ChangesPage:
            changes.append(plan)
        yield plan


def edited_files(
    before: SitePages,
    after: SitePages,
    plans: Iterable[PageSpec],
    keys: Set[Key],
    old: bytes | mmap,
    encode: Address,
) -> Iterator[tuple[str, bytes | JsonChunks | Iterator[bytes]]]:
    """Those of the files that can differ when only terms and notes of `keys` do, and the pages of `plans`.

    `old` is the file of all terms as it was made of the pages before.
    """
    config = after.site.config
    address = _absolute(config, encode)
    edited = edited_terms_json(old, before.site, after.site, address, keys)
    yield NAME, edited or terms_json(after.site, address, _generator(after))
    if config.base_url and before.site.history != after.site.history:
        yield from sitemaps(after.plans, address)
    if config.base_url:
        yield from _feeds(after, plans, encode)


def _feeds(made: SitePages, plans: Iterable[PageSpec], encode: Address) -> Iterator[tuple[str, bytes]]:
    for plan in plans:
        tree = made.trees[plan.language]
        if plan.kind is ChangesPage and tree.feed and isinstance(page := plan.make(), ChangesPage):
            yield tree.feed, atom_feed(page, tree, _absolute(made.site.config, encode))


def _absolute(config: Config, encode: Address) -> Address:
    return lambda url: config.base_url + encode(url)


def _generator(made: SitePages) -> str:
    return next(iter(made.trees.values())).generator
