"""Declared relations (SKOS related, broader, narrower) from labels as written to terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from glossgen.link import Targets
from glossgen.model import Glossary, Key, Problem, Reference, ReferenceKind, Term, TextRun

_KINDS = ("related", "broader", "narrower")


class Relations(Struct, frozen=True):
    """For each term the terms it is declared to be related to, and those above and below it.

    `related` is symmetric and `narrower` the inverse of `broader` (SKOS
    Reference §8.6.3 and §8.6.1), whichever side the writer put it on.
    """

    related: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    broader: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    narrower: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)


def resolve_relations(glossary: Glossary, targets: Targets) -> tuple[Relations, tuple[Problem, ...]]:
    """The relations of a glossary, and the labels that name no term."""
    found: dict[str, dict[Key, dict[Key, None]]] = {kind: defaultdict(dict) for kind in _KINDS}
    problems: list[Problem] = []
    inverse = {"related": "related", "broader": "narrower", "narrower": "broader"}
    for term in glossary.terms:
        for kind, key in _declared(term, targets, problems):
            found[kind][term.key][key] = None
            found[inverse[kind]][key][term.key] = None
    frozen = {kind: {key: tuple(others) for key, others in found[kind].items()} for kind in _KINDS}
    return Relations(**frozen), tuple(problems)


def _declared(term: Term, targets: Targets, problems: list[Problem]) -> Iterator[tuple[str, Key]]:
    for kind in _KINDS:
        for label in getattr(term.meta, kind):
            reference = Reference(ReferenceKind.WIKI, 0, 0, label)
            target = targets.find(
                reference, TextRun("", term.position.line), term.position.path, term.language
            )
            if target.problem:
                problems.append(target.problem)
            elif target.key and target.key in targets.terms and target.key != term.key:
                yield kind, target.key
