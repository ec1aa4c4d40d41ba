"""All peers on the same corpus, one after the other in each step of each round."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .alone import Alone, measure_alone
from .articles import Articles
from .corpus import Corpus
from .glossgen import Made, made_by
from .inputs import synchronise
from .measure import CommandFailed, Usage, run
from .peer import Peer
from .serve import Runs, measure_servers
from .site import Changes, File, changes, look

OURS = "glossgen"
BARE = "python"
RUNS = 3
"""Of linking alone."""
MOST_ALONE = 10_000
CASES = ("cold", "unchanged", "edit", "label", "entry", "file", "formula", "description")
"""In this order, each from the state that the one before it left."""
ARTICLE_CASES = ("check", "cold", "unchanged", "edit")
"""Of long articles."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one peer at one size."""

    usage: Mapping[str, Usage]
    """Medians for each case. A peer that is slow at this size has the cold build alone."""
    site: int
    """All bytes of the site after the last build."""
    page: float | None
    """The mean bytes of a term's page without formulas, for peers that have one page a term."""
    pages: int = 0
    """How many pages the site has."""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    """What each case did to the site, in the last round, of peers that are counted."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """What each case made, in the last round, as far as the peer says so."""
    runs: Mapping[str, Sequence[Usage]] = field(default_factory=dict)
    """Each run of each case, in the order of the rounds."""
    alone: Alone | None = None

    def with_runs(self, runs: Mapping[str, Sequence[Usage]]) -> Figures:
        """The same, and what was measured in more cases."""
        usage = {case: _median(usages) for case, usages in runs.items()}
        return replace(self, usage={**self.usage, **usage}, runs={**self.runs, **runs})

    def ratio(self, other: Figures, case: str, clock: str) -> float | None:
        """How many times as long as the other it took: the median over rounds, each compared with itself.

        What slows the machine down for a round slows both, and does not count.
        """
        pairs = zip(self.runs.get(case, ()), other.runs.get(case, ()), strict=False)
        ratios = [
            getattr(ours, clock) / getattr(theirs, clock) for ours, theirs in pairs if getattr(theirs, clock)
        ]
        return statistics.median(ratios) if ratios else None


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured at one size."""

    size: int
    """Of terms, or of articles."""
    rounds: int
    saves: int = 0
    """How many saves for each server; none without servers."""
    articles: bool = False

    @property
    def words(self) -> str:
        """`300 terms`."""
        return f"{self.size:,} {'articles' if self.articles else 'terms'}"

    @property
    def steps(self) -> tuple[str, ...]:
        """The cases, in their order."""
        return ARTICLE_CASES if self.articles else CASES

    def cases(self, peer: Peer, number: int) -> tuple[str, ...]:
        """The cases of a peer in a round: of a slow one the first cold build only."""
        if peer.limit is None or self.size <= peer.limit:
            return tuple(step for step in self.steps if peer.describes or step != "description")
        return ("cold",) if number == 1 else ()

    def corpus(self, case: str, number: int) -> Corpus | Articles:
        """The input for a case in a round: what the cases before it have changed, and one thing more."""
        done = self.steps.index(case)
        revision = number if done >= self.steps.index("edit") else 0
        if self.articles:
            return Articles(self.size, revision)
        later = (done >= at for at in range(CASES.index("label"), len(CASES)))
        return Corpus(self.size, revision, *later)


