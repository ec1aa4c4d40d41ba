"""The formula cache, and how often the engine is asked."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from glossgen.model import Formula
from glossgen.render.math import Engine, FormulaCache, FormulaError, FormulaResult, render_formulas, rendering
from glossgen.render.math import cache as cache_module
from glossgen.render.math import engine as engine_module
from glossgen.render.math.cache import FILE, keys_of
from glossgen.workers import standby

A, B, BAD = Formula("a"), Formula("b"), Formula(r"\nosuch")


class Counter:
    """An engine that is asked for nothing but says what it was asked for."""

    def __init__(self, *, lasting: bool = True) -> None:
        self.asked: list[Formula] = []
        self.lasting = lasting

    def __call__(self) -> Counter:
        return self

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        self.asked += formulas
        return [
            FormulaResult(
                f"<i>{formula.tex}</i>",
                FormulaError("bad", 1, None) if formula == BAD else None,
                self.lasting,
            )
            for formula in formulas
        ]


def asked(formulas: Sequence[Formula], folder: Path, *, lasting: bool = True, **macros: str) -> list[Formula]:
    counter = Counter(lasting=lasting)
    named = {"\\" + name: tex for name, tex in macros.items()}
    rendered = render_formulas(formulas, macros=named, cache=FormulaCache(folder), start=counter)
    assert rendered.html == {formula: f"<i>{formula.tex}</i>" for formula in formulas}
    assert rendered.errors == ({BAD: FormulaError("bad", 1, None)} if BAD in formulas else {})
    return counter.asked


def test_each_formula_is_rendered_once() -> None:
    counter = Counter()
    render_formulas([A, B, A, A], start=counter)
    assert counter.asked == [A, B]


def test_without_formulas_nothing_starts() -> None:
    def never() -> Engine:
        raise AssertionError("the engine was started")

    assert render_formulas([], start=never).html == {}


def test_the_second_time_nothing_is_rendered(tmp_path: Path) -> None:
    folder = tmp_path / ".glossgen"
    assert asked([A, BAD], folder) == [A, BAD]
    assert asked([A, BAD], folder) == []
    assert asked([A, B], folder) == [B]


def test_what_a_formula_depends_on_is_in_its_key(tmp_path: Path) -> None:
    assert asked([A], tmp_path) == [A]
    assert asked([Formula("a", display=True)], tmp_path) == [Formula("a", display=True)]
    assert asked([A], tmp_path, R="x") == [A]
    assert asked([A], tmp_path, R="y") == [A]
    assert asked([A], tmp_path, R="x") == []
    assert keys_of([A], {}, "one") != keys_of([A], {}, "another")


def test_another_option_is_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = engine_module.fingerprint()
    katex, render = engine_module._scripts()
    monkeypatch.setattr(engine_module, "_scripts", lambda: (katex, render.replace("1000", "2000")))
    assert engine_module.fingerprint() != before


def test_what_may_end_otherwise_is_not_kept(tmp_path: Path) -> None:
    assert asked([A], tmp_path, lasting=False) == [A]
    assert asked([A], tmp_path) == [A]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_harmed_file_is_an_empty_cache(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert asked([A], tmp_path) == [A]
    assert asked([A], tmp_path) == []


def test_a_file_cut_short_is_an_empty_cache(tmp_path: Path) -> None:
    many = [Formula(f"x_{{{number}}}" * 20) for number in range(200)]
    assert asked(many, tmp_path) == many
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    asked(many, tmp_path)
    assert asked(many, tmp_path) == []


@pytest.mark.parametrize(
    "outcome",
    [
        "",
        "{",
        "[]",
        "null",
        '["", null]',
        "[1, null]",
        '["<i>a</i>", 3]',
        '["x", ["m", "one", null, ""]]',
        b"\0",
    ],
)
def test_a_harmed_row_is_passed_over(tmp_path: Path, outcome: object) -> None:
    asked([A, B], tmp_path)
    (key,) = keys_of([A], {}, engine_module.fingerprint()).values()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE formulas_1 SET outcome = ? WHERE key = ?", [outcome, key])
    database.close()
    assert asked([A, B], tmp_path) == [A]


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    (tmp_path / "folder" / FILE).mkdir(parents=True)
    for folder in ("file", "folder"):
        assert asked([A], tmp_path / folder) == [A]
        assert asked([A], tmp_path / folder) == [A]


def test_a_locked_cache_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "PATIENCE", 0)
    asked([A], tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert asked([A, B], tmp_path) == [A, B]
    other.execute("ROLLBACK")
    other.close()
    assert asked([A], tmp_path) == []


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST", 2)
    for formula in (A, B, BAD):
        asked([formula], tmp_path)
    assert asked([B, BAD, A], tmp_path) == [A]


def test_from_cache_and_from_engine_are_the_same(tmp_path: Path) -> None:
    formulas = [Formula(r"\frac{率}{2}"), Formula("😀 +\n\\nosuch"), Formula(r"\href{a}{b}", display=True)]
    first = render_formulas(formulas, cache=FormulaCache(tmp_path))
    again = render_formulas(formulas, cache=FormulaCache(tmp_path), start=Counter())
    assert again == first == render_formulas(formulas)
    assert list(first.errors) == formulas[1:]


class Elsewhere(Counter):
    """An engine that says in which process it was asked."""

    def render(self, formulas: Sequence[Formula], macros: Mapping[str, str]) -> list[FormulaResult]:
        return [
            FormulaResult(f"{os.getpid()}", FormulaError("bad", 2, 3, "hint") if formula == BAD else None)
            for formula in formulas
        ]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="forks processes")


@needs_fork
def test_many_formulas_are_rendered_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "can_fork", lambda: True)
    many = [*(Formula(f"{number}") for number in range(120)), BAD]
    with rendering(cache=FormulaCache(tmp_path), start=Elsewhere(), jobs=3) as begin:
        made = begin(many)()
    assert list(made.html) == many
    assert len(set(made.html.values())) == 2
    assert str(os.getpid()) not in made.html.values()
    assert made.errors == {BAD: FormulaError("bad", 2, 3, "hint")}
    assert render_formulas(many, cache=FormulaCache(tmp_path), start=Counter()) == made


@needs_fork
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_formulas_are_the_same_for_any_number_of_jobs(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "can_fork", lambda: True)
    many = [Formula(f"x_{{{number}}}" if number % 50 else r"\nosuch") for number in range(130)]
    with rendering(jobs=jobs) as begin:
        assert begin(many)() == render_formulas(many)
