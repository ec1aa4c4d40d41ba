"""Resolves address conflicts: which page gets an address, and a problem for each of the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct, field

from glossgen.model import PAGE, Key, Note, Position, Problem, Source, Term
from glossgen.site.site import Site
from glossgen.text.case_folding import fold_path

if TYPE_CHECKING:
    from glossgen.site.specs import PageSpec

_KEPT = ("static",)
"""Reserved folders of the site: no page may be in them."""


class _Claims(Struct):
    """The files and folders of the site, by their names on case-insensitive file systems."""

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def claim(self, page: PageSpec) -> str:
        """Claim the file of a page. Returns the name of what is there already, or an empty string."""
        # On many systems two addresses that differ only by case or Unicode normalisation are one file.
        url = fold_path(page.url)
        file = url if url and not url.endswith("/") else url + "index.html"
        parts = file.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts))]
        if above and above[0] in _KEPT:
            return f"the folder “{above[0]}”"
        other = self.files.get(file) or self.folders.get(file)
        other = other or next((self.files[folder] for folder in above if folder in self.files), None)
        if other:
            return other
        name = f"“{page.title or page.url}”"
        self.files[file] = name
        for folder in above:
            self.folders.setdefault(folder, name)
        return ""


def resolve_address_conflicts(
    pages: Iterable[PageSpec], site: Site
) -> tuple[tuple[PageSpec, ...], tuple[Problem, ...]]:
    """The pages without those whose address an earlier page has; a problem for each that is left out."""
    claims = _Claims()
    kept: list[PageSpec] = []
    problems: list[Problem] = []
    for page in pages:
        other = claims.claim(page)
        if other:
            problems.append(_clash(page, other, site))
        else:
            kept.append(page)
    return tuple(kept), tuple(problems)


def _clash(page: PageSpec, other: str, site: Site) -> Problem:
    source = next((source for source in site.graph.sources if _wants(source, page, site)), None)
    own = site.config.relative(site.config.path) if site.config.path else "."
    message = f"“{page.title}” would be at “{page.url}”, which {other} has; it is left out"
    hint = "rename a file, or give one another url, id or alias"
    return Problem(Position(source.path if source else own), "duplicate-address", message, hint)


def _wants(source: Source, page: PageSpec, site: Site) -> bool:
    """Whether a page is made for a source: at its address, or at an old address that redirects to it."""
    things: list[Term | Note] = [*source.terms, *([source.note] if source.note else [])]
    keys: list[Key] = [(source.language, PAGE + source.path), *(thing.key for thing in things)]
    if any(site.addresses.urls.get(key) == page.url for key in keys):
        return True
    aliases = {alias.strip("/") for thing in things for alias in thing.meta.aliases}
    return page.url.strip("/") in aliases
