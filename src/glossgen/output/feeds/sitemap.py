"""The site map (sitemaps.org 0.9) with the translations of each page, and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from glossgen.site import PageSpec

NAME = "sitemap.xml"
MAX_ADDRESSES = 50_000
"""The most addresses in one file, by the protocol."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_LEFT_OUT = ("404", "redirect", "search", "cards")

Absolute = Callable[[str], str]


def sitemaps(
    pages: Iterable[PageSpec], absolute: Absolute, most: int = MAX_ADDRESSES
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the site map with their names: one, or for a very large site an index and its parts.

    `absolute` must return absolute URLs: the protocol does not allow relative ones.
    """
    entries = [_entry(page, absolute) for page in pages if page.kind not in _LEFT_OUT]
    parts = [entries[at : at + most] for at in range(0, len(entries), most)] or [[]]
    if len(parts) == 1:
        yield NAME, _urlset(parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _urlset(part)
    listed = "".join(f"<sitemap><loc>{escape(absolute(name))}</loc></sitemap>\n" for name in names)
    yield NAME, f'{_DECLARATION}<sitemapindex xmlns="{_NAMESPACE}">\n{listed}</sitemapindex>\n'.encode()


def _urlset(entries: Iterable[str]) -> bytes:
    opening = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="{_XHTML}">'
    return f"{_DECLARATION}{opening}\n{''.join(entries)}</urlset>\n".encode()


def _entry(page: PageSpec, absolute: Absolute) -> str:
    parts = [f"<loc>{escape(absolute(page.url))}</loc>"]
    if page.changed:
        parts.append(f"<lastmod>{escape(page.changed)}</lastmod>")
    alternates = list(page.alternates)
    if page.kind == "languages":
        alternates.append(("x-default", page.url))
    for language, url in alternates:
        address = escape(absolute(url))
        parts.append(f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{address}"/>')
    return f"<url>{''.join(parts)}</url>\n"


def robots(absolute: Absolute) -> bytes:
    """A robots.txt that allows everything and refers to the site map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(NAME)}\n".encode()
