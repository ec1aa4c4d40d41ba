"""Files that only redirect (`redirect_to` of Jekyll): their addresses and titles are those of the targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from glossgen.model import Label, Meta, Note, Source, Term
from glossgen.text.case_folding import fold_name


def with_redirects(sources: Iterable[Source], stubs: Iterable[tuple[str, str, str]]) -> Iterator[Source]:
    """The sources, with the addresses of the files that redirect to them as aliases of articles and notes.

    `stubs` are the addresses of such files, with the target and the title, which is another label of an
    article. A target is found by its `url`, by its path, or by the last part of either if that is unique.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for address, target, title in stubs:
        for name in _names(_path(target)):
            wanted[name].append(f"/{address}/")
            titles[f"/{address}/"] = title
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
        labels = tuple(dict.fromkeys(titles[alias] for alias in aliases if titles[alias]))
        yield _with_aliases(source, aliases, labels) if aliases else source


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


def _with_aliases(source: Source, aliases: tuple[str, ...], labels: tuple[str, ...]) -> Source:
    note = source.note and replace(source.note, meta=_extended(source.note, aliases))
    terms = tuple(replace(_with_labels(term, labels), meta=_extended(term, aliases)) for term in source.terms)
    return replace(source, note=note, terms=terms)


def _with_labels(term: Term, texts: tuple[str, ...]) -> Term:
    known = {fold_name(label.text) for label in term.labels}
    added = (Label(text, term.language) for text in texts if fold_name(text) not in known)
    return replace(term, labels=(*term.labels, *added))


def _extended(thing: Term | Note, aliases: tuple[str, ...]) -> Meta:
    return replace(thing.meta, aliases=tuple(dict.fromkeys((*thing.meta.aliases, *aliases))))
