"""Which definitions a page carries along, so that its links can show them without asking the server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from glossgen.model import Term
from glossgen.pages.site import Site
from glossgen.pages.values import (
    CategoryPage,
    HomePage,
    LinkedBody,
    NotePage,
    Page,
    Preview,
    TermPage,
)


class Previews:
    """The definitions of all terms, by the address of the term."""

    def __init__(self, site: Site) -> None:
        """Know the address of every term."""
        self._site = site
        self._keys = site.keys_at

    def set_in(self, page: Page) -> Page:
        """The page with the definitions of the terms that its texts and short lists link to."""
        urls = dict.fromkeys(url for url in _urls(page) if url in self._keys and url != page.head.url)
        made = (
            self._preview(self._site.graph.terms[self._keys[url]], url, page.head.language) for url in urls
        )
        previews = tuple(preview for preview in made if preview)
        if not previews:
            return page
        return dataclasses.replace(page, head=dataclasses.replace(page.head, previews=previews))

    def _preview(self, term: Term, url: str, language: str) -> Preview | None:
        summary = self._site.summary(term)
        return Preview(url, self._site.name(term.labels[0], language), summary) if summary else None


def _urls(page: Page) -> Iterator[str]:
    """The addresses that get a preview. Lists that show the definition or the use itself need none."""
    match page:
        case TermPage():
            yield from _of(page.body)
            lists = (page.homonyms, page.broader, page.narrower, page.mentions)
            yield from (link.url for links in lists for link in links)
        case CategoryPage():
            yield from _of(page.intro, *(entry.body for entry in page.entries))
        case NotePage():
            yield from _of(page.body)
        case HomePage():
            yield from _of(page.intro)
            yield from (link.url for links in (page.most_used, page.recent) for link in links)


def _of(*bodies: LinkedBody) -> Iterator[str]:
    return (link.url for body in bodies for link in body.links)
