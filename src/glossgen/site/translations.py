"""The other languages of a page: translations of a term, which of them are outdated, and alternates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from glossgen.model import Term
from glossgen.site.site import Site
from glossgen.site.values import PageMeta


def with_translations(site: Site, term: Term, head: PageMeta) -> PageMeta:
    """The metadata of a term page, with its translations and a note if it is outdated.

    The original is the term in the first language of the site that has it. A translation is
    outdated if it was last changed before its original.
    """
    others = site.translations_of(term)
    if not others:
        return head
    family = sorted((term, *others), key=lambda each: site.languages.index(each.language))
    outdated = _outdated(site, family)
    original = site.link(family[0].key, term.language) if term.language in outdated else None
    if original:
        original = replace(original, language=family[0].language, note=site.changed(family[0]))
    older = tuple(outdated) if term is family[0] else ()
    return replace(head, alternates=alternates_of(site, term), original=original, older=older)


def alternates_of(site: Site, term: Term) -> tuple[tuple[str, str], ...]:
    """The pages of a term and of its translations, by language; empty without translations."""
    others = site.translations_of(term)
    return tuple((each.language, site.addresses[each.key]) for each in (term, *others)) if others else ()


def _outdated(site: Site, family: Sequence[Term]) -> list[str]:
    """The languages whose page is older than the first page. Pages without a date do not count."""
    newest = site.changed(family[0])
    return [each.language for each in family[1:] if "" < site.changed(each) < newest]


def language_alternates(site: Site, address: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Each language of the site with the address of its version of a page; empty with a single language."""
    return tuple((lang, address(lang)) for lang in site.languages) if len(site.languages) > 1 else ()
