"""Previews: the definitions that a page embeds, so that its links can show them without a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import structs

from glossgen.site.site import Site
from glossgen.site.values import BodyLink, CategoryPage, HomePage, LinkedBody, LinkTo, NotePage, Page, Preview


class Previews:
    """The definitions of all terms, by the address of the term."""

    def __init__(self, site: Site) -> None:
        """Know the address of every term."""
        self._in = {language: _Known(site, language) for language in site.languages}

    def set_in(self, page: Page) -> Page:
        """The page with the definitions of the terms that its texts and short lists link to.

        Pages of terms have them from the beginning (see `of`), since there are so many.
        """
        previews = self.of(page.head.url, page.head.language, _links(page))
        if not previews:
            return page
        return structs.replace(page, head=structs.replace(page.head, previews=previews))

    def of(self, own: str, language: str, links: Iterable[LinkTo | BodyLink]) -> tuple[Preview, ...]:
        """The definitions for a page at the address `own` with these links."""
        known = self._in[language]
        made = [known[url] for url in dict.fromkeys([link.url for link in links]) if url != own]
        return tuple([preview for preview in made if preview])


class _Known(dict[str, "Preview | None"]):
    """The definitions for pages in one language, each made once for all pages that link to the term."""

    def __init__(self, site: Site, language: str) -> None:
        super().__init__()
        self._site = site
        self._language = language

    def __missing__(self, url: str) -> Preview | None:
        """Make the preview; None for what is no term, and for a term without a definition."""
        site, preview = self._site, None
        if url in site.keys_at:
            term = site.graph.terms[site.keys_at[url]]
            summary = site.summary(term)
            preview = Preview(url, site.name(term.labels[0], self._language), summary) if summary else None
        self[url] = preview
        return preview


def _links(page: Page) -> Iterator[LinkTo | BodyLink]:
    """The links that get a preview. Lists that show the definition or the use itself need none."""
    match page:
        case CategoryPage():
            yield from _of(page.intro, *(entry.body for entry in page.entries))
        case NotePage():
            yield from _of(page.body)
        case HomePage():
            yield from _of(page.intro)
            yield from (*page.most_used, *page.recent)


def _of(*bodies: LinkedBody) -> Iterator[BodyLink]:
    return (link for body in bodies for link in body.links)
