"""Queries shared by all pages: addresses, orders, link texts, quoted sentences."""

from __future__ import annotations

from msgspec import Struct

from glossgen.config.queries import Settings, setting
from glossgen.config.root_files import root_files
from glossgen.graph.queries import ambiguous_names
from glossgen.link.lexicon_queries import forms_in, forms_of_label
from glossgen.link.queries import mentions_in
from glossgen.model import PAGE, Body, Key, SourceKind, Term, TextRun
from glossgen.query import Database, query
from glossgen.site.addresses import SharedName, prefix, shared_key, shared_url, source_urls
from glossgen.site.claims import Claims
from glossgen.site.index_rows import in_order
from glossgen.site.quotes import quote, telling_quote
from glossgen.site.values import Excerpt
from glossgen.sources.places import body_of, paths
from glossgen.sources.queries import glossary, keys_in, sources, terms
from glossgen.text import first_place
from glossgen.text.kana import needed_reading

# -- languages and addresses -------------------------------------------------------


@query(keep=tuple[str, ...])
def site_languages(db: Database, _: str) -> tuple[str, ...]:
    """The languages of the site: those of the configuration, then those found in the sources."""
    wanted: tuple[str, ...] = Settings(db).languages
    met = {source.language for source in db.get(sources, "")}
    found = dict.fromkeys([*(language for language in wanted if language in met), *sorted(met)])
    return tuple(found) or wanted[:1] or ("en",)


@query(keep=tuple[SharedName, ...])
def shared_names(db: Database, _: str) -> tuple[SharedName, ...]:
    """Every label that several terms share, and every shared name that a mention resolved to as ambiguous."""
    found: dict[Key, tuple[str, dict[Key, None]]] = {}
    known = db.get(terms, "")
    for (language, label), keys in _homonyms(known).items():
        _, owners = found.setdefault(shared_key(language, label), (label, {}))
        owners.update(dict.fromkeys(keys))
    ambiguous = frozenset(db.get(ambiguous_names, "")) - found.keys()
    if ambiguous:
        for term in known.values():
            for each in term.labels:
                key = shared_key(term.language, each.text)
                if key in ambiguous:
                    _, owners = found.setdefault(key, (each.text, {}))
                    owners.update(dict.fromkeys(_sharers(db, term, each.text)))
    return tuple(SharedName(key, label, tuple(keys)) for key, (label, keys) in found.items())


def _sharers(db: Database, term: Term, label: str) -> list[Key]:
    """The terms that share a surface form of a label with its term, such as the initials in its brackets.

    An ambiguous mention has that label as its target, whichever surface form it has in the text.
    """
    path = db.part(paths, "", term.key)
    own = [form.key for form in db.get(forms_in, path) if form.term == term.key and form.label == label]
    groups = [[form.term for form in forms_of_label(db, term.language, key) or ()] for key in own]
    shared = [each for group in groups if len(set(group)) > 1 for each in group]
    return shared or [each for group in groups for each in group]


def _homonyms(known: dict[Key, Term]) -> dict[tuple[str, str], list[Key]]:
    """The labels that several terms of one language share, by (language, label)."""
    first: dict[tuple[str, str], Key] = {}
    shared: dict[tuple[str, str], dict[Key, None]] = {}
    for key, term in known.items():
        for label in term.labels:
            name = (term.language, label.text)
            owner = first.setdefault(name, key)
            if owner != key:
                shared.setdefault(name, {owner: None})[key] = None
    return {name: list(shared[name]) for name in first if name in shared}


def claims_of_site(db: Database) -> Claims[str]:
    """What no writer of an entry can have: the pages that every site has, and the files of its owner."""
    claims: Claims[str] = Claims()
    for path in db.input(root_files, ""):
        claims.claim_file(path, owners_file(path))
    for above in {prefix(language, has_folder(db, language)) for language in db.get(site_languages, "")}:
        for page in ("", "index/", "search/", "404.html"):
            claims.claim_page(above + page, f"the page “{above}{page or 'index.html'}” of the site itself")
    return claims


def owners_file(path: str) -> str:
    """How problems name a file in `static/root/`."""
    return f"the file “static/root/{path}”"


class AddressBook(Struct, frozen=True, array_like=True):
    """The address of each term, note, file and shared name, and the names that need a page of their own."""

    urls: tuple[tuple[Key, str], ...]
    shared: tuple[SharedName, ...]


def has_folder(db: Database, language: str) -> bool:
    """Whether the pages of a language are in a folder of its own, and not at the root of the site."""
    return len(db.get(site_languages, "")) > 1 and language != db.input(setting, "root_language")


@query(keep=AddressBook)
def address_book(db: Database, _: str) -> AddressBook:
    """The addresses of all terms, notes, files and shared names."""
    urls: dict[Key, str] = {}
    claims = claims_of_site(db)
    for source in db.get(sources, ""):
        in_folder = has_folder(db, source.language)
        urls.update(source_urls(source, in_folder, lambda url: claims.owner_of(url) is None))
    owners = {url: key for key, url in urls.items()}
    pages: list[SharedName] = []
    for name in db.get(shared_names, ""):
        url, needs_page = shared_url(name, owners, has_folder(db, name.key[0]))
        urls[name.key] = url
        if needs_page:
            pages.append(name)
    return AddressBook(tuple(urls.items()), tuple(pages))


