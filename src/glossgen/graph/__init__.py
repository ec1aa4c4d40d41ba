"""The term graph: backlinks, related terms, homonyms, orphans, and its exports."""

from glossgen.graph.export import FORMATS, export
from glossgen.graph.graph import Backlink, TermGraph, problems_of
from glossgen.graph.relations import Relations, resolve_relations

__all__ = [
    "FORMATS",
    "Backlink",
    "Relations",
    "TermGraph",
    "export",
    "problems_of",
    "resolve_relations",
]
