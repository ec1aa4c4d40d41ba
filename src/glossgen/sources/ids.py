"""Assigns ids that are unique within a language and independent of the order of files.

An id is derived from the preferred label, so adding a label never changes it. If several terms
would get the same id, *all* of them are qualified by their file, and the plain id is left for the
disambiguation page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from glossgen.model import Key, Problem, Source, Term
from glossgen.text.slug import slugify, unique


def assign_ids(sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The sources with unique ids, and problems for explicit ids that several terms claim."""
    sources = tuple(sources)
    groups: dict[Key, list[_Claim]] = defaultdict(list)
    for source in sources:
        for number, term in enumerate(source.terms):
            groups[term.key].append((source, term, number))
    taken: dict[str, set[str]] = defaultdict(set)
    for (language, wanted), group in groups.items():
        if len(group) == 1:
            taken[language].add(wanted)
    new: dict[tuple[str, int], str] = {}  # by the path of a source, and the number of a term in it
    problems: list[Problem] = []
    for (language, wanted), group in sorted(groups.items()):
        if len(group) > 1:
            problems += _qualify(wanted, group, taken[language], new)
    return tuple(_renamed(source, new) for source in sources), tuple(problems)


_Claim = tuple[Source, Term, int]


def _qualify(
    wanted: str,
    group: list[_Claim],
    taken: set[str],
    new: dict[tuple[str, int], str],
) -> Iterable[Problem]:
    # Data may hold many entries in one line.
    ordered = sorted(group, key=lambda claim: (claim[1].position.path, claim[1].position.line, claim[2]))
    claims = [term for _, term, _ in ordered if term.explicit_id]
    taken.add(wanted)
    stems = [slugify(source.slug.rsplit("/", 1)[-1]) for source, _, _ in ordered]
    counted, numbers = Counter(stems), dict[str, int]()
    for (source, term, number), stem in zip(ordered, stems, strict=True):
        if claims and term is claims[0]:
            continue
        whole = stem if counted[stem] == 1 else slugify(source.slug)
        new[(source.path, number)] = unique(f"{wanted}-{whole}", taken, numbers)
    for term in claims[1:]:
        first = claims[0].position
        message = f"the id “{wanted}” already belongs to “{claims[0].label}” ({first.path}:{first.line})"
        yield Problem(term.position, "duplicate-id", message, "give one of the two another id")


def _renamed(source: Source, new: dict[tuple[str, int], str]) -> Source:
    ids = [new.get((source.path, number), term.id) for number, term in enumerate(source.terms)]
    if all(term.id == each for term, each in zip(source.terms, ids, strict=True)):
        return source
    terms = (replace(term, id=each) for term, each in zip(source.terms, ids, strict=True))
    return replace(source, terms=tuple(terms))
