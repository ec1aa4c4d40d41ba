"""Tag pages: a page for each tag (keyword of front matter) that several terms of a language have."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import Key, Term
from glossgen.query import Database, query
from glossgen.site.addresses import prefix
from glossgen.site.math_flags import excerpts_have_math
from glossgen.site.queries import address_book, order, site_languages
from glossgen.site.site import Site
from glossgen.site.values import LinkTo, TagPage
from glossgen.sources.queries import terms
from glossgen.text.slug import slugify

FEWEST = 2
"""The fewest terms of a tag with a page: with one term, the page would only link back to it."""

MOST_DEFINED = 300
"""The most terms that a tag page shows with their defining sentences."""

_UNNAMED = slugify("")
"""The slug of every text without a letter or digit, which does not identify a tag."""


class Tag(Struct, frozen=True, array_like=True):
    """A tag as its page shows it: its name, and its terms in the order of the index."""

    name: str
    keys: tuple[Key, ...]


@query(table=True, keep=Tag)
def tagged(db: Database, language: str) -> dict[str, Tag]:
    """The tags of a language that several terms have, by slug.

    Tags that differ in case or in the punctuation between words are one, spelled as in the first term.
    """
    known = db.get(terms, "")
    names: dict[str, str] = {}
    found: dict[str, dict[Key, None]] = defaultdict(dict)
    for key in db.get(order, language):
        for tag in known[key].meta.tags:
            slug = slugify(tag)
            if slug != _UNNAMED or tag.lower() == _UNNAMED:
                names.setdefault(slug, tag)
                found[slug][key] = None
    return {slug: Tag(names[slug], tuple(keys)) for slug, keys in found.items() if len(keys) >= FEWEST}


@query(table=True, keep=str)
def tag_urls(db: Database, language: str) -> dict[str, str]:
    """The address of the page of each tag of a language, by slug.

    A term page depends on the addresses of its tags, not on the other terms that have them. A tag gets no
    page if a page of the glossary already has its address.
    """
    slugs = db.get(tagged, language)
    if not slugs:
        return {}
    taken = {url for _, url in db.get(address_book, "").urls}
    above = prefix(language, len(db.get(site_languages, "")) > 1)
    made = {slug: f"{above}tags/{slug}/" for slug in slugs}
    return {slug: url for slug, url in made.items() if url not in taken}


def tag_links(site: Site, term: Term) -> tuple[LinkTo, ...]:
    """The tags of a term; the address is empty where no other term has the tag."""
    urls = (site.db.part(tag_urls, term.language, slugify(tag)) for tag in term.meta.tags)
    return tuple(LinkTo(url or "", tag) for url, tag in zip(urls, term.meta.tags, strict=True))


def tag_page(site: Site, url: str, language: str, slug: str) -> TagPage:
    """The page of a tag: its terms, each with its defining sentence."""
    tag: Tag = site.db.part(tagged, language, slug)
    entries = tuple(site.term_link(key, language) for key in tag.keys)
    if len(entries) > MOST_DEFINED:
        entries = tuple(replace(each, summary=None) for each in entries)
    math = excerpts_have_math(each.summary for each in entries)
    return TagPage(site.head(url, language, tag.name, has_math=math), tag.name, entries)
