"""Everything that the glossary says, for other programs: `terms.json`, documented in docs/terms-json.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from glossgen.body import plain, plain_flow
from glossgen.model import Form, Key, Note, Term
from glossgen.pages.site import Site

NAME = "terms.json"

VERSION = 1
"""Grows when a field goes away or changes its meaning; new fields may come at any time."""

Address = Callable[[str], str]
Value = dict[str, object]


def terms_json(site: Site, address: Address, generator: str = "") -> bytes:
    """All terms and notes of all languages as JSON (RFC 8259), a line for each.

    `address` gives whole addresses, or percent-encoded ones that are relative
    to the site root when the site does not know where it will be.
    """
    head: Value = {
        "version": VERSION,
        "generator": generator,
        "title": site.config.title,
        "description": site.config.description,
        "base_url": site.config.base_url,
        "languages": list(site.languages),
    }
    terms = [_term(site, term, address) for lang in site.languages for term in site.ordered(lang)]
    notes = [_note(site, note, address) for note in site.graph.glossary.notes]
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    lines += [f'"terms": {_lines(terms)}', f'"notes": {_lines(notes)}']
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(values: Iterable[Value]) -> str:
    listed = ",\n".join(_json(value) for value in values)
    return f"[\n{listed}\n]" if listed else "[]"


def _term(site: Site, term: Term, address: Address) -> Value:
    graph, relations = site.graph, site.graph.relations
    summary = site.summary(term)
    value: Value = {
        "id": term.id,
        "language": term.language,
        "label": term.label,
        "reading": term.reading,
        "labels": [_label(label.text, label.language, label.hidden) for label in term.labels],
        "url": address(site.addresses[term.key]),
        "summary": plain_flow(summary.flow) if summary else "",
        "definition": plain(term.body),
        "category": _category(site, term, address),
        "tags": list(term.meta.tags),
        "broader": _refs(relations.broader.get(term.key, ())),
        "narrower": _refs(relations.narrower.get(term.key, ())),
        "related": _refs(relations.related.get(term.key, ())),
        "mentions": _refs(graph.links(term)),
        "mentioned_by": _refs(key for key in graph.users(term) if key in graph.terms and key != term.key),
        "translations": _refs(other.key for other in site.translations_of(term)),
        "anchors": list(term.anchors),
        "source": f"{term.position.path}:{term.position.line}",
    }
    return {name: each for name, each in (value | _dates(site, term)).items() if each or name in _ALWAYS}


_ALWAYS = frozenset(("id", "language", "label", "labels", "url", "definition", "text", "title", "mentions"))
"""The fields that are there even when they are empty."""


def _note(site: Site, note: Note, address: Address) -> Value:
    value: Value = {
        "id": note.id,
        "language": note.language,
        "title": note.title,
        "url": address(site.addresses[note.key]),
        "text": plain(note.body),
        "mentions": _refs(site.graph.links(note)),
        "source": f"{note.position.path}:{note.position.line}",
    }
    return {name: each for name, each in (value | _dates(site, note)).items() if each or name in _ALWAYS}


def _dates(site: Site, thing: Term | Note) -> Value:
    return {"date": thing.meta.date, "changed": site.changed(thing)}


def _label(text: str, language: str, hidden: bool) -> Value:
    label: Value = {"text": text, "language": language}
    return label | ({"hidden": True} if hidden else {})


def _refs(keys: Iterable[Key]) -> list[Value]:
    return [{"language": language, "id": identity} for language, identity in keys]


def _category(site: Site, term: Term, address: Address) -> Value:
    source = site.source_of[term.key]
    if source.form is Form.ARTICLE:
        name = term.meta.category
        return {"title": name, "url": address(site.addresses.category(term.language, name))} if name else {}
    page = site.link((source.language, "page:" + source.path), term.language)
    return {"title": page.text, "url": address(page.url)}
