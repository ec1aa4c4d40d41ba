"""The command line of the comparison."""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from . import eleventy, glossarify, glossgen, hugo, sphinx, zensical
from .before import before
from .measure import CommandFailed
from .peer import Peer
from .runner import BARE, OURS, Plan, measure
from .table import Measured, report

USUAL, LARGE = 10_000, 100_000
FOLDER = Path(__file__).resolve().parents[1] / "out"
PYTHON = Peer(
    BARE, "`python -c pass`: the floor", lambda _: iter(()), lambda *_: [sys.executable, "-c", "pass"]
)
PEERS = (
    PYTHON,
    *(peer for module in (glossgen, hugo, eleventy, zensical, sphinx, glossarify) for peer in module.PEERS),
)


def main() -> None:
    """Install, measure, write the tables."""
    options = _options()
    chosen = _chosen(options)
    programs = _installed(chosen, options.tools)
    peers = [peer for peer in chosen if peer.name in programs]
    versions = {peer.name: _version(peer, options) for peer in peers}
    measured: list[Measured] = []
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"peers-{time.strftime('%Y%m%d-%H%M%S')}.md"
    with tempfile.TemporaryDirectory(prefix="glossgen-peers-", dir=options.work) as work:
        saves = options.saves if options.serve else 0
        for plan in plans(options.terms, options.rounds, saves, options.articles):
            fit = [each for peer in peers if (each := _fit(peer, plan, options))]
            measured.append(Measured(plan, measure(fit, programs, plan, Path(work), _say)))
            text = report(measured, peers, versions)
            path.write_text(text, encoding="utf-8", newline="\n")  # what is known so far
    print(text)
    _say(f"→ {path}")


def plans(sizes: list[int], rounds: int | None, saves: int, articles: Sequence[int] = ()) -> list[Plan]:
    """How much to measure at each size: above 10,000 terms once unless asked, and no servers.

    100,000 terms are compared with our own 10,000, which are measured before when nobody asked for them.
    """
    added = [USUAL] if LARGE in sizes and USUAL not in sizes else []
    of_terms = (
        Plan(
            terms,
            rounds or (3 if terms <= USUAL else 1),
            saves if terms <= USUAL and terms not in added else 0,
        )
        for terms in (*added, *sizes)
    )
    return [*of_terms, *(Plan(count, rounds or 3, articles=True) for count in articles)]


def _fit(peer: Peer, plan: Plan, options: argparse.Namespace) -> Peer | None:
    """The peer as it is measured by a plan, if it is."""
    if plan.articles:
        return glossgen.with_articles(peer) if peer.counted else None
    wanted = plan.size in options.terms and (options.all or peer.limit is None or plan.size <= peer.limit)
    return peer if wanted or peer.name in (OURS, BARE) else None


def _chosen(options: argparse.Namespace) -> list[Peer]:
    """The peers to measure. A checkout that does not start ends everything: it was asked for by its name."""
    chosen = [peer for peer in PEERS if peer.name in (OURS, BARE, *options.peers)]
    if options.before:
        try:
            chosen.insert(2, before(options.before, options.tools))
        except (OSError, CommandFailed) as error:
            sys.exit(f"{options.before} cannot be measured: {error}")
    return chosen


def _installed(chosen: list[Peer], tools: Path) -> dict[str, Path | None]:
    """The programs of those peers that can be installed here."""
    compileall.compile_dir(glossgen.SOURCE, quiet=1)  # as an installer does with the others
    programs: dict[str, Path | None] = {}
    for peer in chosen:
        try:
            programs[peer.name] = peer.tool.install(tools) if peer.tool else None
        except (OSError, subprocess.CalledProcessError) as error:  # noqa: PERF203 - installing takes longer
            _say(f"{peer.name}: left out, since it could not be installed: {error}")
    return programs


def _options() -> argparse.Namespace:
    names = [peer.name for peer in PEERS if peer.name not in (OURS, BARE)]
    memory = Path("/dev/shm")  # the disk would be measured otherwise
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Compare with peers.")
    parser.add_argument("--terms", type=int, nargs="*", default=[300, USUAL], help="default: 300 10000")
    parser.add_argument("--articles", type=int, nargs="*", default=[], help="so many long articles, too")
    parser.add_argument("--rounds", "--runs", type=int, help="default: 3, and 1 above 10,000 terms")
    parser.add_argument(
        "--serve",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="measure servers too (default: yes)",
    )
    parser.add_argument(
        "--before", type=Path, metavar="CHECKOUT", help="measure another checkout of glossgen beside this one"
    )
    parser.add_argument("--saves", type=int, default=9, help="for each server; default: 9")
    parser.add_argument(
        "--peers", nargs="*", choices=names, default=names, metavar="PEER", help=", ".join(names)
    )
    parser.add_argument(
        "--all", action="store_true", help="where a peer is slow, its cold build once, instead of nothing"
    )
    parser.add_argument(
        "--work", type=Path, default=memory if memory.is_dir() else None, help="default: /dev/shm, in memory"
    )
    tools = Path(tempfile.gettempdir()) / "glossgen-peers"
    parser.add_argument("--tools", type=Path, default=tools, help=f"where peers are kept (default: {tools})")
    return parser.parse_args()


def _version(peer: Peer, options: argparse.Namespace) -> str:
    if peer.tool:
        return peer.tool.version
    if peer.name == BARE:
        return sys.version.split()[0]
    folder = FOLDER.parent if peer.name == OURS else options.before
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--exclude=*"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip() or "a checkout"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
