"""The content of each page, as values. No HTML is made here; `render` decides nothing about content."""

from __future__ import annotations

from glossgen.site.page_spec import PageSpec
from glossgen.site.site import Site
from glossgen.site.specs import frame, page_at, page_of, pages

__all__ = ["PageSpec", "Site", "frame", "page_at", "page_of", "pages"]
