"""Classifies the address of a link made by hand."""

from __future__ import annotations

from urllib.parse import unquote

from glossgen.markdown.context import is_external
from glossgen.model import Reference, ReferenceKind
from glossgen.text.anchors import anchored_heading

_ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".rmd")


def reference_to(href: str) -> Reference | None:
    """The reference for an address that leads to a term or to a source file; None for any other."""
    address, _, fragment = href.partition("#")
    heading = anchored_heading(unquote(fragment)) if fragment else None
    if heading is not None:
        return Reference(ReferenceKind.ANCHOR, 0, 0, heading, unquote(address))
    path = unquote(address)
    if not is_external(path) and (not path or path.lower().endswith(_ENDINGS)):
        return Reference(ReferenceKind.FILE, 0, 0, unquote(fragment), path)
    return None
