"""The figures as Markdown: seconds and bytes, glossgen as a multiple of each peer, and the goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .measure import Usage
from .peer import Peer
from .runner import CASES, Figures

OURS = "glossgen"
BARE = "python"
BySize = Mapping[int, Mapping[str, Figures]]


Measure = Callable[[Figures, str], float | None]
"""A value out of the figures; of times, those by one clock, `wall` or `cpu`."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A value of ours that is to be at most so many times a peer's, or at most a number."""

    what: str
    terms: int
    ours: Measure
    most: float
    peer: str = ""
    theirs: Measure | None = None
    """What of the peer; without it, the same as of ours."""

    def value(self, sizes: BySize, clock: str) -> float | None:
        """What was measured, or nothing when this size or this peer was not."""
        figures = sizes.get(self.terms, {})
        if OURS not in figures:
            return None
        ours = self.ours(figures[OURS], clock)
        if not self.peer:
            return ours
        theirs = (self.theirs or self.ours)(figures[self.peer], clock) if self.peer in figures else None
        return ours / theirs if ours is not None and theirs else None


def _time_of(case: str) -> Measure:
    return lambda figures, clock: _clock(figures.usage[case], clock)


def _clock(usage: Usage, clock: str) -> float:
    return usage.cpu if clock == "cpu" else usage.wall


def _peak(figures: Figures, _clock: str) -> float:
    return _memory(figures)


def _memory(figures: Figures) -> float:
    return max(usage.memory for usage in figures.usage.values()) / 1e6


GOALS = (
    Goal("cold build, times hugo", 10_000, _time_of("cold"), 1.5, "hugo"),
    Goal("cold build, times hugo-backlinks", 10_000, _time_of("cold"), 1.0, "hugo-backlinks"),
    Goal("cold build, times hugo-links", 10_000, _time_of("cold"), 0.02, "hugo-links"),
    Goal("cold build, times hugo", 100_000, _time_of("cold"), 1.0, "hugo"),
    Goal("unchanged, times sphinx", 10_000, _time_of("unchanged"), 0.1, "sphinx"),
    Goal("one edit, times sphinx", 10_000, _time_of("edit"), 0.2, "sphinx"),
    Goal("label added, times our one edit", 10_000, _time_of("label"), 3.0, OURS, _time_of("edit")),
    Goal("peak memory, MB", 10_000, _peak, 300),
    Goal("peak memory, MB", 100_000, _peak, 1500),
    Goal("page without formulas, times hugo", 10_000, lambda figures, _: figures.page, 1.6, "hugo"),
)
"""The goals of the project that one size can show; start-up and growth are reckoned in `_goals`."""


def report(sizes: BySize, peers: Iterable[Peer], versions: Mapping[str, str], rounds: int) -> str:
    """All tables."""
    peers = list(peers)
    parts = [f"# glossgen and its peers\n\nMedians of {rounds} round(s); memory is the most that was seen."]
    for terms, figures in sizes.items():
        parts.append(f"## {terms:,} terms\n\n{_seconds(figures, peers)}")
        if OURS in figures:
            parts.append(f"glossgen as a multiple of each:\n\n{_ratios(figures)}")
    parts.append(f"## Goals\n\n{_goals(sizes)}")
    lines = "\n".join(f"- {peer.name} ({versions[peer.name]}): {peer.does}" for peer in peers)
    return "\n\n".join((*parts, f"## What each one does\n\n{lines}")) + "\n"


def _seconds(figures: Mapping[str, Figures], peers: list[Peer]) -> str:
    head = [*(f"{case} wall / CPU s" for case in CASES), "peak MB", "site MB", "page kB"]
    rows = []
    for name in (peer.name for peer in peers if peer.name in figures):
        one = figures[name]
        cells = [_time(one.usage[case]) for case in CASES]
        page = f"{one.page / 1000:.1f}" if one.page else "–"
        rows.append([name, *cells, f"{_memory(one):.0f}", f"{one.site / 1e6:.1f}", page])
    return _table(["", *head], rows)


def _time(usage: Usage) -> str:
    return f"{usage.wall:.2f} / {usage.cpu:.2f}"


def _ratios(figures: Mapping[str, Figures]) -> str:
    ours = figures[OURS]
    rows = []
    for name, one in figures.items():
        if name in (OURS, BARE):
            continue
        times = [_times(ours.usage[case], one.usage[case]) for case in CASES]
        page = _multiple(ours.page, one.page) if ours.page and one.page else "–"
        rows.append(
            [name, *times, _multiple(_memory(ours), _memory(one)), _multiple(ours.site, one.site), page]
        )
    head = [*(f"{case} wall / CPU" for case in CASES), "peak", "site", "page"]
    return _table(["", *head], rows)


def _goals(sizes: BySize) -> str:
    rows = []
    for goal in GOALS:
        wall, cpu = (goal.value(sizes, clock) for clock in ("wall", "cpu"))
        if wall is not None and cpu is not None:
            rows.append([f"{goal.what}, {goal.terms:,}", f"{goal.most:g}", f"{wall:.3g}", f"{cpu:.3g}"])
    cold = {size: figures[OURS].usage["cold"] for size, figures in sizes.items() if OURS in figures}
    if 300 in cold and BARE in sizes[300]:
        bare = sizes[300][BARE].usage["cold"]
        more = f"{cold[300].wall - bare.wall:.3g}", f"{cold[300].cpu - bare.cpu:.3g}"
        rows.append(["cold build beyond `python -c pass`, s, 300", "0.8", *more])
    if {10_000, 100_000} <= set(cold):
        small, large = cold[10_000], cold[100_000]
        growth = f"{large.wall / small.wall:.3g}", f"{large.cpu / small.cpu:.3g}"
        rows.append(["cold build, 100,000 as a multiple of 10,000", "11", *growth])
    return _table(["goal", "at most", "measured", "by CPU time"], rows)


def _times(ours: Usage, theirs: Usage) -> str:
    return f"{_multiple(ours.wall, theirs.wall)} / {_multiple(ours.cpu, theirs.cpu)}"


def _multiple(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}" if theirs else "–"


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])
