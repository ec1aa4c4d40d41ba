"""The term graph: backlinks, related terms, homonyms, orphans, and its exports."""

from glossgen.graph.export import FORMATS, export
from glossgen.graph.nearness import MAX_DEGREE
from glossgen.graph.relations import Relations, resolve_relations
from glossgen.graph.term_graph import Backlink, TermGraph, problems_of

__all__ = [
    "FORMATS",
    "MAX_DEGREE",
    "Backlink",
    "Relations",
    "TermGraph",
    "export",
    "problems_of",
    "resolve_relations",
]
