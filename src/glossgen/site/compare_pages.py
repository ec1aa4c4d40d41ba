"""The page that shows two definitions side by side. A script fills it from the pages of the terms."""

from __future__ import annotations

from glossgen.site.site import Site
from glossgen.site.values import ComparePage


def compare_url(site: Site, language: str) -> str:
    """The address of the page; empty without two terms, or if a page of the glossary has the address."""
    url = site.addresses.prefix(language) + "compare/"
    return url if len(site.order(language)) > 1 and url not in site.addresses.urls.values() else ""


def compare_page(site: Site, language: str) -> ComparePage:
    """The page, which is the same for every two terms."""
    return ComparePage(site.head(compare_url(site, language), language, ""))
