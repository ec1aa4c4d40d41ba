"""Categories that differ only by case are one category, spelled as most articles of the language spell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from glossgen.model import Source, SourceKind, Term


def with_one_spelling(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with one spelling for each category of a language."""
    sources = tuple(sources)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for source in sources:
        for term in source.terms if source.form is SourceKind.ARTICLE else ():
            for name in (term.meta.category, *term.meta.more_categories):
                counts[(source.language, name.casefold())][name] += 1
    # `max` takes the first of those that are used equally often.
    chosen = {
        key: max(found, key=lambda name: found[name]) for key, found in counts.items() if len(found) > 1
    }
    return tuple(_respelled(source, chosen) for source in sources) if chosen else sources


def _respelled(source: Source, chosen: dict[tuple[str, str], str]) -> Source:
    if source.form is not SourceKind.ARTICLE:
        return source
    return replace(
        source, terms=tuple(_with_spelling(term, source.language, chosen) for term in source.terms)
    )


def _with_spelling(term: Term, language: str, chosen: dict[tuple[str, str], str]) -> Term:
    first, *others = (
        chosen.get((language, name.casefold()), name)
        for name in (term.meta.category, *term.meta.more_categories)
    )
    return replace(term, meta=replace(term.meta, category=first, more_categories=tuple(others)))
