"""The term graph: backlinks, related terms, homonyms, orphans, and its exports."""

from glossgen.graph.export import FORMATS, export
from glossgen.graph.graph import Backlink, TermGraph
from glossgen.graph.nearness import HUB
from glossgen.graph.relations import Relations

__all__ = ["FORMATS", "HUB", "Backlink", "Relations", "TermGraph", "export"]
