"""Normalisation of URL fragments for comparison."""

from __future__ import annotations

from glossgen.text.slug import slugify


def normalised_fragment(fragment: str) -> str:
    """A fragment without hyphens, because hosts place them differently when they make one from a heading."""
    return slugify(fragment).replace("-", "")
