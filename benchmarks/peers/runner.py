"""All peers on the same terms, one after the other in each step of each round."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .alone import Alone, measure_alone
from .corpus import Corpus
from .inputs import synchronise
from .measure import CommandFailed, Usage, run
from .peer import Peer
from .serve import Served, measure_servers
from .site import Changes, File, changes, look

RUNS = 3
"""Of linking alone."""
MOST_ALONE = 10_000
CASES = ("cold", "unchanged", "edit", "label", "entry", "file", "formula", "description")
"""In this order, each from the state that the one before it left."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one peer at one size: medians for each case, and the size of the site."""

    usage: Mapping[str, Usage]
    """A peer that is slow at this size has the cold build alone."""
    site: int
    """All bytes of the site after the last build."""
    page: float | None
    """The mean bytes of a term's page without formulas, for peers that have one page a term."""
    pages: int = 0
    """How many pages the site has."""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    """What each case did to the site, in the last round, of peers that are counted."""
    served: Served | None = None
    alone: Alone | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured at one size."""

    terms: int
    rounds: int
    saves: int = 0
    """How many saves for each server; none without servers."""

    def cases(self, peer: Peer, number: int) -> tuple[str, ...]:
        """The cases of a peer in a round: of a slow one the first cold build only."""
        if peer.limit is None or self.terms <= peer.limit:
            return CASES if peer.describes else CASES[:-1]
        return CASES[:1] if number == 1 else ()


@dataclass(slots=True)
class _Run:
    """A peer while it is measured."""

    peer: Peer
    program: Path | None
    folder: Path
    usages: dict[str, list[Usage]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    input: frozenset[str] = frozenset()

    def build(self, corpus: Corpus, case: str) -> Usage:
        """One case. Raises `CommandFailed`; `OSError` when the program cannot be started."""
        peer, folder = self.peer, self.folder
        self.input = synchronise(peer, corpus, folder, self.input)
        if case == "cold":
            for name in (peer.site, *peer.caches):
                shutil.rmtree(folder / name, ignore_errors=True)
        usage = run(peer.command(self.program, folder), folder, dict(peer.environment), folder / "log.txt")
        _verify(peer, corpus, folder)
        if peer.counted:
            before, self.files = self.files, look(folder / peer.site)
            if case != "cold":
                self.changes[case] = changes(before, self.files)
        self.usages.setdefault(case, []).append(usage)
        return usage


def corpus_of(terms: int, case: str, number: int) -> Corpus:
    """The terms of a case in a round: what the cases before it have changed, and one thing more."""
    done = CASES.index(case)
    later = (done >= at for at in range(CASES.index("label"), len(CASES)))
    return Corpus(terms, number if done >= CASES.index("edit") else 0, *later)


def measure(
    peers: Sequence[Peer], programs: Mapping[str, Path | None], plan: Plan, work: Path, say: Say
) -> dict[str, Figures]:
    """Figures by the names of peers. A peer that fails is reported and left out from there on."""
    folders = [work / peer.name for peer in peers]
    running = [_Run(peer, programs[peer.name], work / peer.name) for peer in peers]
    for number in range(1, plan.rounds + 1):
        for case in CASES:
            corpus = corpus_of(plan.terms, case, number)
            for each in [each for each in running if case in plan.cases(each.peer, number)]:
                try:
                    usage = each.build(corpus, case)
                except (CommandFailed, OSError) as error:
                    say(f"{each.peer.name}: left out, since {error}")
                    running.remove(each)
                    continue
                say(
                    f"{plan.terms:,} terms, round {number}, {case}, {each.peer.name}:"
                    f" {usage.wall:.2f} s, CPU {usage.cpu:.2f} s, {usage.memory / 1e6:.0f} MB"
                )
    figures = {each.peer.name: _figures(each, plan.terms) for each in running}
    for name, served in _served(running, plan, work, say).items():
        figures[name] = replace(figures[name], served=served)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def _served(running: list[_Run], plan: Plan, work: Path, say: Say) -> dict[str, Served]:
    with_server = [each for each in running if each.peer.serve and plan.saves]
    programs = {each.peer.name: each.program for each in with_server}
    peers = [each.peer for each in with_server]
    return measure_servers(peers, programs, plan.terms, plan.saves, work, say)


def _verify(peer: Peer, corpus: Corpus, folder: Path) -> None:
    """Raises `CommandFailed` when the site does not show the edited definition as it now is."""
    for entry in corpus.proofs if peer.page else ():
        assert peer.page
        text = (folder / peer.site / peer.page(entry)).read_text(encoding="utf-8")
        missing = [wanted for wanted in (entry.closing, peer.proof) if wanted not in text]
        if missing:
            raise CommandFailed(f"the page of term {entry.number} does not say {missing[0]}")


def _figures(each: _Run, terms: int) -> Figures:
    peer, site = each.peer, each.folder / each.peer.site
    page = None
    if peer.page and peer.alone:
        pages = [site / peer.page(entry) for entry in Corpus(terms) if not entry.with_formula]
        page = statistics.mean(path.stat().st_size for path in pages)
    files = [path for path in site.rglob("*") if path.is_file()]
    usage = {case: _median(usages) for case, usages in each.usages.items()}
    size = sum(path.stat().st_size for path in files)
    alone = measure_alone(each.folder / "glossary", RUNS) if peer.counted and terms <= MOST_ALONE else None
    pages_made = sum(path.suffix == ".html" for path in files)
    return Figures(usage, size, page, pages_made, each.changes, alone=alone)


def _median(usages: list[Usage]) -> Usage:
    return replace(
        usages[0],
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        memory=max(usage.memory for usage in usages),
    )
