"""Linked Markdown for GitHub: a mirror of the sources with anchors and links, and how to strip them again."""

from __future__ import annotations

from glossgen.mirror.linked import MirrorFiles, link_files
from glossgen.mirror.strip import Stripped, Stripper, strip
from glossgen.mirror.tree import mirror_output, stale, strip_files

__all__ = [
    "MirrorFiles",
    "Stripped",
    "Stripper",
    "link_files",
    "mirror_output",
    "stale",
    "strip",
    "strip_files",
]
