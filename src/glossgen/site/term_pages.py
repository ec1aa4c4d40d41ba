"""Term pages and disambiguation pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from glossgen.graph.nearness import is_term
from glossgen.model import Key, SourceKind, Term
from glossgen.site.addresses import SharedName, shared_key
from glossgen.site.category_parts import later_entries
from glossgen.site.fields import Place, places_in_field
from glossgen.site.lead import sections, with_lead
from glossgen.site.math_flags import excerpts_have_math, has_code, has_math
from glossgen.site.reading_paths import path_before
from glossgen.site.site import Site
from glossgen.site.tag_pages import tag_links
from glossgen.site.translations import with_translations
from glossgen.site.values import DisambiguationPage, LinkTo, PageMeta, TermPage, Use

_QUOTED = 3
"""The most backlinks with a quoted sentence."""

_MOST_LINKS = 26
"""The most terms and places that a page names outside of its text and of its list of the field."""

_MOST = 8
"""The most terms of one relation, and the most backlinks without a sentence."""


class Named:
    """The terms and places that a page has named, so that each is named once, and not too many."""

    def __init__(self, key: Key) -> None:
        self._named = {key}

    def take(self, keys: Iterable[Key], most: int = _MOST) -> list[Key]:
        """The first of some keys that the page has not named yet."""
        wanted = max(0, min(most, _MOST_LINKS + 1 - len(self._named)))
        found: dict[Key, None] = {}
        for key in keys:  # no further than needed: thousands of terms may share a name
            if len(found) >= wanted:
                break
            if key not in self._named:
                found[key] = None
        self._named.update(found)
        return list(found)


def term_page(site: Site, key: Key) -> TermPage:
    """The page of a term."""
    language, graph = key[0], site.graph
    term, relations, path = graph.terms[key], graph.relations(key), path_before(site, key)
    named, users = Named(key), _users(site, term)
    homonyms = _homonyms(site, term, named)
    before_this = site.links(named.take(path.terms, len(path.terms)), language)
    broader = site.links(named.take(relations.broader), language)
    narrower = site.links(named.take(relations.narrower), language)
    # Terms in the text and in the backlinks are close, too, but the page names them already.
    near = [each for each in graph.related_unnamed(key) if each not in users]  # by a shared name
    related = site.links(named.take((*relations.related, *near)), language)
    uses = _uses(site, term, users, named)
    body = site.linked_body(key, graph.body(key))
    row = site.row(key)
    place: Place = site.db.part(places_in_field, language, key) or Place()
    summary = site.summary(key)
    head = _head(site, term)
    return TermPage(
        head=replace(
            head,
            has_math=has_math(body.body),
            has_code=has_code(body.body),
        ),
        name=site.name(term.labels[0], language),
        other_names=site.other_names(term),
        reading=row.reading,
        body=with_lead(body, summary.text_run if summary else None),
        category=category_link(site, term),
        tags=tag_links(site, term),
        sections=sections(body.body),
        homonyms=homonyms,
        before_this=before_this,
        before_more=path.more,
        broader=broader,
        narrower=narrower,
        related=related,
        used_in=uses,
        uses=len(users),
        before=site.links(place.before, language),
        after=site.links(place.after, language),
        in_field=place.in_field,
    )


def _head(site: Site, term: Term) -> PageMeta:
    edit_url, history_url = site.repository_links(term.position.path)
    head = PageMeta(
        site.addresses[term.key],
        term.language,
        term.label,
        site.term_description(term),
        changed=site.changed(term),
        edit_url=edit_url,
        history_url=history_url,
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
    url = site.db.part(later_entries, source.path, term.key) or page.url
    return replace(page, url=f"{url}#{term.id}")


def _users(site: Site, term: Term) -> dict[Key, Key]:
    """The places that mention a term, each with the target of the mention: the term, or a shared name."""
    key, graph = term.key, site.graph
    found = dict.fromkeys(graph.users(key), key)
    if graph.ambiguous_names:
        for label in term.labels:
            name = shared_key(term.language, label.text)
            for place in graph.users(name):
                found.setdefault(place, name)
    found.pop(key, None)
    return found


def _uses(site: Site, term: Term, users: dict[Key, Key], named: Named) -> tuple[Use, ...]:
    """The first places that mention a term, terms before pages, some of them with the sentence."""
    places = named.take(sorted(users, key=lambda place: not is_term(place)), _QUOTED + _MOST)
    own, found = site.field(term.key), []
    for number, place in enumerate(places):
        use = site.use(place, users[place], term.language, quoted=number < _QUOTED)
        found.append(replace(use, category="") if use.category == own else use)
    return tuple(found)


def _homonyms(site: Site, term: Term, named: Named) -> tuple[LinkTo, ...]:
    """The other terms with a label of this one, or with a surface form that an ambiguous mention has."""
    found = named.take(_sharing(site, term))
    return tuple([_with_field(site, site.link(key, term.language), key) for key in found])


def _sharing(site: Site, term: Term) -> Iterator[Key]:
    ambiguous = site.graph.ambiguous_names
    for label in term.labels:
        yield from (each for each in site.graph.namesakes(label.text) if each[0] == term.language)
        if ambiguous and (name := shared_key(term.language, label.text)) in ambiguous:
            yield from site.terms_named(name)


def _with_field(site: Site, link: LinkTo, key: Key) -> LinkTo:
    """A link with the field of its term as a note, since the name alone is ambiguous."""
    return replace(link, note=site.field(key))


def disambiguation_page(site: Site, name: SharedName) -> DisambiguationPage:
    """The disambiguation page of a name that several terms share."""
    language = name.key[0]
    links = [(site.term_link(key, language), key) for key in name.terms]
    entries = tuple(replace(each, link=_with_field(site, each.link, key)) for each, key in links)
    head = site.head(
        site.addresses[name.key],
        language,
        name.label,
        has_math=excerpts_have_math(entry.summary for entry in entries),
    )
    return DisambiguationPage(head, site.name(site.label(name), language), entries)