@dataclass(slots=True)
class _Run:
    """A peer while it is measured."""

    peer: Peer
    program: Path | None
    folder: Path
    usages: dict[str, list[Usage]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    input: frozenset[str] = frozenset()

    def build(self, corpus: Corpus | Articles, case: str) -> Usage:
        """One case. Raises `CommandFailed`; `OSError` when the program cannot be started."""
        peer, folder, log = self.peer, self.folder, self.folder / "log.txt"
        self.input = synchronise(peer, corpus, folder, self.input)
        if case in ("cold", "check"):
            for name in (peer.site, *peer.caches):
                shutil.rmtree(folder / name, ignore_errors=True)
        command = peer.check if case == "check" and peer.check else peer.command
        usage = run(command(self.program, folder), folder, dict(peer.environment), log, peer.codes)
        if case != "check":
            _verify(peer, corpus, folder)
        if case != "check" and peer.counted:
            self._count(case, log.read_text(encoding="utf-8", errors="replace"))
        self.usages.setdefault(case, []).append(usage)
        return usage

    def _count(self, case: str, printed: str) -> None:
        """What the build made, and what became of the site."""
        made = made_by(printed)
        if made:
            self.made[case] = made
        before, self.files = self.files, look(self.folder / self.peer.site)
        if case != "cold":
            self.changes[case] = changes(before, self.files)


def measure(
    peers: Sequence[Peer], programs: Mapping[str, Path | None], plan: Plan, work: Path, say: Say
) -> dict[str, Figures]:
    """Figures by the names of peers. A peer that fails is reported and left out from there on."""
    folders = [work / peer.name for peer in peers]
    running = [_Run(peer, programs[peer.name], work / peer.name) for peer in peers]
    for number in range(1, plan.rounds + 1):
        for case in plan.steps:
            running = _step(running, plan, case, number, say)
    figures = {each.peer.name: _figures(each, plan) for each in running}
    for name, runs in _served(running, plan, work, say).items():
        figures[name] = figures[name].with_runs(runs)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def _step(running: list[_Run], plan: Plan, case: str, number: int, say: Say) -> list[_Run]:
    """One case of all peers, in every other round backwards; those that did not fail."""
    corpus, failed = plan.corpus(case, number), []
    turns = [each for each in running if case in plan.cases(each.peer, number)]
    for each in turns if number % 2 else turns[::-1]:
        try:
            usage = each.build(corpus, case)
        except (CommandFailed, OSError) as error:
            say(f"{each.peer.name}: left out, since {error}")
            failed.append(each)
            continue
        say(
            f"{plan.words}, round {number}, {case}, {each.peer.name}:"
            f" {usage.wall:.2f} s, CPU {usage.cpu:.2f} s, {usage.memory / 1e6:.0f} MB"
        )
    return [each for each in running if each not in failed]


def _served(running: list[_Run], plan: Plan, work: Path, say: Say) -> dict[str, Runs]:
    with_server = [each for each in running if each.peer.serve and plan.saves]
    programs = {each.peer.name: each.program for each in with_server}
    peers = [each.peer for each in with_server]
    return measure_servers(peers, programs, plan.size, plan.saves, work, say)


def _verify(peer: Peer, corpus: Corpus | Articles, folder: Path) -> None:
    """Raises `CommandFailed` when the site does not show what was edited as it now is."""
    for entry in corpus.proofs if peer.page else ():
        assert peer.page
        page = peer.page(entry)
        text = (folder / peer.site / page).read_text(encoding="utf-8")
        missing = [wanted for wanted in (entry.closing, peer.proof) if wanted not in text]
        if missing:
            raise CommandFailed(f"{page} does not say {missing[0]}")


def _figures(each: _Run, plan: Plan) -> Figures:
    peer, site = each.peer, each.folder / each.peer.site
    page = None
    if peer.page and peer.alone and not plan.articles:
        pages = [site / peer.page(entry) for entry in Corpus(plan.size) if not entry.with_formula]
        page = statistics.mean(path.stat().st_size for path in pages)
    files = [path for path in site.rglob("*") if path.is_file()]
    return Figures(
        usage={},
        site=sum(path.stat().st_size for path in files),
        page=page,
        pages=sum(path.suffix == ".html" for path in files),
        changes=each.changes,
        made=each.made,
        alone=_alone(each, plan),
    ).with_runs(each.usages)


def _alone(each: _Run, plan: Plan) -> Alone | None:
    """Linking alone, by the sources of this checkout."""
    fits = each.peer.name == OURS and plan.size <= MOST_ALONE and not plan.articles
    return measure_alone(each.folder / "glossary", RUNS) if fits else None


def _median(usages: Sequence[Usage]) -> Usage:
    return replace(
        usages[0],
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        memory=max(usage.memory for usage in usages),
    )
