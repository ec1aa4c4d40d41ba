"""Redirects: pages at old addresses, and anchors of entries that have moved."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from glossgen.model import PAGE, Key, Note, Term
from glossgen.query import Database, query
from glossgen.site.addresses import clean_path
from glossgen.site.queries import published
from glossgen.site.site import Site
from glossgen.site.values import RedirectPage, RelocatedEntry
from glossgen.sources.queries import terms


def redirects(site: Site) -> Iterator[tuple[str, Key]]:
    """Every old address and its target: declared ones (`aliases`), and published ones from the lock.

    An address that a page has now takes precedence over what was published there.
    """
    named: set[str] = set()
    things: Iterable[Term | Note] = chain(site.db.get(terms, "").values(), site.graph.notes.values())
    for thing in things:
        for alias in thing.meta.aliases:
            path = _alias_path(alias, site.addresses[thing.key])
            # One that differs only by case would be the same file on many systems.
            if path and path.casefold() != site.addresses[thing.key].casefold():
                named.add(path.casefold())
                yield path, thing.key
    taken = named | _live(site)
    for address, key in site.db.get(published, "")[0]:
        if address.casefold() not in taken:
            taken.add(address.casefold())
            yield address, key


def redirect_page(site: Site, path: str, key: Key) -> RedirectPage:
    """The redirect page at an old address."""
    return RedirectPage(site.head(path, key[0], site.link(key, "").text), site.addresses[key])


def _live(site: Site) -> set[str]:
    """The folded addresses of the current pages."""
    live = set(site.addresses.urls.values())
    for language in site.languages:
        live |= {site.addresses.home(language), site.addresses.index(language), site.addresses.map(language)}
    return {address.casefold() for address in live}


def _alias_path(alias: str, page: str) -> str:
    """The address of an alias; `./x` and `../x` count from the folder of the page, as in Hugo."""
    above = posixpath.dirname(page.rstrip("/"))
    path = clean_path(posixpath.normpath(f"/{above}/{alias}") if alias.startswith(".") else alias)
    return path if path.endswith(".html") or not path else path + "/"


@query(table=True, keep=tuple[RelocatedEntry, ...])
def relocated(db: Database, _: str) -> dict[str, tuple[RelocatedEntry, ...]]:
    """For the address of each category page: the entries that were on it and have moved.

    Their anchors remain on the page, so that old links with a fragment still work.
    """
    moved = db.get(published, "")[1]
    if not moved:
        return {}
    site = Site(db)
    addresses, known = site.addresses.urls, db.get(terms, "")
    here: dict[str, set[str]] = defaultdict(set)
    page_of: dict[Key, str] = {}
    for source in site.graph.sources:
        page = addresses[(source.language, PAGE + source.path)]
        here[page].update(anchor for term in source.terms for anchor in (*term.anchors, term.id))
        page_of.update((term.key, page) for term in source.terms)
    found: dict[str, dict[Key, RelocatedEntry]] = defaultdict(dict)
    for url, key in moved:
        if page_of[key] == url:
            continue
        term = known[key]
        anchors = tuple(
            anchor for anchor in dict.fromkeys([term.id, *term.anchors]) if anchor not in here[url]
        )
        if anchors:
            found[url][key] = RelocatedEntry(anchors, site.link(key, key[0]))
    return {url: tuple(entries.values()) for url, entries in found.items()}
