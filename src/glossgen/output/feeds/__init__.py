"""The site for machines: structured data in pages, a site map, feeds of changes, and everything as JSON.

Every function is pure: page values and the glossary in, text or bytes out.
Addresses come from the caller, as a function from an address of ours to a
whole one, so that nothing here knows where the site will be.
"""

from __future__ import annotations

from glossgen.output.feeds.atom import atom_feed
from glossgen.output.feeds.data_files import edited_files, machine_files
from glossgen.output.feeds.sitemap import robots, sitemaps
from glossgen.output.feeds.terms_json import NAME as TERMS_JSON
from glossgen.output.feeds.terms_json import VERSION, terms_json

__all__ = [
    "TERMS_JSON",
    "VERSION",
    "atom_feed",
    "edited_files",
    "machine_files",
    "robots",
    "sitemaps",
    "terms_json",
]