@query(table=True, keep=str)
def urls(db: Database, _: str) -> dict[Key, str]:
    """The address of each term, note, file and shared name."""
    return dict(db.get(address_book, "").urls)


@query(table=True, keep=Key)
def term_at(db: Database, _: str) -> dict[str, Key]:
    """The term at each address."""
    known = db.get(terms, "")
    return {url: key for key, url in db.get(address_book, "").urls if key in known}


class LinkRow(Struct, frozen=True, array_like=True):
    """The data of a term, note or file in lists: its address, its title and the language of the title.

    A term also has its reading, if the name needs one, and the title of its field. So a page that lists a
    term does not depend on its alternative labels. `written`: the source of a title with formulas.
    """

    url: str
    text: str
    language: str
    reading: str = ""
    field: str = ""
    written: str = ""


@query(table=True, keep=LinkRow)
def link_rows(db: Database, _: str) -> dict[Key, LinkRow]:
    """The data of a link to each term, note and file."""
    addresses = dict(db.get(address_book, "").urls)
    title = None
    rows: dict[Key, LinkRow] = {}
    for source in db.get(sources, ""):
        page = (source.language, PAGE + source.path)
        if not source.title and title is None:
            title = Settings(db).title
        rows[page] = LinkRow(addresses[page], source.title or title or "", "", written=source.written)
        for term in source.terms:
            label, field = term.labels[0], source.title if source.form.holds_entries else term.meta.category
            reading = needed_reading(label.text, term.reading)
            rows[term.key] = LinkRow(
                addresses[term.key], label.text, label.language, reading, field, label.written
            )
        if source.note:
            note = source.note
            rows[note.key] = LinkRow(addresses[note.key], note.title, note.language, written=note.written)
    return rows


@query(table=True, keep=tuple[tuple[str, str], ...])
def counterparts(db: Database, _: str) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """For each (slug, kind) that files in several languages have: the page in each language."""
    known = db.get(site_languages, "")
    found: dict[tuple[str, str], dict[str, str]] = {}
    addresses = dict(db.get(address_book, "").urls)
    for source in db.get(sources, ""):
        same = found.setdefault((source.slug, source.form.value), {})
        same.setdefault(source.language, addresses[(source.language, PAGE + source.path)])
    return {
        place: tuple((language, same[language]) for language in known if language in same)
        for place, same in found.items()
        if len(same) > 1
    }


@query(table=True, keep=str)
def home_sources(db: Database, _: str) -> dict[str, str]:
    """The source file of each language's home page."""
    found: dict[str, str] = {}
    for source in db.get(sources, ""):
        if source.form is SourceKind.INDEX:
            found.setdefault(source.language, source.path)
    return found


# -- order -------------------------------------------------------------------------

SortName = tuple[Key, str, str]
"""A term by its key, with its reading and its preferred label."""


@query(keep=tuple[SortName, ...])
def sort_names(db: Database, language: str) -> tuple[SortName, ...]:
    """The data by which the index of a language is sorted."""
    return tuple(
        (key, term.reading, term.label)
        for key, term in db.get(terms, "").items()
        if term.language == language
    )


@query(keep=tuple[Key, ...])
def order(db: Database, language: str) -> tuple[Key, ...]:
    """The keys of the terms of a language in the order of its index."""
    named = db.get(sort_names, language)
    ordered = in_order(named, lambda each: (each[1], each[2]), lambda each: each[0][1], language)
    return tuple(each[0] for each in ordered)


# -- sentences -----------------------------------------------------------------------

LONGEST_DEFINITION = 320
"""The most characters of a defining sentence in lists: nearly all are shown whole."""


@query(table=True, keep=Excerpt, pooled=True, large=True)
def summaries(db: Database, path: str) -> dict[Key, Excerpt]:
    """The defining sentence of each term of a file, which lists show on many pages."""
    found: dict[Key, Excerpt] = {}
    for key in db.part(keys_in, "", path) or ():
        body = body_of(db, key)
        begins = first_place(body)
        if begins is not None:
            runs = [part for part in body if isinstance(part, TextRun)]
            begin = begins[1]
            found[key] = Excerpt(quote(runs[begins[0]], begin, begin, LONGEST_DEFINITION).text_run)
    return found


class Text(Struct, frozen=True, array_like=True):
    """The text of a place of use, and its first mention of each target: the text run, and the span in it."""

    body: Body
    mentions: dict[Key, tuple[int, int, int]]


def _sentence(value: Text, target: Key) -> Excerpt | None:
    """The sentence with the first mention of a target."""
    return telling_quote(value.body, *value.mentions[target]) if target in value.mentions else None


@query(part=_sentence, large=True, parts_only=True)
def text(db: Database, key: Key) -> Text:
    """The text of a place of use, for quotation on other pages."""
    body = body_of(db, key)
    mentions: dict[Key, tuple[int, int, int]] = {}
    for each in mentions_in(db, key):
        mentions.setdefault(each.target, (each.text_run, each.start, each.end))
    return Text(body, mentions)


@query(keep=tuple[tuple[tuple[str, Key], ...], tuple[tuple[str, Key], ...]])
def published(db: Database, _: str) -> tuple[tuple[tuple[str, Key], ...], tuple[tuple[str, Key], ...]]:
    """Published addresses with their targets, and entries that have left a page, with its address."""
    applied = db.get(glossary, "")
    return applied.redirects, applied.moved
