"""Redirects: pages at old addresses, and anchors of entries that have moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from glossgen.model import PAGE, Key, Note, Term
from glossgen.site.addresses import clean_path
from glossgen.site.site import Site
from glossgen.site.values import RedirectPage, RelocatedEntry


def redirect_pages(site: Site) -> Iterator[RedirectPage]:
    """A page at each old address: those that a writer names (`aliases`), and those that were published.

    What is published at an address now goes before what was published there.
    """
    named: set[str] = set()
    things: Iterable[Term | Note] = chain(site.graph.terms.values(), site.graph.glossary.notes)
    for thing in things:
        for alias in thing.meta.aliases:
            path = _alias_path(alias)
            if path:
                named.add(path.casefold())
                yield _redirect(site, path, thing.key)
    taken = named | _live(site)
    for address, key in site.graph.redirects:
        if address.casefold() not in taken:
            taken.add(address.casefold())
            yield _redirect(site, address, key)


def _redirect(site: Site, path: str, key: Key) -> RedirectPage:
    return RedirectPage(site.head(path, key[0], site.link(key, "").text), site.addresses[key])


def _live(site: Site) -> set[str]:
    """The addresses that pages have now."""
    live = set(site.addresses.urls.values())
    for language in site.languages:
        live |= {site.addresses.home(language), site.addresses.index(language), site.addresses.map(language)}
    return {address.casefold() for address in live}


def _alias_path(alias: str) -> str:
    path = clean_path(alias)
    return path if path.endswith(".html") or not path else path + "/"


def moved_entries(site: Site) -> dict[str, tuple[RelocatedEntry, ...]]:
    """By the address of a category page: the entries that were on it and are elsewhere now.

    Their anchors stay there, so that an old link still finds the way.
    """
    if not site.graph.moved:
        return {}
    here: dict[str, set[str]] = defaultdict(set)
    for source in site.graph.glossary.sources:
        page = site.addresses[(source.language, PAGE + source.path)]
        here[page].update(anchor for term in source.terms for anchor in (*term.anchors, term.id))
    found: dict[str, dict[Key, RelocatedEntry]] = defaultdict(dict)
    for url, key in site.graph.moved:
        term = site.graph.terms[key]
        source = site.source_of[key]
        if site.addresses[(source.language, PAGE + source.path)] == url:
            continue
        anchors = tuple(
            anchor for anchor in dict.fromkeys([term.id, *term.anchors]) if anchor not in here[url]
        )
        if anchors:
            found[url][key] = RelocatedEntry(anchors, site.link(key, key[0]))
    return {url: tuple(entries.values()) for url, entries in found.items()}
