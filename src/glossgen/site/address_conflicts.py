"""Resolves address conflicts: which page gets an address, and a problem for each of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossgen.config.root_files import root_files
from glossgen.model import PAGE, Key, Note, Position, Problem, Term
from glossgen.site.addresses import asking_for_urls, requested_url
from glossgen.site.claims import Claims
from glossgen.site.page_spec import PageSpec
from glossgen.site.queries import claims_of_site, has_folder, owners_file
from glossgen.site.site import Site
from glossgen.sources.queries import asset_paths, lines


def resolve_address_conflicts(
    pages: Iterable[PageSpec], site: Site
) -> tuple[tuple[PageSpec, ...], tuple[Problem, ...]]:
    """The pages without those whose address an earlier page has; a problem for each that is left out."""
    claims: Claims[PageSpec] = Claims()
    for path in site.db.input(root_files, ""):
        claims.claim_file(path, owners_file(path))
    for _, url in site.db.get(asset_paths, ""):
        claims.claim_file(url, f"the file “{url}”")
    kept: list[PageSpec] = []
    problems = list(_refused(site))
    for page in pages:
        other = claims.claim_page(page.url, page)
        if not other:
            kept.append(page)
        elif page.kind != "404" or not isinstance(other, str):  # an owner may have a 404 page of their own
            problems.append(_clash(page, other, site))
    return tuple(kept), tuple(problems)


def _refused(site: Site) -> Iterator[Problem]:
    """A problem for each address that front matter asks for and that belongs to the site itself."""
    claims = claims_of_site(site.db)
    for source in site.graph.sources:
        for thing in asking_for_urls(source):
            url, actual = requested_url(thing, has_folder(site.db, thing.language)), site.addresses[thing.key]
            owner = claims.owner_of(url) if url and url != actual else None
            if owner:
                title = thing.label if isinstance(thing, Term) else thing.title
                message = f"“{title}” asks for “{url}”, which {owner} has; it is at “{actual}”"
                place = Position(source.path, _line(thing if isinstance(thing, Note) else thing.key, site))
                yield Problem(place, "duplicate-address", message, "give it another `url`, or none")


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
    """The source that a page is made for; None for a page that no one file asks for."""
    if page.kind in ("term", "note", "redirect"):
        key: Key = tuple(page.arguments[0])
        return Position(site.graph.path_of(key), _line(site.graph.notes.get(key) or key, site))
    urls = site.addresses.urls
    at = (each for each in site.graph.sources if urls.get((each.language, PAGE + each.path)) == page.url)
    found = next(at, None)
    return Position(found.path) if found else None


def _line(thing: Key | Note, site: Site) -> int:
    return thing.position.line if isinstance(thing, Note) else int(site.db.part(lines, "", thing)[0])
