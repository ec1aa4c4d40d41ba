"""Everything that the glossary says, for other programs: `terms.json`, documented in docs/terms-json.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Set
from mmap import mmap

from glossgen.model import Key, Note, SourceKind, Term
from glossgen.site.site import Site
from glossgen.text import plain, plain_run

NAME = "terms.json"

VERSION = 1
"""Grows when a field goes away or changes its meaning; new fields may come at any time."""

Address = Callable[[str], str]
JsonChunks = tuple[bytes | memoryview, ...]
"""The content of a file in order; most of it is part of the old one, and need not be copied."""

JsonStrings = dict[str, str]
"""The fields of one object, each as JSON."""


def terms_json(site: Site, address: Address, generator: str = "") -> Iterator[bytes]:
    """All terms and notes of all languages as JSON (RFC 8259), line by line: a line for each of them.

    `address` gives whole addresses, or percent-encoded ones that are relative
    to the site root when the site does not know where it will be.
    """
    head = {
        "version": VERSION,
        "generator": generator,
        "title": site.config.title,
        "description": site.config.description,
        "base_url": site.config.base_url,
        "languages": list(site.languages),
    }
    refs = _Refs()
    terms = (_term(site, term, address, refs) for lang in site.languages for term in site.ordered(lang))
    notes = (_note(site, note, address, refs) for note in site.graph.glossary.notes)
    yield b"{\n"
    for name, value in head.items():
        yield f"{_json(name)}: {_json(value)},\n".encode()
    yield from _list("terms", terms)
    yield b",\n"
    yield from _list("notes", notes)
    yield b"\n}\n"


def edited_terms_json(
    old: bytes | mmap, before: Site, after: Site, address: Address, keys: Set[Key]
) -> JsonChunks | None:
    """What `terms_json` makes of the site `after`, out of what it made of the site `before`.

    Only the terms and notes of `keys` may differ between the two, and nothing of
    their labels and order. None when `old` is not what `before` gives.
    """
    refs, whole, done = _Refs(), memoryview(old), 0
    made: list[bytes | memoryview] = []
    terms = [key for lang in after.languages for key in after.order[lang]]
    for opening, order in ((b'\n"terms": [\n', terms), (b'\n"notes": [\n', list(after.graph.notes))):
        if keys.isdisjoint(order):
            continue
        place = old.find(opening)
        if place < 0:
            return None
        start = place + len(opening)
        for key in order:
            end = old.find(b"\n", start)
            if key in keys:
                was, now = (_entry(site, key, address, refs) for site in (before, after))
                if old[start:end].removesuffix(b",") != was:
                    return None
                made += (whole[done:start], now)
                done = start + len(was)
            start = end + 1
    return (*made, whole[done:])


def _entry(site: Site, key: Key, address: Address, refs: _Refs) -> bytes:
    term = site.graph.terms.get(key)
    value = _term(site, term, address, refs) if term else _note(site, site.graph.notes[key], address, refs)
    return _object(value).encode()


_json = json.JSONEncoder(ensure_ascii=False).encode


def _list(name: str, values: Iterable[JsonStrings]) -> Iterator[bytes]:
    """A list of objects, a line for each."""
    yield f'"{name}": ['.encode()
    before = "\n"
    for value in values:
        yield f"{before}{_object(value)}".encode()
        before = ",\n"
    yield b"]" if before == "\n" else b"\n]"


def _object(value: JsonStrings) -> str:
    """The fields that say something, and those that are always there; what is JSON already stays."""
    kept = [f'"{name}": {each}' for name, each in value.items() if each not in _NOTHING or name in _ALWAYS]
    return "{" + ", ".join(kept) + "}"


class _Refs(dict[Key, str]):
    """References to terms as JSON: each is written many times, and made once."""

    def __missing__(self, key: Key) -> str:
        language, identity = key
        self[key] = text = _json({"language": language, "id": identity})
        return text

    def listed(self, keys: Iterable[Key]) -> str:
        """A list of references."""
        return "[" + ", ".join([self[key] for key in keys]) + "]"


def _term(site: Site, term: Term, address: Address, refs: _Refs) -> JsonStrings:
    graph, relations, key = site.graph, site.graph.relations, term.key
    summary = site.summary(term)
    return {
        "id": _json(term.id),
        "language": _json(term.language),
        "label": _json(term.label),
        "reading": _json(term.reading),
        "labels": _json([_label(label.text, label.language, label.hidden) for label in term.labels]),
        "url": _json(address(site.addresses[key])),
        "summary": _json(plain_run(summary.text_run) if summary else ""),
        "definition": _json(plain(term.body)),
        "category": _json(_category(site, term, address)),
        "tags": _json(term.meta.tags),
        "broader": refs.listed(relations.broader.get(key, ())),
        "narrower": refs.listed(relations.narrower.get(key, ())),
        "related": refs.listed(relations.related.get(key, ())),
        "mentions": refs.listed(graph.links(key)),
        "mentioned_by": refs.listed(
            [place for place in graph.users(key) if place in graph.terms and place != key]
        ),
        "translations": refs.listed([other.key for other in site.translations_of(term)]),
        "anchors": _json(term.anchors),
        "source": _json(f"{term.position.path}:{term.position.line}"),
        **_dates(site, term),
    }


_NOTHING = frozenset(('""', "[]", "{}"))
_ALWAYS = frozenset(("id", "language", "label", "labels", "url", "definition", "text", "title", "mentions"))
"""The fields that are there even when they are empty."""


def _note(site: Site, note: Note, address: Address, refs: _Refs) -> JsonStrings:
    return {
        "id": _json(note.id),
        "language": _json(note.language),
        "title": _json(note.title),
        "url": _json(address(site.addresses[note.key])),
        "text": _json(plain(note.body)),
        "mentions": refs.listed(site.graph.links(note)),
        "source": _json(f"{note.position.path}:{note.position.line}"),
        **_dates(site, note),
    }


def _dates(site: Site, thing: Term | Note) -> JsonStrings:
    return {"date": _json(thing.meta.date), "changed": _json(site.changed(thing))}


def _label(text: str, language: str, hidden: bool) -> dict[str, object]:
    label: dict[str, object] = {"text": text, "language": language}
    return label | ({"hidden": True} if hidden else {})


def _category(site: Site, term: Term, address: Address) -> dict[str, str]:
    source = site.source_of[term.key]
    if source.form is SourceKind.ARTICLE:
        name = term.meta.category
        return {"title": name, "url": address(site.addresses.category(term.language, name))} if name else {}
    page = site.link((source.language, "page:" + source.path), term.language)
    return {"title": page.text, "url": address(page.url)}
