"""Normalisation of URL fragments for comparison."""

from __future__ import annotations

from glossgen.text.slug import slugify


def normalised_fragment(fragment: str) -> str:
    """A normalised fragment for comparison: hosts derive fragments from headings with different hyphens."""
    return slugify(fragment).replace("-", "")
