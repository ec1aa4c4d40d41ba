"""The command line of the comparison."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import eleventy, glossarify, glossgen, hugo, sphinx, zensical
from .peer import Peer
from .runner import Figures, measure
from .table import BARE, OURS, report

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
    chosen = [peer for peer in PEERS if peer.name in (OURS, BARE, *options.peers)]
    programs = _installed(chosen, options.tools)
    peers = [peer for peer in chosen if peer.name in programs]
    versions = {peer.name: peer.tool.version if peer.tool else _ours(peer) for peer in peers}
    sizes: dict[int, dict[str, Figures]] = {}
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"peers-{time.strftime('%Y%m%d-%H%M%S')}.md"
    with tempfile.TemporaryDirectory(prefix="glossgen-peers-", dir=options.work) as work:
        for terms in options.terms:
            fit = [peer for peer in peers if options.all or peer.limit is None or terms <= peer.limit]
            sizes[terms] = measure(fit, programs, terms, options.rounds, Path(work), _say)
            text = report(sizes, peers, versions, options.rounds)
            path.write_text(text, encoding="utf-8", newline="\n")  # what is known so far
    print(text)
    _say(f"→ {path}")


def _installed(chosen: list[Peer], tools: Path) -> dict[str, Path | None]:
    """The programs of those peers that can be installed here."""
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
    parser.add_argument("--terms", type=int, nargs="+", default=[300, 10_000], help="default: 300 10000")
    parser.add_argument("--rounds", type=int, default=3, help="default: 3")
    parser.add_argument(
        "--peers", nargs="*", choices=names, default=names, metavar="PEER", help=", ".join(names)
    )
    parser.add_argument("--all", action="store_true", help="measure slow peers at every size too")
    parser.add_argument(
        "--work", type=Path, default=memory if memory.is_dir() else None, help="default: /dev/shm, in memory"
    )
    tools = Path(tempfile.gettempdir()) / "glossgen-peers"
    parser.add_argument("--tools", type=Path, default=tools, help=f"where peers are kept (default: {tools})")
    return parser.parse_args()


def _ours(peer: Peer) -> str:
    if peer.name == BARE:
        return sys.version.split()[0]
    command = ["git", "-C", str(FOLDER.parent), "rev-parse", "--short", "HEAD"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip() or "this checkout"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
