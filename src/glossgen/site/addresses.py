"""The address of every page: readable, stable, lower case, relative to the site root."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from glossgen.graph import TermGraph
from glossgen.model import DISAMBIGUATION, PAGE, Key, Source, SourceKind, Term
from glossgen.site.shared_names import SharedName, shared_names
from glossgen.text.slug import safe_name, slugify


class Addresses(Struct, frozen=True):
    """The address of each page. A site in several languages has a tree for each.

    `urls` holds those of terms, notes, source files and shared names; `shared`
    the names that need a page of their own.
    """

    urls: Mapping[Key, str]
    shared: tuple[SharedName, ...]
    several: bool

    @classmethod
    def of(cls, graph: TermGraph, languages: tuple[str, ...]) -> Addresses:
        """The addresses of a glossary."""
        several = len(languages) > 1
        urls: dict[Key, str] = {}
        for source in graph.glossary.sources:
            _add_source(urls, source, several)
        shared = _add_shared(urls, graph, several)
        return cls(urls, shared, several)

    def prefix(self, language: str) -> str:
        """The way from the site root to the tree of a language."""
        return _prefix(language, self.several)

    def home(self, language: str) -> str:
        """The address of the home page of a language."""
        return self.prefix(language)

    def index(self, language: str) -> str:
        """The address of the index of a language."""
        return self.prefix(language) + "index/"

    def map(self, language: str) -> str:
        """The address of the map of a language."""
        return self.prefix(language) + "map/"

    def category(self, language: str, name: str) -> str:
        """The page of a category that is named in front matter, and is no file."""
        return f"{self.prefix(language)}categories/{slugify(name)}/"

    def __getitem__(self, key: Key) -> str:
        """The address of a term, note, source file or shared name."""
        return self.urls[key]


def _prefix(language: str, several: bool) -> str:
    return f"{language}/" if several else ""


def _add_source(urls: dict[Key, str], source: Source, several: bool) -> None:
    prefix = _prefix(source.language, several)
    page = (
        prefix if source.form is SourceKind.INDEX else f"{prefix}{clean_path(source.slug).lower() or 'page'}/"
    )
    if source.note:
        page = _asked(source.note.meta.url, source.language, several) or page
        urls[source.note.key] = page
    for term in source.terms:
        urls[term.key] = _term_url(term, source, prefix, page, several)
    urls[(source.language, PAGE + source.path)] = page


def _term_url(term: Term, source: Source, prefix: str, page: str, several: bool) -> str:
    if source.form is SourceKind.ARTICLE:
        return _asked(term.meta.url, term.language, several) or page
    return f"{prefix}terms/{term.id}/"


def _add_shared(urls: dict[Key, str], graph: TermGraph, several: bool) -> tuple[SharedName, ...]:
    """Give each shared name its address, and return those that need a page.

    A term whose page already stands where the page of the name would stand
    keeps it: its address must not change when another term takes its name. If
    it has the name too, its page leads on to the others and is enough.
    """
    owners = {url: key for key, url in urls.items()}
    pages: list[SharedName] = []
    for key, name in shared_names(graph).items():
        url = f"{_prefix(key[0], several)}terms/{key[1].removeprefix(DISAMBIGUATION)}/"
        owner = owners.get(url)
        if owner not in name.terms:
            pages.append(name)
            url = url if owner is None else f"{url[:-1]}-names/"
        urls[key] = url
    return tuple(pages)


def _asked(url: str, language: str, several: bool) -> str:
    """The address that front matter asks for, inside the tree of its language."""
    path = clean_path(_path(url))
    if not path:
        return ""
    if several and path.split("/")[0] != language:
        path = f"{language}/{path}"
    return path if path.endswith(".html") else path + "/"


def _path(url: str) -> str:
    """The path of an address; a whole address is one of this site."""
    try:
        return unquote(urlsplit(url).path) if "://" in url else url
    except ValueError:
        return ""


def clean_path(path: str) -> str:
    """An address without empty, `.` and `..` parts, each of them a name that every system takes."""
    return "/".join(name for name in map(safe_name, path.split("/")) if name)
