"""The formulas of a glossary: rendered once each, and what is wrong with some."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager

from msgspec import Struct

from glossgen.config import Config
from glossgen.model import Formula, Glossary, Problem, TextRun
from glossgen.ondemand import laid_over
from glossgen.render.math import FormulaCache, Rendered, rendering


class Formulas(Struct, frozen=True):
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
    with formulas_beside(config, jobs=1) as begin:
        return begin(glossary)()


@contextmanager
def formulas_beside(
    config: Config, jobs: int
) -> Generator[Callable[[Glossary], Callable[[], Formulas]], None, None]:
    """Stand by to render the formulas of a glossary beside other work.

    What is yielded begins with them, and returns what waits for them.
    """
    cache, macros = FormulaCache(config.cache), dict(config.math.macros)
    with rendering(macros=macros, cache=cache, jobs=jobs) as begin_rendering:

        def begin(glossary: Glossary) -> Callable[[], Formulas]:
            found = list(_places(glossary))
            rendered = begin_rendering(formula for _, formula, _ in found)
            return lambda: _formulas(found, rendered())

        yield begin


def _formulas(found: Sequence[tuple[str, Formula, int]], made: Rendered) -> Formulas:
    of_files: dict[str, set[Formula]] = {}
    for path, formula, _ in found:
        of_files.setdefault(path, set()).add(formula)
    wrong = (each for each in found if each[1] in made.errors)
    problems = tuple(made.errors[formula].problem(path, line) for path, formula, line in wrong)
    return Formulas(made.html, {path: frozenset(each) for path, each in of_files.items()}, problems)


def _places(glossary: Glossary) -> Iterator[tuple[str, Formula, int]]:
    """The file and line of each formula."""
    for source in glossary.sources:
        bodies = [source.intro, *(term.body for term in source.terms)]
        if source.note:
            bodies.append(source.note.body)
        for body in bodies:
            for part in body:
                if isinstance(part, TextRun):
                    yield from ((source.path, mark.formula, mark.line) for mark in part.marks if mark.formula)
