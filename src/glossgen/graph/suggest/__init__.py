"""Suggests terms and labels that the glossary lacks, and mentions that were linked by hand only once."""

from __future__ import annotations

from glossgen.graph.suggest.find import suggest
from glossgen.graph.suggest.values import Kind, Suggestion

__all__ = ["Kind", "Suggestion", "suggest"]
