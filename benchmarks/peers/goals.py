"""The goals of the project, each with what was measured in the same run: met, missed or not measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .before import NAME as BEFORE
from .measure import Usage
from .runner import BARE, CASES, OURS, Figures
from .serve import ENTRY, SENTENCE

CLOCKS = ("wall", "cpu")
BySize = Mapping[int, Mapping[str, Figures]]
Measure = Callable[[Figures, str], float | None]
"""A value out of the figures; of times, those by one clock, `wall` or `cpu`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal beside what was measured, as texts; `met` is nothing when it was not."""

    what: str
    goal: str
    value: str = "–"
    ratio: str = "–"
    by_cpu: str = "–"
    """The ratio by CPU time, which a busy machine changes less. The clock on the wall decides."""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """A value of ours that is to be at most so many times a peer's, or our own at another size or case."""

    what: str
    terms: int
    value: Measure
    most: float
    peer: str
    unit: str = "s"
    theirs: Measure | None = None
    """What of the peer; without it, the same as of ours."""
    their_terms: int | None = None

    def verdict(self, sizes: BySize) -> Verdict:
        """The goal beside what was measured."""
        goal = f"≤ {self.most:g} × {self.peer}"
        ours, theirs = ([self._value(sizes, clock, mine) for clock in CLOCKS] for mine in (True, False))
        if ours[0] is None or not theirs[0]:
            return Verdict(self.what, goal)
        ratio = ours[0] / theirs[0]
        by_cpu = f"{ours[1] / theirs[1]:.3g}" if ours[1] is not None and theirs[1] else "–"
        value = f"{_number(ours[0])} against {_number(theirs[0])} {self.unit}"
        return Verdict(self.what, goal, value, f"{ratio:.3g}", by_cpu, ratio <= self.most)

    def _value(self, sizes: BySize, clock: str, mine: bool) -> float | None:
        if mine:
            return _of(sizes, self.terms, OURS, self.value, clock)
        name = OURS if self.peer.startswith("our") else self.peer.removesuffix("'s edit")
        return _of(sizes, self.their_terms or self.terms, name, self.theirs or self.value, clock)


@dataclass(frozen=True, slots=True)
class AtMost:
    """A value of ours that is to be at most a number."""

    what: str
    terms: int
    value: Measure
    most: float
    unit: str

    def verdict(self, sizes: BySize) -> Verdict:
        """The goal beside what was measured."""
        goal = f"≤ {self.most:g} {self.unit}"
        value = _of(sizes, self.terms, OURS, self.value, "wall")
        if value is None:
            return Verdict(self.what, goal)
        ratio = f"{value / self.most:.3g} of it" if self.most else "–"
        return Verdict(self.what, goal, f"{_number(value)} {self.unit}", ratio, met=value <= self.most)


def verdicts(sizes: BySize, articles: BySize | None = None) -> Iterator[Verdict]:
    """All goals: of cold builds, of edits, and others."""
    yield from (goal.verdict(sizes) for goal in _COLD)
    yield _start(sizes)
    yield from (goal.verdict(sizes) for goal in _EDITS)
    yield _label(sizes)
    yield from (_rendered(sizes, case) for case in TEXT_EDITS)
    yield from (goal.verdict(sizes) for goal in _LAST)
    yield from (goal.verdict(articles or {}) for goal in _ARTICLES)


def _start(sizes: BySize) -> Verdict:
    what, goal = "cold build, 300, beyond `python -c pass`", "≤ 0.8 s"
    ours, bare = (_of(sizes, 300, name, _time("cold"), "wall") for name in (OURS, BARE))
    if ours is None or bare is None:
        return Verdict(what, goal)
    more = ours - bare
    cpu, bare_cpu = (_of(sizes, 300, name, _time("cold"), "cpu") or 0 for name in (OURS, BARE))
    value = f"{more:.3f} s ({ours:.3f} − {bare:.3f})"
    return Verdict(
        what, goal, value, f"{more / 0.8:.3g} of it", f"{(cpu - bare_cpu) / 0.8:.3g} of it", more <= 0.8
    )


def _label(sizes: BySize, terms: int = 10_000) -> Verdict:
    """Three edits, and for each page that changes what a page of the cold build costs in the mean."""
    what, goal = f"label added, {terms:,}", "≤ 3 × our edit, plus the pages changed"
    ours = sizes.get(terms, {}).get(OURS)
    if ours is None or not {"cold", "edit", "label"} <= ours.usage.keys() or "label" not in ours.changes:
        return Verdict(what, goal)
    pages = ours.changes["label"].pages - ours.changes["edit"].pages
    shares = []
    for clock in CLOCKS:
        cold, edit, label = (_clock(ours.usage[case], clock) for case in ("cold", "edit", "label"))
        allowed = 3 * edit + pages * cold / ours.pages
        shares.append((label, edit, allowed, label / allowed))
    label, edit, allowed, share = shares[0]
    value = f"{_number(label)} against {_number(edit)} s, {_number(allowed)} s with {pages:,} pages more"
    ratios = [f"{label / edit:.3g} ({share:.2f} of what is allowed)" for label, edit, _, share in shares]
    return Verdict(what, goal, value, ratios[0], ratios[1], share <= 1)


