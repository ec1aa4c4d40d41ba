"""Formulas as queries: each distinct formula is rendered once."""

from __future__ import annotations

from glossgen.config.queries import Settings
from glossgen.model import Formula, Problem
from glossgen.query import Database, query
from glossgen.render.math.engine import Engine
from glossgen.render.math.values import FormulaResult
from glossgen.sources.file_queries import source_paths
from glossgen.sources.queries import file_part


@query(keep=FormulaResult, pooled=True, large=True)
def formula(db: Database, wanted: tuple[str, bool]) -> FormulaResult:
    """The HTML of a formula, given as (TeX, whether it is a display formula)."""
    macros = dict(Settings(db).math.macros)
    engine = db.resources.get("katex", "", Engine)
    outcome = engine.render([Formula(*wanted)], macros)[0]
    if not outcome.lasting:
        db.expire()
    return outcome


@query(keep=tuple[tuple[str, bool], ...])
def formulas(db: Database, _: str) -> tuple[tuple[str, bool], ...]:
    """Every distinct formula of the glossary, in order of first occurrence."""
    found = (each for path in db.get(source_paths, "") for each, _ in file_part(db, path, "formulas"))
    return tuple(dict.fromkeys((each.tex, each.display) for each in found))


@query
def formula_problems(db: Database, _: str) -> tuple[Problem, ...]:
    """The problems of formulas, at every place where they occur."""
    problems: list[Problem] = []
    for path in db.get(source_paths, ""):
        for each, line in file_part(db, path, "formulas"):
            error = db.get(formula, (each.tex, each.display)).error
            if error:
                problems.append(error.problem(path, line))
    return tuple(problems)


def close_engine(db: Database) -> None:
    """End the engine's thread, since a process with threads cannot be forked."""
    engine: Engine | None = db.resources.drop("katex")
    if engine:
        engine.close()
