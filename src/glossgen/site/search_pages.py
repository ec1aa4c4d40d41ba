"""The search page of a language, and the search entries of all other pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from glossgen.model import PAGE, Key, Label, Note, Source, SourceKind, Term
from glossgen.ondemand import Later
from glossgen.site.content_pages import named_categories
from glossgen.site.site import Site
from glossgen.site.values import SearchEntry, SearchPage


def search_url(site: Site, language: str) -> str:
    """The address of the search page; its index is in the same folder."""
    return site.addresses.prefix(language) + "search/"


def search_page(site: Site, language: str) -> SearchPage:
    """A form that works from anywhere (`?q=`), and the entries to be found."""
    several = len(site.languages) > 1
    alternates = tuple((lang, search_url(site, lang)) for lang in site.languages) if several else ()
    head = site.head(search_url(site, language), language, "", alternates=alternates)
    entries = (*_terms(site, language), *_categories(site, language), *_notes(site, language))
    return SearchPage(head, entries)


def search_entries(site: Site, keys: Collection[Key], language: str) -> Iterator[SearchEntry]:
    """The entries of some terms, notes and files of a language, in the order of `keys`."""
    for key in keys:
        if key[0] != language:
            continue
        if key in site.graph.terms:
            yield _term(site, site.graph.terms[key])
        elif key in site.graph.notes:
            yield _note(site, site.graph.notes[key])
        else:
            path = key[1].removeprefix(PAGE)
            yield from (_file(site, each) for each in site.graph.glossary.sources if each.path == path)


def _terms(site: Site, language: str) -> Iterator[SearchEntry]:
    for term in site.ordered(language):
        yield _term(site, term)


def _term(site: Site, term: Term) -> SearchEntry:
    terms, key = site.graph.terms, term.key
    return SearchEntry(
        kind="term",
        url=site.addresses[term.key],
        names=_names(term.labels, hidden=False),
        hidden=_names(term.labels[1:], hidden=True),
        reading=term.reading,
        uses=site.graph.count_users(term),
        body=Later(lambda: terms[key].body),  # a large site has no room for all of them at once
    )


def _names(labels: tuple[Label, ...], *, hidden: bool) -> tuple[str, ...]:
    return tuple(label.text for label in labels if label.hidden is hidden)


def _categories(site: Site, language: str) -> Iterator[SearchEntry]:
    for source in site.graph.glossary.sources:
        if source.language == language and source.form is SourceKind.HEADINGS and source.terms:
            yield _file(site, source)
    for lang, name in named_categories(site):
        if lang == language:
            yield SearchEntry("category", site.addresses.category(language, name), (name,))


def _notes(site: Site, language: str) -> Iterator[SearchEntry]:
    for note in site.graph.glossary.notes:
        if note.language == language:
            yield _note(site, note)


def _file(site: Site, source: Source) -> SearchEntry:
    url = site.addresses[(source.language, PAGE + source.path)]
    return SearchEntry("category", url, (source.title,), body=source.intro)


def _note(site: Site, note: Note) -> SearchEntry:
    return SearchEntry("note", site.addresses[note.key], (note.title,), body=note.body)
