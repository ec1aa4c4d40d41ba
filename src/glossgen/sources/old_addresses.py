"""Tells old addresses in front matter from names: `aliases` and `url` of other site generators hold both."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^\s/]*/\S*|\S+\.html?|[a-z0-9]+(?:[-_][a-z0-9]+)+")


def is_address(alias: str) -> bool:
    """Whether an alias is an old address (as in Hugo) and not another name (as in Obsidian)."""
    return _ADDRESS.fullmatch(alias) is not None


def without_placeholders(url: str) -> str:
    """The address, or an empty one if it is a pattern of a site generator (`/:year/:title/`)."""
    return "" if "/:" in url else url


def may_be_address(alias: str) -> bool:
    """Whether an alias may be an address. A single word may be an address or a name, and is used as both."""
    return is_address(alias) or re.fullmatch(r"[a-z0-9]+", alias) is not None
