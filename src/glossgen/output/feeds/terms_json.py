"""`terms.json`: the whole glossary for other programs, documented in docs/terms-json.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.json import Encoder

from glossgen.graph.nearness import is_term
from glossgen.model import Key, Label, Note, SourceKind, Term
from glossgen.query import Database, query
from glossgen.site.site import Site
from glossgen.text import plain, plain_run
from glossgen.text.urls import encode

NAME = "terms.json"

VERSION = 1
"""Incremented when a field is removed or changes its meaning; fields may be added at any time."""

Address = Callable[[str], str]
JsonStrings = dict[str, str]
"""The fields of one object, each encoded as JSON."""


def terms_json(head: dict[str, object], terms: Iterable[str], notes: Iterable[str]) -> Iterator[bytes]:
    """All terms and notes of all languages as JSON (RFC 8259), with one line for each term and note."""
    yield b"{\n"
    for name, value in head.items():
        yield f"{_json(name)}: {_json(value)},\n".encode()
    yield from _list("terms", terms)
    yield b",\n"
    yield from _list("notes", notes)
    yield b"\n}\n"


def head_of(site: Site, generator: str) -> dict[str, object]:
    """The fields of the file before the terms."""
    return {
        "version": VERSION,
        "generator": generator,
        "title": site.config.title,
        "description": site.config.description,
        "base_url": site.config.base_url,
        "languages": list(site.languages),
    }


@query(keep=tuple[tuple[Key, str], ...], pooled=True, large=True)
def json_lines(db: Database, path: str) -> tuple[tuple[Key, str], ...]:
    """The line of each term and note of a file.

    Addresses are absolute URLs. If the site has no base URL, they are percent-encoded and relative
    to the site root.
    """
    site, refs = Site(db), _Refs()
    base: str = site.config.base_url

    def address(url: str) -> str:
        return base + encode(url)

    source = site.graph.find_source(path)
    if source is None:
        return ()
    lines = [
        (key, _object(_term(site, site.graph.terms[key], address, refs))) for key in site.graph.keys_in(path)
    ]
    if source.note:
        lines.append((source.note.key, _object(_note(site, source.note, address, refs))))
    return tuple(lines)


_ENCODER = Encoder()


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()


def _list(name: str, values: Iterable[str]) -> Iterator[bytes]:
    """A list of objects, with one line for each."""
    yield f'"{name}": ['.encode()
    before = "\n"
    for value in values:
        yield f"{before}{value}".encode()
        before = ",\n"
    yield b"]" if before == "\n" else b"\n]"


def _object(value: JsonStrings) -> str:
    """An object with its non-empty fields and the mandatory ones. Values are encoded as JSON already."""
    kept = [f'"{name}":{each}' for name, each in value.items() if each not in _NOTHING or name in _ALWAYS]
    return "{" + ",".join(kept) + "}"


class _Refs(dict[Key, str]):
    """References to terms as JSON, memoised: the same ones occur many times."""

    def __missing__(self, key: Key) -> str:
        language, identity = key
        self[key] = text = _json({"language": language, "id": identity})
        return text

    def listed(self, keys: Iterable[Key]) -> str:
        """A list of references."""
        return "[" + ",".join([self[key] for key in keys]) + "]"


def _term(site: Site, term: Term, address: Address, refs: _Refs) -> JsonStrings:
    graph, key = site.graph, term.key
    relations, summary = graph.relations(key), site.summary(key)
    return {
        "id": _json(term.id),
        "language": _json(term.language),
        "label": _json(term.label),
        "reading": _json(term.reading),
        "labels": _json([_label(label) for label in term.labels]),
        "url": _json(address(site.addresses[key])),
        "summary": _json(plain_run(summary.text_run) if summary else ""),
        "definition": _json(plain(graph.body(key))),
        "category": _json(_category(site, term, address)),
        "tags": _json(term.meta.tags),
        "broader": refs.listed(relations.broader),
        "narrower": refs.listed(relations.narrower),
        "related": refs.listed(relations.related),
        "requires": refs.listed(relations.requires),
        "mentions": refs.listed(graph.links(key)),
        "mentioned_by": refs.listed([place for place in graph.users(key) if is_term(place) and place != key]),
        "translations": refs.listed([other.key for other in site.translations_of(term)]),
        "anchors": _json(term.anchors),
        "source": _json(f"{term.position.path}:{graph.line(key)}"),
        **_dates(site, term),
    }


_NOTHING = frozenset(('""', "[]", "{}"))
_ALWAYS = frozenset(("id", "language", "label", "labels", "url", "definition", "text", "title", "mentions"))
"""The fields that are present even if they are empty."""


def _note(site: Site, note: Note, address: Address, refs: _Refs) -> JsonStrings:
    return {
        "id": _json(note.id),
        "language": _json(note.language),
        "title": _json(note.title),
        "url": _json(address(site.addresses[note.key])),
        "text": _json(plain(site.graph.body(note.key))),
        "mentions": refs.listed(site.graph.links(note.key)),
        "source": _json(f"{note.position.path}:{note.position.line}"),
        **_dates(site, note),
    }


def _dates(site: Site, thing: Term | Note) -> JsonStrings:
    return {"date": _json(thing.meta.date), "changed": _json(site.changed(thing))}


def _label(label: Label) -> dict[str, object]:
    value: dict[str, object] = {"text": label.text, "language": label.language}
    if label.reading:
        value["reading"] = label.reading
    return value | ({"hidden": True} if label.hidden else {})


def _category(site: Site, term: Term, address: Address) -> dict[str, str]:
    source = site.source_of(term.key)
    if source.form is SourceKind.ARTICLE:
        name = term.meta.category
        return {"title": name, "url": address(site.addresses.category(term.language, name))} if name else {}
    page = site.link((source.language, "page:" + source.path), term.language)
    return {"title": page.text, "url": address(page.url)}
