"""The search page of a language, and the search entries for all other pages."""

from __future__ import annotations

from collections.abc import Iterator

from glossgen.model import PAGE, Key, Label
from glossgen.query import Database, query
from glossgen.site.category_pages import named_categories
from glossgen.site.site import Site
from glossgen.site.term_pages import category_title
from glossgen.site.translations import language_alternates
from glossgen.site.values import SearchEntry, SearchPage
from glossgen.text.search_text import text_of


def search_url(site: Site, language: str) -> str:
    """The address of the search page; the index files are in the same folder."""
    return site.addresses.prefix(language) + "search/"


def search_page(site: Site, language: str) -> SearchPage:
    """The search page: a form that other sites and bookmarks can use with `?q=`."""
    alternates = language_alternates(site, lambda each: search_url(site, each))
    return SearchPage(site.head(search_url(site, language), language, "", alternates=alternates))


@query(keep=tuple[SearchEntry, ...], pooled=True, large=True)
def search_entries_in(db: Database, path: str) -> tuple[SearchEntry, ...]:
    """The search entries of a file: its terms, its page, its note."""
    return tuple(_entries(Site(db), path))


def category_search_entries(site: Site, language: str) -> Iterator[SearchEntry]:
    """The search entries of the categories of a language that front matter names."""
    for lang, name in named_categories(site):
        if lang == language:
            yield SearchEntry("category", site.addresses.category(language, name), (name,))


def _entries(site: Site, path: str) -> Iterator[SearchEntry]:
    source = site.graph.find_source(path)
    if source is None:
        return
    keys = site.graph.keys_in(path)
    yield from (_term(site, key) for key in keys)
    if source.form.holds_entries and keys:
        url = site.addresses[(source.language, PAGE + path)]
        yield SearchEntry("category", url, (source.title,), text=text_of(site.intro(source)))
    if source.note:
        key = source.note.key
        yield SearchEntry(
            "note", site.addresses[key], (source.note.title,), text=text_of(site.graph.body(key))
        )


def _term(site: Site, key: Key) -> SearchEntry:
    term = site.graph.terms[key]
    return SearchEntry(
        kind="term",
        url=site.addresses[key],
        names=_names(term.labels, hidden=False),
        hidden=(*_names(term.labels[1:], hidden=True), *_readings(term.labels)),
        reading=term.reading,
        uses=site.graph.count_users(key),
        text=text_of(site.graph.body(key)),
        field=category_title(site, key),
    )


def _readings(labels: tuple[Label, ...]) -> Iterator[str]:
    """The readings of alternative labels: a term can be found by them like by its names."""
    names = {label.text for label in labels}
    yield from dict.fromkeys(
        label.reading for label in labels if label.reading and label.reading not in names
    )


def _names(labels: tuple[Label, ...], *, hidden: bool) -> tuple[str, ...]:
    return tuple(label.text for label in labels if label.hidden is hidden)
