"""The goals, and the rows that set what was measured beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit_npm import Checked, Scores
from audit_visit import Visit

BYTES = 12_000
REQUESTS = 3
SCRIPT = 3_000
LCP = 1.0
"""Bytes of a first visit, its requests, bytes of script before interaction, seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    quality: str
    goal: str
    measured: str
    good: bool


def of_lighthouse(found: Sequence[Scores]) -> Iterator[Row]:
    """The rows of Lighthouse: the least score and the worst time of all pages."""
    least = [min(each.scores[number] for each in found) for number in range(4)]
    scores = "/".join(map(str, least))
    yield Row("Lighthouse mobile, least of all pages", "100/100/100/100", scores, min(least) == 100)
    lcp, tbt, cls = (max(getattr(each, name) for each in found) for name in ("lcp", "tbt", "cls"))
    good = lcp <= LCP and tbt < 0.5 and cls < 0.0005
    worst = f"{lcp:.2f} s / {tbt:.0f} ms / {cls:.3f}"
    yield Row("LCP / TBT / CLS, worst of all pages", f"≤ {LCP} s / 0 / 0", worst, good)


def of_visits(plain: Sequence[Visit], every: Sequence[Visit]) -> Iterator[Row]:
    """The rows of first visits; `plain` are those of term pages without formulas."""
    size, requests = max(each.size for each in plain), max(each.requests for each in plain)
    yield Row(
        f"cold term page without formulas, worst of {len(plain)}",
        f"≤ {BYTES:,} bytes, ≤ {REQUESTS} requests",
        f"{size:,} bytes, {requests} requests",
        size <= BYTES and requests <= REQUESTS,
    )
    # The search page is there to run its script, and the map to draw.
    still = [each for each in every if not {"search", "map"} & set(each.page.split("/"))]
    script = max(each.script for each in still)
    yield Row("JavaScript before interaction", f"≤ {SCRIPT:,} bytes", f"{script:,} bytes", script <= SCRIPT)
    foreign, said = (sum(len(getattr(each, name)) for each in every) for name in ("foreign", "said"))
    yield Row("third-party requests", "0", str(foreign), not foreign)
    yield Row("console errors and warnings", "0", str(said), not said)


def of_nu(checked: Checked) -> Iterator[Row]:
    """The row of the Nu checker."""
    counts = f"{len(checked.errors)} ({len(checked.warnings)} warnings)"
    yield Row("HTML errors (Nu checker)", "0", counts, not checked.errors)


def details(found: Sequence[Scores]) -> Iterator[str]:
    """A line for each page, with what cost it points."""
    for each in found:
        scores = "/".join(map(str, each.scores))
        times = f"LCP {each.lcp:.2f} s, TBT {each.tbt:.0f} ms, CLS {each.cls:.4f}"
        yield f"/{each.page}: {scores}, {times} {' '.join(each.failed)}".rstrip()
