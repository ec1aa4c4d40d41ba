"""Resolves address conflicts: which page gets an address, and a problem for each of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from glossgen.model import PAGE, Note, Position, Problem, Term
from glossgen.site.page_spec import PageSpec
from glossgen.site.site import Site
from glossgen.sources.queries import asset_paths, lines
from glossgen.text.case_folding import fold_path

_KEPT = re.compile(
    r"static|terms\.json|robots\.txt|sitemap(?:-\d+)?\.xml|sw\.js|\.nojekyll|\.glossgen.*|(?:[^/]+/)?feed\.xml"
    r"|(?:.+/)?anchors\.js|(?:[^/]+/)?search/(?:addresses\.json|(?:names|fields|text(?:-\d+)?|grams-\d+)\.js)"
)
"""Files and folders of the site that are no pages: no page may be in a folder of such a name."""


class _Claims(Struct):
    """The files and folders of the site, by their names on case-insensitive file systems."""

    files: dict[str, PageSpec | str] = field(default_factory=dict)
    folders: dict[str, PageSpec | str] = field(default_factory=dict)

    def claim_shown(self, url: str) -> None:
        """Claim the address of a file that a text shows."""
        file = fold_path(url)
        self.files[file] = named = f"the file “{url}”"
        for folder in _above(file):
            self.folders.setdefault(folder, named)

    def claim(self, page: PageSpec) -> PageSpec | str | None:
        """Claim the file of a page. Returns what is there already, or None."""
        # On many systems two addresses that differ only by case or Unicode normalisation are one file.
        url = fold_path(page.url)
        file = url if url and not url.endswith("/") else url + "index.html"
        above = _above(file)
        if kept := next(filter(_KEPT.fullmatch, above), None):
            return f"the folder “{kept}”" if kept == "static" else f"the file “{kept}”"
        other = self.files.get(file) or self.folders.get(file)
        other = other or next((self.files[folder] for folder in above if folder in self.files), None)
        if other:
            return other
        self.files[file] = page
        for folder in above:
            self.folders.setdefault(folder, page)
        return None


def _above(file: str) -> list[str]:
    """The folders above a file, outermost first."""
    parts = file.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def resolve_address_conflicts(
    pages: Iterable[PageSpec], site: Site
) -> tuple[tuple[PageSpec, ...], tuple[Problem, ...]]:
    """The pages without those whose address an earlier page has; a problem for each that is left out."""
    claims = _Claims()
    for _, url in site.db.get(asset_paths, ""):
        claims.claim_shown(url)
    kept: list[PageSpec] = []
    problems: list[Problem] = []
    for page in pages:
        other = claims.claim(page)
        if other:
            problems.append(_clash(page, other, site))
        else:
            kept.append(page)
    return tuple(kept), tuple(problems)


def _clash(page: PageSpec, other: PageSpec | str, site: Site) -> Problem:
    """The problem of a page that is left out, with the place of the one that stays."""
    own = site.config.relative(site.config.path) if site.config.path else "."
    place = _place(page, site) or Position(own)
    named = other if isinstance(other, str) else f"“{other.title or other.url}”"
    there = None if isinstance(other, str) else _place(other, site)
    where = f" ({there.path}:{there.line})" if there and there.path != place.path else ""
    message = f"“{page.title}” would be at “{page.url}”, which {named}{where} has; it is left out"
    hint = "rename a file, or give one another url, id or alias"
    return Problem(place, "duplicate-address", message, hint)


def _place(page: PageSpec, site: Site) -> Position | None:
    """The source that a page is made for: at its address, or at an old one that redirects to it."""
    for source in site.graph.sources:
        things: list[Term | Note] = [*source.terms, *([source.note] if source.note else [])]
        if site.addresses.urls.get((source.language, PAGE + source.path)) == page.url:
            return Position(source.path)
        for thing in things:
            aliases = {alias.strip("/") for alias in thing.meta.aliases}
            if site.addresses.urls.get(thing.key) == page.url or page.url.strip("/") in aliases:
                return Position(source.path, _line(thing, site))
    return None


def _line(thing: Term | Note, site: Site) -> int:
    return int(site.db.part(lines, "", thing.key)[0]) if isinstance(thing, Term) else thing.position.line
