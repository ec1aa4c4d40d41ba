"""Previews: definitions that a page embeds, so that its links can show them without a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import structs

from glossgen.model import Key
from glossgen.site.queries import LinkRow
from glossgen.site.site import Site
from glossgen.site.values import (
    BodyLink,
    CategoryPage,
    HomePage,
    LinkedBody,
    LinkTo,
    Name,
    NotePage,
    Page,
    Preview,
)


class Previews:
    """The definitions of all terms."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[tuple[str, Key, bool], Preview | None] = {}

    def set_in(self, page: Page) -> Page:
        """The page with the definitions of the terms that its texts and short lists link to.

        Term pages are made with them (see `of`), since copying so many pages would be slow.
        """
        field = page.title if isinstance(page, CategoryPage) else ""
        previews = self.of(page.head.url, page.head.language, _links(page), field)
        if not previews:
            return page
        return structs.replace(page, head=structs.replace(page.head, previews=previews))

    def of(
        self, own: str, language: str, links: Iterable[LinkTo | BodyLink], field: str = ""
    ) -> tuple[Preview, ...]:
        """The previews for the page at the address `own` with these links.

        They name the field of each term, unless it is `field`, that of the page.
        """
        urls = dict.fromkeys([link.url for link in links])
        keys = [self._site.term_at(url) for url in urls if url != own]
        return self.of_terms([key for key in keys if key], language, field)

    def of_terms(self, keys: Iterable[Key], language: str, field: str = "") -> tuple[Preview, ...]:
        """The previews of those of some terms that have a definition."""
        listed = tuple(keys)
        rows = zip(listed, self._site.rows(listed), strict=True)
        made = [self._preview(key, row, language, field) for key, row in rows]
        return tuple([preview for preview in made if preview])

    def _preview(self, key: Key, row: LinkRow, language: str, own_field: str) -> Preview | None:
        """The preview of a term; None if it has no definition."""
        site = self._site
        summary = site.summary(key)
        is_named = row.field != own_field
        known = self._made.get((language, key, is_named), self)
        if known is self:
            link = site.link_of(row, key, language)
            field, name = row.field if is_named else "", Name(link.text, link.language, link.written)
            made = Preview(row.url, name, summary, row.reading, field) if summary else None
            known = self._made[language, key, is_named] = made
        return known  # type: ignore[return-value]


def _links(page: Page) -> Iterator[LinkTo | BodyLink]:
    """The links that get a preview. Lists that show a definition or sentence need none."""
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
