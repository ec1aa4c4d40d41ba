"""What is read from Markdown, by pasted cases; `tests/cases/README.md` says how they are written."""

from __future__ import annotations

import dataclasses
import os
from itertools import groupby
from pathlib import Path

import pytest

from reading_cases import Case, load_cases, read_case, write_cases

CASES = load_cases()
UPDATE = bool(os.environ.get("GLOSSGEN_UPDATE"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    found = read_case(case, tmp_path)
    if UPDATE:
        _keep(case, found)
        return
    assert found == case.expected


def _keep(case: Case, found: str) -> None:
    cases = [dataclasses.replace(c, expected=found) if c.name == case.name else c for c in load_cases()]
    for file, group in groupby(cases, key=lambda c: c.file):
        if file == case.file:
            write_cases(file, list(group))


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 90
