"""Formulas as queries: each is rendered once, whatever pages show it."""

from __future__ import annotations

from glossgen.config.queries import Settings
from glossgen.model import Formula, Problem
from glossgen.query import Database, query
from glossgen.render.math.engine import Engine
from glossgen.render.math.values import FormulaResult
from glossgen.sources.file_queries import source_paths
from glossgen.sources.queries import file_part


@query(keep=FormulaResult, pooled=True)
def formula(db: Database, asked: tuple[str, bool]) -> FormulaResult:
    """The HTML of a formula, given as TeX and whether it stands on a line of its own."""
    macros = dict(Settings(db).math.macros)
    engine = db.resources.get("katex", "", Engine)
    outcome = engine.render([Formula(*asked)], macros)[0]
    if not outcome.lasting:
        db.expire()
    return outcome


@query(keep=tuple[tuple[str, bool], ...])
def formulas(db: Database, _: str) -> tuple[tuple[str, bool], ...]:
    """Every formula of the glossary, each once, in order."""
    found = (each for path in db.get(source_paths, "") for each, _ in file_part(db, path, ("formulas",)))
    return tuple(dict.fromkeys((each.tex, each.display) for each in found))


@query
def formula_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """What is wrong with formulas, at every place where they stand."""
    problems: list[Problem] = []
    for path in db.get(source_paths, ""):
        for each, line in file_part(db, path, ("formulas",)):
            error = db.get(formula, (each.tex, each.display)).error
            if error:
                problems.append(error.problem(path, line))
    return tuple(problems)


def close_engine(db: Database) -> None:
    """End the thread of the engine, beside which no process can be forked."""
    engine: Engine | None = db.resources.drop("katex")
    if engine:
        engine.close()
