"""The place of each term in its field: the terms before and after it.

A field is a file with several entries, in the order of the file, or a category from front matter, in the
order of the index. A term without a field, or alone in it, has its place in the index of all terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from glossgen.model import Key, SourceKind
from glossgen.query import Database, query
from glossgen.site.queries import order, site_languages
from glossgen.sources.queries import sources, terms

REACH = 6
"""The number of terms of the field that a page names before and after its own.

So an entry that is added to a field changes at most 12 other pages of it.
"""


class Place(Struct, frozen=True, array_like=True):
    """The terms before and after a term, and whether they are of its field rather than of the whole index."""

    before: tuple[Key, ...] = ()
    after: tuple[Key, ...] = ()
    in_field: bool = True


@query(keep=tuple[tuple[tuple[str, str], tuple[Key, ...]], ...])
def categories_named(db: Database, _: str) -> tuple[tuple[tuple[str, str], tuple[Key, ...]], ...]:
    """The articles of each category from front matter, by language and name."""
    articles = {source.path for source in db.get(sources, "") if source.form is SourceKind.ARTICLE}
    if not articles:
        return ()
    known = db.get(terms, "")
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for language in db.get(site_languages, ""):
        for key in db.get(order, language):
            term = known[key]
            if term.position.path in articles and term.meta.category:
                for name in dict.fromkeys((term.meta.category, *term.meta.more_categories)):
                    found[(language, name)].append(key)
    return tuple((name, tuple(keys)) for name, keys in found.items())


@query(table=True, keep=Place)
def places_in_field(db: Database, language: str) -> dict[Key, Place]:
    """The place of each term of a language."""
    found: dict[Key, Place] = {}
    for keys in chain(_files(db, language), _named(db, language)):
        if len(keys) > 1:
            found.update(_places(keys, in_field=True))
    ordered = db.get(order, language)
    if len(found) < len(ordered):
        found = {**dict(_places(ordered, in_field=False)), **found}
    return found


def _places(keys: Sequence[Key], *, in_field: bool) -> Iterator[tuple[Key, Place]]:
    for at, key in enumerate(keys):
        before, after = keys[max(0, at - REACH) : at], keys[at + 1 : at + 1 + REACH]
        yield key, Place(tuple(before), tuple(after), in_field)


def _files(db: Database, language: str) -> Iterator[list[Key]]:
    for source in db.get(sources, ""):
        if source.language == language and source.form.holds_entries:
            yield [term.key for term in source.terms]


def _named(db: Database, language: str) -> Iterator[list[Key]]:
    """The articles of each category; one that names several is in the first."""
    for (spoken, name), keys in db.get(categories_named, ""):
        if spoken == language:
            known = db.get(terms, "")
            yield [key for key in keys if known[key].meta.category == name]
