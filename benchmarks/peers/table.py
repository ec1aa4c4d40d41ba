"""The figures as Markdown: seconds and bytes, glossgen as a multiple of each peer, and the goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .goals import BARE, OURS, BySize, peak, verdicts
from .measure import Usage
from .peer import Peer
from .runner import CASES, Figures


def report(
    sizes: BySize, peers: Iterable[Peer], versions: Mapping[str, str], rounds: Mapping[int, int]
) -> str:
    """All tables."""
    peers = list(peers)
    parts = ["# glossgen and its peers\n\nMedians of the rounds; memory is the most that was seen."]
    for terms, figures in sizes.items():
        count = rounds[terms]
        head = f"## {terms:,} terms, {count} round{'s' if count > 1 else ''}"
        parts.append(f"{head}\n\n{_seconds(figures, peers)}")
        if OURS in figures:
            parts.append(f"glossgen as a multiple of each:\n\n{_ratios(figures)}")
            parts += _written(figures[OURS])
        parts += _servers(figures)
    parts.append(f"## Goals\n\n{_goals(sizes)}")
    lines = "\n".join(f"- {peer.name} ({versions[peer.name]}): {peer.does}" for peer in peers)
    return "\n\n".join((*parts, f"## What each one does\n\n{lines}")) + "\n"


def _seconds(figures: Mapping[str, Figures], peers: list[Peer]) -> str:
    head = [*(f"{case} wall / CPU s" for case in CASES), "peak MB", "site MB", "page kB"]
    rows = []
    for name in (peer.name for peer in peers if peer.name in figures):
        one = figures[name]
        cells = [_time(one.usage[case]) if case in one.usage else "–" for case in CASES]
        page = f"{one.page / 1000:.1f}" if one.page else "–"
        rows.append([name, *cells, f"{peak(one):.0f}", f"{one.site / 1e6:.1f}", page])
    return _table(["", *head], rows)


def _time(usage: Usage) -> str:
    return f"{usage.wall:.2f} / {usage.cpu:.2f}"


def _ratios(figures: Mapping[str, Figures]) -> str:
    ours = figures[OURS]
    rows = []
    for name, one in figures.items():
        if name in (OURS, BARE):
            continue
        times = [_times(ours.usage[case], one.usage[case]) if case in one.usage else "–" for case in CASES]
        page = _multiple(ours.page, one.page) if ours.page and one.page else "–"
        rows.append([name, *times, _multiple(peak(ours), peak(one)), _multiple(ours.site, one.site), page])
    head = [*(f"{case} wall / CPU" for case in CASES), "peak", "site", "page"]
    return _table(["", *head], rows)


def _written(ours: Figures) -> list[str]:
    """What a step did to our site, and linking alone."""
    told = [
        f"{case}: {change.files:,} files written, {change.pages:,} pages changed"
        for case, change in ours.changes.items()
    ]
    lines = (
        [f"Of the {ours.pages:,} pages of glossgen, in the last round, {'; '.join(told)}."] if told else []
    )
    if ours.alone:
        alone = ours.alone
        lines.append(
            f"Linking alone: {alone.linking:.3f} s of CPU for {alone.mentions:,} mentions, a bare pass"
            f" {alone.bare:.3f} s for {alone.found:,} labels found: {alone.linking / alone.bare:.1f} times."
        )
    return lines


def _servers(figures: Mapping[str, Figures]) -> list[str]:
    """From saving to the page served."""
    served = {name: one.served for name, one in figures.items() if one.served}
    if not served:
        return []
    rows = []
    for name, one in served.items():
        seconds = sorted(save.seconds for save in one.saves)
        cells = [one.start, one.seconds, seconds[0], seconds[-1], one.cpu]
        times = f"{served[OURS].seconds / one.seconds:.2f}" if OURS in served and name != OURS else "–"
        rows.append([name, *(f"{cell:.3f}" for cell in cells), f"{one.memory / 1e6:.0f}", times])
    head = [
        "start s",
        "save to page s",
        "least",
        "most",
        "CPU s a save",
        "MB at rest",
        "glossgen as a multiple",
    ]
    count = max(len(one.saves) for one in served.values())
    return [
        f"From saving a definition to its page served, {count} saves each:\n\n{_table(['', *head], rows)}"
    ]


def _goals(sizes: BySize) -> str:
    words = {True: "met", False: "**missed**", None: "not measured"}
    rows = [
        [each.what, each.value, each.ratio, each.by_cpu, each.goal, words[each.met]]
        for each in verdicts(sizes)
    ]
    return _table(["", "measured", "ratio", "by CPU time", "goal", ""], rows)


def _times(ours: Usage, theirs: Usage) -> str:
    return f"{_multiple(ours.wall, theirs.wall)} / {_multiple(ours.cpu, theirs.cpu)}"


def _multiple(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}" if theirs else "–"


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])
