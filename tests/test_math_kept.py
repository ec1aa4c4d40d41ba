"""Formulas are rendered once: by whom, how often, and what is kept of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossgen.build import BuildOptions, build
from glossgen.config import Config, Math
from glossgen.model import Formula
from glossgen.query import REGISTRY, Database, Store
from glossgen.query.pool import Pool
from glossgen.render.math import Engine, FormulaError, FormulaResult
from glossgen.render.math import queries as math_queries
from glossgen.render.math.queries import close_engine, formula
from made import open_memory, write

Asked = tuple[str, bool]
A, B, BAD = ("a", False), ("b", False), (r"\nosuch", False)

needs_fork = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="forks processes")


class Counter:
    """An engine that only notes what it was asked for."""

    def __init__(self, *, lasting: bool = True) -> None:
        self.asked: list[Asked] = []
        self.lasting = lasting

    def close(self) -> None:
        """Nothing is open."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        self.asked += [(each.tex, each.display) for each in formulas]
        bad = FormulaError("bad", 2, 3, "hint")
        return [
            FormulaResult(f"<i>{each.tex}</i>", bad if each.tex == BAD[0] else None, self.lasting)
            for each in formulas
        ]


class Where(Counter):
    """An engine that says in which process it was asked."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        return [FormulaResult(str(os.getpid())) for _ in formulas]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return write(tmp_path, {})


def results(db: Database, keys: Sequence[Asked], engine: Counter | None = None) -> dict[Asked, FormulaResult]:
    """The results of some formulas, rendered by this engine if they must be."""
    if engine:
        db.resources.get("katex", "", lambda: engine)
    db.refresh()
    db.ensure(formula, keys)
    found = {key: db.peek(formula, key) for key in keys}
    close_engine(db)
    return found


def asked(config: Config, *keys: Asked, lasting: bool = True, **macros: str) -> list[Asked]:
    """What the engine was asked for, where earlier results are kept beside the glossary."""
    config = replace(config, math=Math(macros=tuple(("\\" + name, tex) for name, tex in macros.items())))
    db = Database(REGISTRY, config, Store(config.cache / "state.sqlite3", "tests"))
    counter = Counter(lasting=lasting)
    found = results(db, keys, counter)
    assert {key: each.html for key, each in found.items()} == {key: f"<i>{key[0]}</i>" for key in keys}
    assert [key for key in keys if found[key].error] == [key for key in keys if key == BAD]
    db.commit()
    db.store.close()
    return counter.asked


def test_each_formula_is_rendered_once(config: Config) -> None:
    assert asked(config, A, B, A, A) == [A, B]
    assert asked(config, A, BAD) == [BAD]
    assert asked(config, BAD, B, A) == []


def test_another_form_and_another_macro_are_rendered_again(config: Config) -> None:
    assert asked(config, A) == [A]
    assert asked(config, ("a", True)) == [("a", True)]
    assert sorted(asked(config, A, R="x")) == [A, ("a", True)]
    assert sorted(asked(config, A, R="y")) == [A, ("a", True)]
    assert asked(config, A, R="y") == []


def test_what_may_end_otherwise_is_not_kept(config: Config) -> None:
    assert asked(config, A, lasting=False) == [A]
    assert asked(config, A) == [A]
    assert asked(config, A) == []


def test_kept_results_are_those_of_the_engine(config: Config) -> None:
    keys = [(r"\frac{率}{2}", False), ("😀 +\n\\nosuch", False), (r"\href{a}{b}", True)]
    file = config.cache / "state.sqlite3"
    db = Database(REGISTRY, config, Store(file, "tests"))
    first = results(db, keys)
    db.commit()
    db.store.close()
    assert results(Database(REGISTRY, config, Store(file, "tests")), keys, Counter()) == first
    assert results(open_memory(config), keys) == first
    assert [key for key in keys if first[key].error] == keys[1:]


def test_the_engine_starts_only_where_there_is_something_to_render(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never() -> Engine:
        raise AssertionError("the engine was started")

    options = BuildOptions(jobs=1)
    build(write(tmp_path / "with", {"a.md": "## A\n\nIt is $x$.\n"}), options)
    monkeypatch.setattr(math_queries, "Engine", never)
    build(write(tmp_path / "with", {"a.md": "## A\n\nIt is still $x$.\n"}), options)
    build(write(tmp_path / "without", {"a.md": "## A\n\nText.\n"}), options)


def with_pool(db: Database, jobs: int) -> Database:
    """The database with other processes to work in, whatever threads other tests have left here."""
    fork: Callable[[], bool] = lambda: True  # noqa: E731  (the field is a plain function)
    db.pool = Pool(jobs, None, fork)
    return db


@needs_fork
def test_many_formulas_are_rendered_by_others(config: Config) -> None:
    many = [(str(number), False) for number in range(120)]
    found = results(with_pool(open_memory(config), 2), many, Where())
    assert {each.html for each in found.values()} - {str(os.getpid())}, "a worker has made some"
    assert list(found) == many


@needs_fork
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_formulas_are_the_same_for_any_number_of_jobs(config: Config, jobs: int) -> None:
    many = [(f"x_{{{number}}}" if number % 50 else r"\nosuch", False) for number in range(130)]
    assert results(with_pool(open_memory(config), jobs), many) == results(open_memory(config), many)
