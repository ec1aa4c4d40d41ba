"""What a glossary lacks: wanted terms, missing labels, and mentions that a link by hand has missed."""

from __future__ import annotations

from glossgen.graph.suggest.find import suggest
from glossgen.graph.suggest.values import Kind, Suggestion

__all__ = ["Kind", "Suggestion", "suggest"]
