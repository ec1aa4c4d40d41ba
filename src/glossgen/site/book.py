"""A glossary in one language as a book: chapters of entries, and an index.

A chapter is a file of entries, a category of articles, or a note. Ids in the book begin with that of
their chapter, because entries of two files may have the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import itemgetter

from msgspec import Struct

from glossgen.model import PAGE, SourceKind
from glossgen.site.category_order import category_name, rank
from glossgen.site.category_pages import category_entry
from glossgen.site.home_pages import home_title
from glossgen.site.index_pages import all_rows
from glossgen.site.site import Site
from glossgen.site.values import CategoryEntry, IndexRow, LinkedBody


class Chapter(Struct, frozen=True):
    """A chapter: its title, the text before its entries, and its entries. `url` is that of its page."""

    title: str
    intro: LinkedBody
    entries: tuple[CategoryEntry, ...] = ()
    url: str = ""


class Book(Struct, frozen=True):
    """A book in one language. `changed` is the date of its last change (ISO 8601), if one is known."""

    language: str
    title: str
    intro: LinkedBody
    chapters: tuple[Chapter, ...]
    index: tuple[IndexRow, ...]
    changed: str = ""


def make_book(site: Site, language: str) -> Book:
    """The book of a language: files and categories in the order of the configuration, then notes."""
    home = site.home_source(language)
    intro = site.linked_body((language, PAGE + home.path), site.intro(home)) if home else LinkedBody()
    found = sorted((*_files(site, language), *_categories(site, language)), key=itemgetter(0))
    chapters = (*(chapter for _, chapter in found), *_notes(site, language))
    changed = max((site.changed(term) for term in site.ordered(language)), default="")
    rows = all_rows(site.db, (language, ""))
    return Book(language, home_title(site, language), intro, chapters, rows, changed)


def _files(site: Site, language: str) -> Iterator[tuple[int, Chapter]]:
    """The files of entries, each with its rank."""
    for source in site.graph.sources:
        if source.language == language and source.form.holds_entries and source.terms:
            key = (language, PAGE + source.path)
            intro = site.linked_body(key, site.intro(source))
            terms = [site.graph.terms[each.key] for each in source.terms]
            entries = tuple(category_entry(site, term, site.graph.body(term.key)) for term in terms)
            place = rank(site, category_name(site, terms[0].key))
            yield place, Chapter(source.title, intro, entries, site.addresses[key])


def _categories(site: Site, language: str) -> Iterator[tuple[int, Chapter]]:
    """The articles of each category, each category with its rank; articles without one are in the last."""
    found: Mapping[str, list[CategoryEntry]] = defaultdict(list)
    for term in site.ordered(language):
        if site.source_of(term.key).form is SourceKind.ARTICLE:
            found[term.meta.category].append(category_entry(site, term, site.graph.body(term.key)))
    for name, entries in sorted(found.items(), key=lambda item: not item[0]):
        url = site.addresses.category(language, name) if name else ""
        yield rank(site, name), Chapter(name, LinkedBody(), tuple(entries), url)


def _notes(site: Site, language: str) -> Iterator[Chapter]:
    for key, note in site.graph.notes.items():
        if note.language == language:
            yield Chapter(note.title, site.linked_body(key, site.graph.body(key)), url=site.addresses[key])
