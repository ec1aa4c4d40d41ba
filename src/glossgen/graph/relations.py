"""Resolves declared relations (SKOS related, broader and narrower; requires) from labels to terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from glossgen.graph.requirements import without_circles
from glossgen.link import Targets
from glossgen.model import Glossary, Key, Problem, Reference, ReferenceKind, Term, TextRun

_INVERSE = {"related": "related", "broader": "narrower", "narrower": "broader"}
_KINDS = (*_INVERSE, "requires")


class Relations(Struct, frozen=True):
    """For each term: its related, broader and narrower terms, and the terms that it requires.

    `related` is symmetric and `narrower` is the inverse of `broader` (SKOS Reference §8.6.3 and
    §8.6.1), whichever term declares it, but no term gets one from an entry in another language: that says
    what to read where there is no translation. `requires` is directed and free of cycles.
    """

    related: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    broader: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    narrower: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    requires: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)


def resolve_relations(glossary: Glossary, targets: Targets) -> tuple[Relations, tuple[Problem, ...]]:
    """Resolve the relations of a glossary; report labels that name no term and cycles of requirements."""
    found: dict[str, dict[Key, dict[Key, None]]] = {kind: defaultdict(dict) for kind in _KINDS}
    problems: list[Problem] = []
    for term in glossary.terms:
        for kind, key in _declared(term, targets, problems):
            found[kind][term.key][key] = None
            if kind in _INVERSE and key[0] == term.language:
                found[_INVERSE[kind]][key][term.key] = None
    frozen = {kind: {key: tuple(others) for key, others in found[kind].items()} for kind in _KINDS}
    frozen["requires"], circles = without_circles(frozen["requires"])
    problems += [_circle([targets.terms[key] for key in circle]) for circle in circles]
    return Relations(**frozen), tuple(problems)


def _declared(term: Term, targets: Targets, problems: list[Problem]) -> Iterator[tuple[str, Key]]:
    for kind in _KINDS:
        for label in getattr(term.meta, kind):
            reference = Reference(ReferenceKind.WIKI, 0, 0, label)
            target = targets.find(
                reference, TextRun("", term.position.line), term.position.path, term.language
            )
            itself = target.key == term.key and kind in _INVERSE
            if target.problem:
                problems.append(target.problem)
            elif target.key and target.key in targets.terms and not itself:
                yield kind, target.key


def _circle(terms: list[Term]) -> Problem:
    *between, last = terms
    way = f" by way of {', '.join(f'“{term.label}”' for term in between)}" if between else ""
    message, hint = f"“{last.label}” requires itself{way}", "remove one of these requirements"
    return Problem(last.position, "requires-cycle", message, hint)
