"""The figures as Markdown: one row for each step and program, and the goals."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .goals import BySize, verdicts
from .peer import Peer
from .runner import BARE, OURS, Figures, Plan
from .serve import ENTRY, SENTENCE, START

STEPS = {
    "check": "check",
    "cold": "cold",
    "unchanged": "nothing changed",
    "edit": "a sentence",
    "label": "a label added",
    "entry": "an entry added",
    "file": "a file added",
    "formula": "a formula added",
    "description": "description changed",
    START: "server started",
    SENTENCE: "saved: a sentence",
    ENTRY: "saved: an entry added",
}
"""The cases in words, in the order of the table."""
HEAD = [
    "",
    "step",
    "program",
    "wall s",
    "CPU s",
    "peak MB",
    "files made (pages)",
    "that differ (pages)",
    "glossgen ÷ it: wall",
    "CPU",
]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured at one size, by the names of peers."""

    plan: Plan
    figures: Mapping[str, Figures]


def report(measured: Sequence[Measured], peers: Iterable[Peer], versions: Mapping[str, str]) -> str:
    """The table of all steps, what else was seen, the goals, and what the peers do."""
    peers = list(peers)
    names = [peer.name for peer in peers]
    rows = [row for each in measured for row in _rows(each, names)]
    others = [f"- {line}" for each in measured for line in _lines(each)]
    does = [f"- {peer.name} ({versions[peer.name]}): {peer.does}" for peer in peers]
    parts = (
        "# glossgen and its peers",
        "Medians of the runs, ratios too; memory is the most that was seen, of a server that at rest."
        f" Load of the machine in the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.",
        _table(HEAD, rows, left=3),
        "\n".join(others),
        f"## Goals\n\n{_goals(measured)}",
        "## What each one does\n\n" + "\n".join(does),
    )
    return "\n\n".join(parts) + "\n"


def _rows(measured: Measured, names: Iterable[str]) -> Iterator[list[str]]:
    """Step by step, the programs one below the other."""
    found = [(name, measured.figures[name]) for name in names if name in measured.figures]
    ours = measured.figures.get(OURS)
    for case, words in STEPS.items():
        for name, figures in found:
            if case in figures.usage and (name != BARE or case == "cold"):
                against = ours if name not in (OURS, BARE) else None
                yield [measured.plan.words, words, name, *_cells(figures, case, against)]


def _cells(figures: Figures, case: str, ours: Figures | None) -> Iterator[str]:
    usage = figures.usage[case]
    yield f"{usage.wall:.2f}"
    yield f"{usage.cpu:.2f}"
    yield f"{usage.memory / 1e6:.0f}"
    made, changed = figures.made.get(case), figures.changes.get(case)
    yield _counts(made.files, made.pages) if made else ""
    yield _counts(changed.differ, changed.pages) if changed else ""
    for clock in ("wall", "cpu"):
        ratio = ours.ratio(figures, case, clock) if ours else None
        yield "" if ratio is None else f"{ratio:.2f}"


def _counts(files: int, pages: int | None) -> str:
    return f"{files:,}" + ("" if pages is None else f" ({pages:,})")


def _lines(measured: Measured) -> Iterator[str]:
    """The sizes of the sites, and linking alone."""
    sizes = []
    for name, each in measured.figures.items():
        if name != BARE:
            page = f", {each.page / 1000:.1f} kB a page without formulas" if each.page else ""
            sizes.append(f"{name} {each.site / 1e6:.1f} MB in {each.pages:,} pages{page}")
    yield f"Sites of {measured.plan.words}: {'; '.join(sizes)}."
    alone = measured.figures[OURS].alone if OURS in measured.figures else None
    if alone:
        yield (
            f"Linking alone, {measured.plan.words}: {alone.linking:.3f} s of CPU for {alone.mentions:,}"
            f" mentions, a bare pass {alone.bare:.3f} s for {alone.found:,} labels found:"
            f" {alone.linking / alone.bare:.1f} times."
        )


def _goals(measured: Sequence[Measured]) -> str:
    terms, articles = (_by_size(measured, articles=which) for which in (False, True))
    found = list(verdicts(terms, articles))
    rows = [
        [each.what, each.value, each.ratio, each.by_cpu, each.goal, "met" if each.met else "**missed**"]
        for each in found
        if each.met is not None
    ]
    others = "; ".join(f"{each.what} ({each.goal})" for each in found if each.met is None)
    table = _table(["", "measured", "ratio", "by CPU time", "goal", ""], rows)
    return f"{table}\n\nNot measured: {others}." if others else table


def _by_size(measured: Sequence[Measured], *, articles: bool) -> BySize:
    return {each.plan.size: each.figures for each in measured if each.plan.articles is articles}


def _table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    rule = ["---" if number < left else "---:" for number in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])
