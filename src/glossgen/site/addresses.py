"""The address of every page, and of every name that several terms share.

Addresses are readable, stable, in lower case, and relative to the site root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from glossgen.model import DISAMBIGUATION, PAGE, Key, Note, Source, SourceKind, Term
from glossgen.text.slug import safe_name, slugify

MOST_BYTES = 1000
"""The longest address that a file or its writer may ask for, in bytes of UTF-8."""


class SharedName(Struct, frozen=True, array_like=True):
    """A name with its terms, and the key that mentions get which could mean any of them."""

    key: Key
    label: str
    terms: tuple[Key, ...]


def shared_key(language: str, label: str) -> Key:
    """The key of a shared name as the target of a mention."""
    return (language, DISAMBIGUATION + slugify(label))


def prefix(language: str, in_folder: bool) -> str:
    """The path from the site root to the folder of a language; empty for one that stands at the root.

    Some languages are called like a device of Windows (`con`, `aux`), which no folder may be.
    """
    return f"{safe_name(language)}/" if in_folder else ""


def source_urls(source: Source, in_folder: bool, is_free: Callable[[str], bool]) -> Iterator[tuple[Key, str]]:
    """The addresses of the terms and notes of a file, and of its page.

    One that front matter asks for counts if it is free.
    """
    above = prefix(source.language, in_folder)
    page = (
        above if source.form is SourceKind.INDEX else f"{above}{clean_path(source.slug).lower() or 'page'}/"
    )
    if source.note:
        asked = requested_url(source.note, in_folder)
        page = asked if asked and is_free(asked) else page
        yield source.note.key, page
    for term in source.terms:
        url = f"{above}terms/{term.id}/"
        if source.form is SourceKind.ARTICLE:
            asked = requested_url(term, in_folder)
            url = asked if asked and is_free(asked) else page
        yield term.key, url
    yield (source.language, PAGE + source.path), page


def asking_for_urls(source: Source) -> Iterator[Term | Note]:
    """The entry or note of a file whose front matter may ask for an address."""
    if source.note:
        yield source.note
    if source.form is SourceKind.ARTICLE:
        yield from source.terms


def shared_url(name: SharedName, owners: Mapping[str, Key], in_folder: bool) -> tuple[str, bool]:
    """The address of a shared name, and whether it needs a page of its own.

    If a term already has the address that the page of the name would get, the term keeps it: an
    address must not change when another term gets the same name. If the term has that name, its
    page links to the other terms, so no separate page is needed.
    """
    language, identity = name.key
    url = f"{prefix(language, in_folder)}terms/{identity.removeprefix(DISAMBIGUATION)}/"
    owner = owners.get(url)
    if owner in name.terms:
        return url, False
    return (url if owner is None else f"{url[:-1]}-names/"), True


def requested_url(thing: Term | Note, in_folder: bool) -> str:
    """The address that front matter asks for, below the folder of its language; empty if it asks for none."""
    path = clean_path(_path(thing.meta.url))
    if not path:
        return ""
    above = prefix(thing.language, in_folder)
    if not f"{path}/".startswith(above):
        path = above + path
    return path if path.endswith(".html") else path + "/"


def _path(url: str) -> str:
    """The path of an address; of a complete URL, its path on this site."""
    try:
        return unquote(urlsplit(url).path) if "://" in url else url
    except ValueError:
        return ""


def clean_path(path: str) -> str:
    """An address without empty, `.` and `..` parts, each part a valid file name on every system.

    What is beyond `MOST_BYTES` is left out: no system has paths of any length.
    """
    names = [name for name in map(safe_name, path.split("/")) if name]
    if len(path) * 4 > MOST_BYTES:
        lengths = accumulate(len(name.encode()) + 1 for name in names)
        names = [name for name, length in zip(names, lengths, strict=True) if length <= MOST_BYTES]
    return "/".join(names)
