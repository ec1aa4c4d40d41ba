"""The title and description of the home page of a language."""

from __future__ import annotations

from glossgen.site.site import Site


def home_title(site: Site, language: str) -> str:
    """The title of the home page in a language, else of the site."""
    source = site.home_source(language)
    return (source.title if source else "") or str(site.config.title)


def home_description(site: Site, language: str) -> str:
    """The description of the site, else the first sentence of the home page in a language."""
    source = site.home_source(language)
    return site.config.description or site.description("", site.intro(source) if source else ())
