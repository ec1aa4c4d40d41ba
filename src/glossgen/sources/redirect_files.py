"""Files that only redirect (`redirect_to` of Jekyll): their addresses become aliases of the targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from glossgen.model import Meta, Note, Source, Term


def with_redirects(sources: Iterable[Source], stubs: Iterable[tuple[str, str]]) -> Iterator[Source]:
    """The sources, with the addresses of the files that redirect to them as aliases of articles and notes.

    `stubs` are pairs of the address of such a file and its target. A target is found by its `url`, by its
    path, or by the last part of either if that is unique.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for address, target in stubs:
        for name in _names(_path(target)):
            wanted[name].append(f"/{address}/")
    if not wanted:
        yield from sources
        return
    sources = list(sources)
    owners: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for name in _names_of(source):
            owners[name].add(source.path)
    for source in sources:
        own = [name for name in _names_of(source) if name in wanted and owners[name] == {source.path}]
        aliases = tuple(dict.fromkeys(alias for name in own for alias in wanted[name]))
        yield _with_aliases(source, aliases) if aliases else source


def _names(path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((path, path.rpartition("/")[2]))) if path else ()


def _names_of(source: Source) -> dict[str, None]:
    if source.form.holds_entries and not source.note:
        return {}
    things: list[Term | Note] = [*source.terms, *([source.note] if source.note else [])]
    paths = [source.slug, *(thing.meta.url for thing in things)]
    return dict.fromkeys(name for path in paths for name in _names(_path(path)))


def _path(address: str) -> str:
    """The path of an address without its ending, case-folded; empty if the address is on another host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = PurePosixPath(unquote(parts.path).casefold().strip("/"))
    return (
        ""
        if parts.netloc
        else str(path.with_suffix("") if path.suffix in (".html", ".md") else path).strip(".")
    )


def _with_aliases(source: Source, aliases: tuple[str, ...]) -> Source:
    note = source.note and replace(source.note, meta=_extended(source.note, aliases))
    terms = tuple(replace(term, meta=_extended(term, aliases)) for term in source.terms)
    return replace(source, note=note, terms=terms)


def _extended(thing: Term | Note, aliases: tuple[str, ...]) -> Meta:
    return replace(thing.meta, aliases=tuple(dict.fromkeys((*thing.meta.aliases, *aliases))))
