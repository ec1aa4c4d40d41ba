"""How thorough a run of the tests is: short at every change, or long by `./run test --long`."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("GLOSSGEN_LONG"))
"""Set by the option `--long` (conftest.py)."""


def examples(short: int, long: int) -> int:
    """How many examples are tried."""
    return long if LONG else short
