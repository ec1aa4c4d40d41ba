"""The formulas of a glossary: rendered once each, and what is wrong with some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossgen.config import Config
from glossgen.math import FormulaCache, render_formulas
from glossgen.model import Flow, Formula, Glossary, Mark, Problem


def formulas_of(config: Config, glossary: Glossary) -> tuple[Mapping[Formula, str], list[Problem]]:
    """The HTML of every formula of the glossary, and what is wrong with some."""
    places = list(_places(glossary))
    wanted = dict.fromkeys(mark.formula for _, mark in places if mark.formula)
    cache = FormulaCache(config.cache)
    rendered = render_formulas(wanted, macros=dict(config.math.macros), cache=cache)
    problems = [
        rendered.errors[mark.formula].problem(path, mark.line)
        for path, mark in places
        if mark.formula and mark.formula in rendered.errors
    ]
    return rendered.html, problems


def _places(glossary: Glossary) -> Iterator[tuple[str, Mark]]:
    for source in glossary.sources:
        bodies = [source.intro, *(term.body for term in source.terms)]
        if source.note:
            bodies.append(source.note.body)
        for body in bodies:
            for part in body:
                if isinstance(part, Flow):
                    yield from ((source.path, mark) for mark in part.marks if mark.formula)
