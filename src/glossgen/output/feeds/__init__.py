"""Machine-readable exports: the site map, feeds of changes, and `terms.json`.

Every function is pure: page values and the glossary in, text or bytes out. The caller passes a
function from an address on the site to an absolute URL, so that nothing here depends on where the
site is published.
"""

from __future__ import annotations

from glossgen.output.feeds.atom import atom_feed
from glossgen.output.feeds.sitemap import robots, sitemaps
from glossgen.output.feeds.terms_json import NAME as TERMS_JSON
from glossgen.output.feeds.terms_json import VERSION, head_of, json_lines, terms_json

__all__ = [
    "TERMS_JSON",
    "VERSION",
    "atom_feed",
    "head_of",
    "json_lines",
    "robots",
    "sitemaps",
    "terms_json",
]
