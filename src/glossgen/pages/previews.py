"""Which definitions a page carries along, so that its links can show them without asking the server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

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


def with_previews(site: Site, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, each with the definitions of the terms that its texts and short lists link to."""
    terms = {site.addresses[term.key]: term for term in site.graph.glossary.terms}
    for page in pages:
        urls = dict.fromkeys(url for url in _urls(page) if url in terms and url != page.head.url)
        previews = [_preview(site, terms[url], url, page.head.language) for url in urls]
        head = dataclasses.replace(page.head, previews=tuple(filter(None, previews)))
        yield dataclasses.replace(page, head=head)


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


def _preview(site: Site, term: Term, url: str, language: str) -> Preview | None:
    summary = site.summary(term)
    return Preview(url, site.name(term.labels[0], language), summary) if summary else None
