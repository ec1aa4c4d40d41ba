"""What a glossary lacks: wanted terms, missing labels, and mentions that a link by hand has missed."""

from __future__ import annotations

from glossgen.suggest.find import suggest
from glossgen.suggest.values import Kind, Suggestion

__all__ = ["Kind", "Suggestion", "suggest"]
