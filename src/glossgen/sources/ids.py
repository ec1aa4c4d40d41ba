"""Assigns ids that are unique within a language and independent of the order of files.

An id is derived from the preferred label, so adding a label never changes it. If several terms
would get the same id, *all* of them are qualified by their file, and the plain id is left for the
disambiguation page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from glossgen.model import Key, Problem, Source, Term
from glossgen.text.slug import slugify, unique


def assign_ids(sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The sources with unique ids, and problems for explicit ids that several terms claim."""
    sources = tuple(sources)
    groups: dict[Key, list[tuple[Source, Term]]] = defaultdict(list)
    for source in sources:
        for term in source.terms:
            groups[term.key].append((source, term))
    taken: dict[str, set[str]] = defaultdict(set)
    for (language, wanted), group in groups.items():
        if len(group) == 1:
            taken[language].add(wanted)
    new: dict[tuple[str, int], str] = {}
    problems: list[Problem] = []
    for (language, wanted), group in sorted(groups.items()):
        if len(group) > 1:
            problems += _qualify(wanted, group, taken[language], new)
    return tuple(_renamed(source, new) for source in sources), tuple(problems)


def _qualify(
    wanted: str,
    group: list[tuple[Source, Term]],
    taken: set[str],
    new: dict[tuple[str, int], str],
) -> Iterable[Problem]:
    ordered = sorted(group, key=lambda pair: pair[1].position)
    claims = [term for _, term in ordered if term.explicit_id]
    taken.add(wanted)
    stems = [slugify(source.slug.rsplit("/", 1)[-1]) for source, _ in ordered]
    for (source, term), stem in zip(ordered, stems, strict=True):
        if claims and term is claims[0]:
            continue
        whole = stem if stems.count(stem) == 1 else slugify(source.slug)
        new[(term.position.path, term.position.line)] = unique(f"{wanted}-{whole}", taken)
    for term in claims[1:]:
        first = claims[0].position
        message = f"the id “{wanted}” already belongs to “{claims[0].label}” ({first.path}:{first.line})"
        yield Problem(term.position, "duplicate-id", message, "give one of the two another id")


def _renamed(source: Source, new: dict[tuple[str, int], str]) -> Source:
    if not any((term.position.path, term.position.line) in new for term in source.terms):
        return source
    terms = (
        replace(term, id=new.get((term.position.path, term.position.line), term.id)) for term in source.terms
    )
    return replace(source, terms=tuple(terms))
