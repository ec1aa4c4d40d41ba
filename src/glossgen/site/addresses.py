"""The address of every page: readable, stable, lower case, relative to the site root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from glossgen.model import DISAMBIGUATION, PAGE, Key, Source, SourceKind, Term
from glossgen.site.shared_names import SharedName
from glossgen.text.slug import safe_name


def prefix(language: str, several: bool) -> str:
    """The way from the site root to the tree of a language."""
    return f"{language}/" if several else ""


def source_urls(source: Source, several: bool) -> Iterator[tuple[Key, str]]:
    """The addresses of what is in a file, and that of its page."""
    above = prefix(source.language, several)
    page = (
        above if source.form is SourceKind.INDEX else f"{above}{clean_path(source.slug).lower() or 'page'}/"
    )
    if source.note:
        page = _asked(source.note.meta.url, source.language, several) or page
        yield source.note.key, page
    for term in source.terms:
        yield term.key, _term_url(term, source, above, page, several)
    yield (source.language, PAGE + source.path), page


def _term_url(term: Term, source: Source, above: str, page: str, several: bool) -> str:
    if source.form is SourceKind.ARTICLE:
        return _asked(term.meta.url, term.language, several) or page
    return f"{above}terms/{term.id}/"


def shared_url(name: SharedName, owners: Mapping[str, Key], several: bool) -> tuple[str, bool]:
    """The address of a shared name, and whether it needs a page of its own.

    A term whose page already stands where the page of the name would stand
    keeps it: its address must not change when another term takes its name. If
    it has the name too, its page leads on to the others and is enough.
    """
    language, identity = name.key
    url = f"{prefix(language, several)}terms/{identity.removeprefix(DISAMBIGUATION)}/"
    owner = owners.get(url)
    if owner in name.terms:
        return url, False
    return (url if owner is None else f"{url[:-1]}-names/"), True


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
