"""How thorough a run of the tests is: short at every change, or long by `./run test --long`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

LONG = bool(os.environ.get("GLOSSGEN_LONG"))
"""Set by the option `--long` (conftest.py)."""


def some(values: Iterable[T]) -> list[T]:
    """Every second of many cases of one kind; all of them in a long run."""
    return list(values)[:: 1 if LONG else 2]


def examples(short: int, long: int) -> int:
    """How many examples are tried."""
    return long if LONG else short
