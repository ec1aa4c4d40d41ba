"""All peers on the same terms, one after the other in each step of each round."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .corpus import Corpus
from .measure import CommandFailed, Usage, run
from .peer import Peer

CASES = ("cold", "unchanged", "edit", "label")
"""In this order, each from the state that the one before it left."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one peer at one size: medians for each case, and the size of the site."""

    usage: Mapping[str, Usage]
    site: int
    """All bytes of the site after the last build."""
    page: float | None
    """The mean bytes of a term's page without formulas, for peers that have one page a term."""


def measure(
    peers: Iterable[Peer], programs: Mapping[str, Path | None], terms: int, rounds: int, work: Path, say: Say
) -> dict[str, Figures]:
    """Figures by the names of peers. A peer that fails is reported and left out from there on."""
    running = list(peers)
    found: dict[str, dict[str, list[Usage]]] = {peer.name: {case: [] for case in CASES} for peer in running}
    for number in range(1, rounds + 1):
        for case in CASES:
            corpus = Corpus(terms, number if case in ("edit", "label") else 0, case == "label")
            for peer in list(running):
                folder = work / peer.name
                try:
                    usage = _one(peer, programs[peer.name], folder, corpus, case)
                except (CommandFailed, OSError) as error:
                    say(f"{peer.name}: left out, since {error}")
                    running.remove(peer)
                    continue
                found[peer.name][case].append(usage)
                say(
                    f"{terms:,} terms, round {number}, {case}, {peer.name}:"
                    f" {usage.wall:.2f} s, CPU {usage.cpu:.2f} s, {usage.memory / 1e6:.0f} MB"
                )
    figures = {peer.name: _figures(peer, found[peer.name], work / peer.name, terms) for peer in running}
    for name in found:
        shutil.rmtree(work / name, ignore_errors=True)
    return figures


def _one(peer: Peer, program: Path | None, folder: Path, corpus: Corpus, case: str) -> Usage:
    synchronise(peer, corpus, folder)
    if case == "cold":
        for name in (peer.site, *peer.caches):
            shutil.rmtree(folder / name, ignore_errors=True)
    usage = run(peer.command(program, folder), folder, dict(peer.environment), folder / "log.txt")
    _verify(peer, corpus, folder)
    return usage


def _verify(peer: Peer, corpus: Corpus, folder: Path) -> None:
    """Raises `CommandFailed` when the site does not show the edited definition as it now is."""
    if peer.page:
        entry = corpus.entry(corpus.edited)
        text = (folder / peer.site / peer.page(entry)).read_text(encoding="utf-8")
        missing = [wanted for wanted in (entry.closing, peer.proof) if wanted not in text]
        if missing:
            raise CommandFailed(f"the page of term {entry.number} does not say {missing[0]}")


def synchronise(peer: Peer, corpus: Corpus, folder: Path) -> None:
    """Write the peer's input; a file that holds the same already is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in peer.files(corpus):
        path, content = folder / name, text.encode("utf-8")
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _figures(peer: Peer, found: Mapping[str, list[Usage]], folder: Path, terms: int) -> Figures:
    site = folder / peer.site
    page = None
    if peer.page and peer.alone:
        pages = [site / peer.page(entry) for entry in Corpus(terms) if not entry.with_formula]
        page = statistics.mean(path.stat().st_size for path in pages)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return Figures({case: _median(usages) for case, usages in found.items()}, size, page)


def _median(usages: list[Usage]) -> Usage:
    return replace(
        usages[0],
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        memory=max(usage.memory for usage in usages),
    )
