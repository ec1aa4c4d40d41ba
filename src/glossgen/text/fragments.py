"""Fragments of addresses as they are compared."""

from __future__ import annotations

from glossgen.text.slug import slugify


def loose(fragment: str) -> str:
    """A fragment as it is compared: every host makes its own from a heading, with other hyphens."""
    return slugify(fragment).replace("-", "")
