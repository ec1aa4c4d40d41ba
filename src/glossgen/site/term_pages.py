"""Term pages and disambiguation pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from msgspec.structs import replace

from glossgen.model import Key, SourceKind, Term
from glossgen.site.addresses import SharedName, shared_key
from glossgen.site.math_flags import excerpts_have_math, has_code, has_math
from glossgen.site.previews import Previews
from glossgen.site.site import Site
from glossgen.site.translations import with_translations
from glossgen.site.values import (
    BodyLink,
    DisambiguationPage,
    LinkedBody,
    LinkTo,
    PageMeta,
    Preview,
    TermLink,
    TermPage,
    Use,
)

_SIBLINGS = 24
"""The most sibling terms (of the same file) that a term page lists: those nearest to it."""

_QUOTED = 12
"""The most backlinks with a quoted sentence; more would make pages too large."""

_NAMED = 40
"""The most backlinks that are listed at all; search finds the others."""


def term_page(site: Site, key: Key, previews: Previews) -> TermPage:
    """The page of a term."""
    language, graph = key[0], site.graph
    term, source, relations = graph.terms[key], site.source_of(key), graph.relations(key)
    before, after = site.neighbours(key)
    count, uses = _uses(site, term)
    related = tuple([site.term_link(other, language) for other in graph.related(key)])
    body = site.linked_body(key, graph.body(key))
    mentions = site.links(graph.links(key), language)
    broader = site.links(relations.broader, language)
    narrower = site.links(relations.narrower, language)
    path = graph.read_before(key)
    before_this = site.links(path.terms, language)
    homonyms, family = _homonyms(site, term), site.translations_of(term)
    previewed: Iterable[LinkTo | BodyLink] = chain(
        body.links, homonyms, before_this, broader, narrower, mentions
    )
    return TermPage(
        head=_head(site, term, body, uses, related, previews.of(site.addresses[key], language, previewed)),
        name=site.name(term.labels[0], language),
        other_names=site.other_names(term),
        reading=term.reading,
        body=body,
        category=category_link(site, term),
        tags=term.meta.tags,
        used_in=uses,
        uses=count,
        mentions=mentions,
        broader=broader,
        narrower=narrower,
        related=related,
        siblings=_siblings(site, term),
        homonyms=homonyms,
        translations=site.links([other.key for other in family], language),
        previous=site.link(before, language) if before else None,
        next=site.link(after, language) if after else None,
        anchors=() if source.form is SourceKind.ARTICLE else term.anchors,
        before_this=before_this,
        before_more=path.more,
    )


def _head(
    site: Site,
    term: Term,
    body: LinkedBody,
    uses: Sequence[Use],
    related: Sequence[TermLink],
    previews: tuple[Preview, ...],
) -> PageMeta:
    excerpts = [*[use.excerpt for use in uses], *[link.summary for link in related]]
    edit_url, history_url = site.repository_links(term.position.path)
    head = PageMeta(
        site.addresses[term.key],
        term.language,
        term.label,
        site.term_description(term),
        changed=site.changed(term),
        edit_url=edit_url,
        history_url=history_url,
        has_math=has_math(body.body) or excerpts_have_math(excerpts),
        has_code=has_code(body.body),
        previews=previews,
    )
    return with_translations(site, term, head)


def category_title(site: Site, key: Key) -> str:
    """The title of the category page of a term; empty if there is none."""
    source = site.source_of(key)
    if source.form is SourceKind.ARTICLE:
        return site.graph.terms[key].meta.category
    return site.link((source.language, "page:" + source.path), key[0]).text


def category_link(site: Site, term: Term) -> LinkTo | None:
    """The category page of a term: that of its file, or of the category named in front matter."""
    source = site.source_of(term.key)
    if source.form is SourceKind.ARTICLE:
        name = term.meta.category
        return LinkTo(site.addresses.category(term.language, name), name) if name else None
    page = site.link((source.language, "page:" + source.path), term.language)
    return LinkTo(f"{page.url}#{term.id}", page.text)


def _uses(site: Site, term: Term) -> tuple[int, tuple[Use, ...]]:
    """How many places mention a term, and the first of them.

    For a homonym, mentions that could mean it or another term are included.
    """
    key, graph = term.key, site.graph
    seen = dict.fromkeys(graph.users(key), key)
    if graph.ambiguous_names:
        for label in term.labels:
            name = shared_key(term.language, label.text)
            for place in graph.users(name):
                seen.setdefault(place, name)
    seen.pop(key, None)
    named = enumerate(islice(seen.items(), _NAMED), 1)
    uses = (site.use(place, each, term.language, quoted=number <= _QUOTED) for number, (place, each) in named)
    return len(seen), tuple(uses)


def _siblings(site: Site, term: Term) -> tuple[LinkTo, ...]:
    source = site.source_of(term.key)
    if source.form is SourceKind.ARTICLE:
        return ()
    key, keys = term.key, site.graph.keys_in(source.path)
    at, last = keys.index(key), len(keys)
    first = max(0, min(at - _SIBLINGS // 2, last - _SIBLINGS - 1))
    around = keys[first : first + _SIBLINGS + 1]
    return site.links((other for other in around if other != key), term.language)


def _homonyms(site: Site, term: Term) -> tuple[LinkTo, ...]:
    """The other terms with a label of this one, or with a surface form that an ambiguous mention has."""
    found: list[Key] = []
    ambiguous = site.graph.ambiguous_names
    for label in term.labels:
        found += (each for each in site.graph.namesakes(label.text) if each[0] == term.language)
        name = shared_key(term.language, label.text)
        if name in ambiguous:
            found += site.terms_named(name)
    others = [each for each in dict.fromkeys(found) if each != term.key]
    return tuple(_with_category(site, site.link(key, term.language), key) for key in others)


def _with_category(site: Site, link: LinkTo, key: Key) -> LinkTo:
    """A link with the category of its term as a note, since the name alone is ambiguous."""
    return replace(link, note=site.source_of(key).title)


def disambiguation_page(site: Site, name: SharedName) -> DisambiguationPage:
    """The disambiguation page of a name that several terms share and none of them stands for."""
    language = name.key[0]
    links = [(site.term_link(key, language), key) for key in name.terms]
    entries = tuple(replace(each, link=_with_category(site, each.link, key)) for each, key in links)
    head = site.head(
        site.addresses[name.key],
        language,
        name.label,
        has_math=excerpts_have_math(entry.summary for entry in entries),
    )
    return DisambiguationPage(head, site.name(site.label(name), language), entries)
