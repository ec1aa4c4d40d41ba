"""Title and description of the home page of a language."""

from __future__ import annotations

from glossgen.site.site import Site


def home_title(site: Site, language: str) -> str:
    """The title of a language: of its home page, else of the site."""
    source = site.homes.get(language)
    return (source.title if source else "") or site.config.title


def home_description(site: Site, language: str) -> str:
    """The description of a language: of the site, else the first sentence of its home page."""
    source = site.homes.get(language)
    return site.config.description or site.description("", source.intro if source else ())