def _rendered(sizes: BySize, case: str) -> Verdict:
    """An edit renders few more pages than it changes: the largest size that was measured counts."""
    what, goal = f"pages rendered: {case}", "≤ 1.2 × those that differ, plus 10"
    for terms in sorted(sizes, reverse=True):
        ours = sizes[terms].get(OURS)
        made = ours.made[case].pages if ours and case in ours.made else None
        if ours is None or made is None or case not in ours.changes:
            continue
        differ = ours.changes[case].pages
        allowed = 1.2 * differ + 10
        value = f"{made:,} for {differ:,} that differ, {terms:,} terms"
        return Verdict(what, goal, value, f"{made / allowed:.3g} of it", met=made <= allowed)
    return Verdict(what, goal)


def _of(sizes: BySize, terms: int, name: str, value: Measure, clock: str) -> float | None:
    figures = sizes.get(terms, {}).get(name)
    return value(figures, clock) if figures else None


def _time(case: str) -> Measure:
    def time(figures: Figures, clock: str) -> float | None:
        return _clock(figures.usage[case], clock) if case in figures.usage else None

    return time


def _clock(usage: Usage, clock: str) -> float:
    return usage.cpu if clock == "cpu" else usage.wall


def _page(figures: Figures, clock: str) -> float | None:
    return figures.page / 1000 if figures.page and clock == "wall" else None


def _written(figures: Figures, _clock: str) -> float | None:
    return figures.changes["unchanged"].files if "unchanged" in figures.changes else None


def _linking(figures: Figures, _clock: str) -> float | None:
    return figures.alone.linking if figures.alone else None


def _bare(figures: Figures, _clock: str) -> float | None:
    return figures.alone.bare if figures.alone else None


def peak(figures: Figures, _clock: str = "wall") -> float:
    """The most memory of all builds, in megabytes."""
    return max(usage.memory for case, usage in figures.usage.items() if case in CASES) / 1e6


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or not value else f"{value:.3g}"


TEXT_EDITS = ("edit", "label", "entry", "file", "formula")
_COLD = (
    *(
        Against(f"cold build, {terms:,}", terms, _time("cold"), 1.0, BEFORE)
        for terms in (300, 10_000, 100_000)
    ),
    Against("cold build, 10,000", 10_000, _time("cold"), 4.0, "hugo"),
    Against("cold build, 10,000", 10_000, _time("cold"), 1.0, "hugo-backlinks"),
    Against("cold build, 10,000", 10_000, _time("cold"), 0.02, "hugo-links"),
    Against("cold build, 100,000", 100_000, _time("cold"), 1.0, "hugo"),
    Against("cold build, 100,000", 100_000, _time("cold"), 12, "our 10,000", their_terms=10_000),
)
_EDITS = (
    Against("nothing changed, 10,000", 10_000, _time("unchanged"), 0.1, "sphinx"),
    AtMost("nothing changed, 10,000: written", 10_000, _written, 0, "files"),
    Against("one definition edited, 10,000", 10_000, _time("edit"), 0.15, "sphinx"),
    *(
        goal
        for case, what in (("entry", "an entry"), ("file", "a file"), ("formula", "a formula"))
        for goal in (
            Against(f"{what} added, 10,000", 10_000, _time(case), 0.5, "sphinx's edit", theirs=_time("edit")),
            AtMost(f"{what} added, 10,000: seconds", 10_000, _time(case), 1.5, "s"),
        )
    ),
)
_LAST = (
    Against("save to page served, a sentence, 10,000", 10_000, _time(SENTENCE), 0.3, "hugo"),
    Against("save to page served, an entry, 10,000", 10_000, _time(ENTRY), 1.0, "hugo"),
    AtMost("peak memory, 10,000", 10_000, peak, 300, "MB"),
    AtMost("peak memory, 100,000", 100_000, peak, 1500, "MB"),
    Against("page without formulas, 10,000", 10_000, _page, 1.6, "hugo", "kB"),
    Against("linking alone, 10,000", 10_000, _linking, 3, "our bare pass", "s of CPU", _bare),
)
_ARTICLES = (
    AtMost("3,000 long articles: cold build", 3_000, _time("cold"), 45, "s"),
    AtMost("3,000 long articles: a sentence", 3_000, _time("edit"), 2, "s"),
)
