"""What each page shows. Nothing here makes HTML; nothing after this decides what is shown."""

from __future__ import annotations

from glossgen.pages.previews import Previews
from glossgen.pages.site import Site
from glossgen.pages.specs import PageSpec, frame, page_at, page_of, pages

__all__ = ["PageSpec", "Previews", "Site", "frame", "page_at", "page_of", "pages"]
