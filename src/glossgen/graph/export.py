"""Exports the term graph as JSON, GraphML or DOT."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from glossgen.graph.term_graph import TermGraph
from glossgen.model import Key, Note, Term

FORMATS = ("json", "graphml", "dot")


def export(graph: TermGraph, form: str) -> str:
    """The graph as text in one of the `FORMATS`. Raises ValueError for any other format."""
    if form == "json":
        return _json(graph)
    if form == "graphml":
        return _graphml(graph)
    if form == "dot":
        return _dot(graph)
    raise ValueError(f"unknown graph format {form!r}")


def _name(key: Key) -> str:
    return f"{key[0]}/{key[1]}"


def _nodes(graph: TermGraph) -> list[dict[str, object]]:
    terms = [_term_node(term) for term in graph.terms.values()]
    return [*terms, *(_note_node(note) for note in graph.notes.values())]


def _term_node(term: Term) -> dict[str, object]:
    return {
        "id": _name(term.key),
        "kind": "term",
        "language": term.language,
        "label": term.label,
        "alternative": [label.text for label in term.labels[1:] if not label.hidden],
        "reading": term.reading,
        "source": term.position.path,
        "line": term.position.line,
    }


def _note_node(note: Note) -> dict[str, object]:
    return {
        "id": _name(note.key),
        "kind": "note",
        "language": note.language,
        "label": note.title,
        "source": note.position.path,
        "line": note.position.line,
    }


def _edges(graph: TermGraph) -> list[dict[str, object]]:
    edges: list[dict[str, object]] = []
    for place in (*graph.terms, *graph.notes):
        counts: dict[Key, int] = {}
        for mention in graph.mentions(place):
            if mention.target in graph.terms:
                counts[mention.target] = counts.get(mention.target, 0) + 1
        edges += [
            {"source": _name(place), "target": _name(target), "mentions": count}
            for target, count in counts.items()
        ]
    return edges


def _json(graph: TermGraph) -> str:
    value = {"version": 1, "nodes": _nodes(graph), "edges": _edges(graph)}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _graphml(graph: TermGraph) -> str:
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = (
        ("label", "node"),
        ("kind", "node"),
        ("language", "node"),
        ("source", "node"),
        ("mentions", "edge"),
    )
    for name, target in keys:
        kind = "int" if name == "mentions" else "string"
        attributes = {"id": name, "for": target, "attr.name": name, "attr.type": kind}
        ElementTree.SubElement(root, "key", attributes)
    body = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for node in _nodes(graph):
        element = ElementTree.SubElement(body, "node", id=str(node["id"]))
        for name in ("label", "kind", "language", "source"):
            ElementTree.SubElement(element, "data", key=name).text = str(node[name])
    for edge in _edges(graph):
        element = ElementTree.SubElement(body, "edge", source=str(edge["source"]), target=str(edge["target"]))
        ElementTree.SubElement(element, "data", key="mentions").text = str(edge["mentions"])
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _dot(graph: TermGraph) -> str:
    lines = ["digraph glossary {", "  node [shape=box];"]
    for node in _nodes(graph):
        shape = " shape=note" if node["kind"] == "note" else ""
        lines.append(f"  {_quoted(node['id'])} [label={_quoted(node['label'])}{shape}];")
    lines += [
        f"  {_quoted(edge['source'])} -> {_quoted(edge['target'])} [weight={edge['mentions']}];"
        for edge in _edges(graph)
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(value: object) -> str:
    # DOT escapes only the quote inside of quotes; a backslash before it would undo that, so double it.
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{text}"'
