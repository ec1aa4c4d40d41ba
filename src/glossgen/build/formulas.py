"""The formulas of a glossary: rendered once each, and what is wrong with some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from glossgen.config import Config
from glossgen.math import FormulaCache, render_formulas
from glossgen.model import Flow, Formula, Glossary, Mark, Problem
from glossgen.ondemand import laid_over


@dataclass(frozen=True, slots=True)
class Formulas:
    """The HTML of every formula, which formulas each file has, and what is wrong with some."""

    html: Mapping[Formula, str]
    of_files: Mapping[str, frozenset[Formula]]
    problems: tuple[Problem, ...] = ()

    def with_files(self, others: Formulas, paths: Set[str]) -> Formulas:
        """These formulas with those of the files at `paths` replaced by `others`."""
        of_files = {
            **{path: found for path, found in self.of_files.items() if path not in paths},
            **others.of_files,
        }
        used = frozenset[Formula]().union(*of_files.values())
        html = laid_over(self.html, others.html)
        if used != html.keys():
            html = {formula: html[formula] for formula in used}
        problems = [problem for problem in self.problems if problem.position.path not in paths]
        return Formulas(html, of_files, (*problems, *others.problems))


def formulas_of(config: Config, glossary: Glossary) -> Formulas:
    """Every formula of the glossary."""
    places = list(_places(glossary))
    of_files: dict[str, set[Formula]] = {}
    for path, mark in places:
        if mark.formula:
            of_files.setdefault(path, set()).add(mark.formula)
    wanted = dict.fromkeys(mark.formula for _, mark in places if mark.formula)
    cache = FormulaCache(config.cache)
    rendered = render_formulas(wanted, macros=dict(config.math.macros), cache=cache)
    problems = tuple(
        rendered.errors[mark.formula].problem(path, mark.line)
        for path, mark in places
        if mark.formula and mark.formula in rendered.errors
    )
    return Formulas(rendered.html, {path: frozenset(found) for path, found in of_files.items()}, problems)


def _places(glossary: Glossary) -> Iterator[tuple[str, Mark]]:
    for source in glossary.sources:
        bodies = [source.intro, *(term.body for term in source.terms)]
        if source.note:
            bodies.append(source.note.body)
        for body in bodies:
            for part in body:
                if isinstance(part, Flow):
                    yield from ((source.path, mark) for mark in part.marks if mark.formula)
