"""The truth set: short texts with the mentions that a careful editor would make links of.

`tests/truth/README.md` says how a case is written and how it was judged.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from truth_cases import Case, load_cases, mentions_of

CASES = load_cases(Path(__file__).parent / "truth")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.title}")
def test_mentions(case: Case) -> None:
    found = mentions_of(case)
    assert case.right(found), f"{case.why}\ntext: {case.text!r}\nfound: {found}\naccepted: {case.accepted}"


def test_set_is_large_enough() -> None:
    assert len(CASES) >= 200
    assert len({(case.group, case.title) for case in CASES}) == len(CASES)
    assert all(case.why.strip() for case in CASES)
