"""The term graph: backlinks, related terms, homonyms, orphans, and exports of the graph."""

from glossgen.graph.export import FORMATS, export
from glossgen.graph.relations import Relations, resolve_relations
from glossgen.graph.term_graph import Backlink, TermGraph, problems_of

__all__ = [
    "FORMATS",
    "Backlink",
    "Relations",
    "TermGraph",
    "export",
    "problems_of",
    "resolve_relations",
]
