"""The formulas of a glossary: rendered once each, and what is wrong with some."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass

from glossgen.config import Config
from glossgen.math import FormulaCache, rendering
from glossgen.model import Flow, Formula, Glossary, Problem
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
    with formulas_meanwhile(config, glossary, jobs=1) as formulas:
        return formulas()


@contextmanager
def formulas_meanwhile(
    config: Config, glossary: Glossary, jobs: int
) -> Generator[Callable[[], Formulas], None, None]:
    """Begin to render every formula of the glossary; what is yielded waits for them."""
    found = list(_places(glossary))
    of_files: dict[str, set[Formula]] = {}
    for path, formula, _ in found:
        of_files.setdefault(path, set()).add(formula)
    cache, macros = FormulaCache(config.cache), dict(config.math.macros)
    with rendering((formula for _, formula, _ in found), macros=macros, cache=cache, jobs=jobs) as rendered:

        def formulas() -> Formulas:
            made = rendered()
            problems = [
                made.errors[formula].problem(path, line)
                for path, formula, line in found
                if formula in made.errors
            ]
            return Formulas(
                made.html, {path: frozenset(each) for path, each in of_files.items()}, tuple(problems)
            )

        yield formulas


def _places(glossary: Glossary) -> Iterator[tuple[str, Formula, int]]:
    """The file and line of each formula."""
    for source in glossary.sources:
        bodies = [source.intro, *(term.body for term in source.terms)]
        if source.note:
            bodies.append(source.note.body)
        for body in bodies:
            for part in body:
                if isinstance(part, Flow):
                    yield from ((source.path, mark.formula, mark.line) for mark in part.marks if mark.formula)
