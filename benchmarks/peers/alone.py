"""Linking alone, beside a bare pass of the same automaton over the same text: no stage before or after it.

    python -m benchmarks.peers.alone FOLDER [--runs 3]

reads the glossary of a folder and prints seconds of CPU as JSON. The two take turns, and the least
of each counts: what a machine does meanwhile only ever adds to it. The bare pass finds every label
in texts that are folded already, and does nothing with what it finds; there is no site to be made
from it. Linking folds, finds, decides by all rules and makes the mentions, with nothing kept from before.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .glossgen import SOURCE


@dataclass(frozen=True, slots=True)
class Alone:
    """CPU seconds of linking and of the bare pass, and how many mentions and labels they found."""

    linking: float
    bare: float
    mentions: int
    found: int


def measure_alone(folder: Path, runs: int) -> Alone:
    """The figures of a glossary, from a process of its own."""
    command = [sys.executable, "-m", __name__, str(folder), "--runs", str(runs)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=SOURCE.parent)
    return Alone(**json.loads(answer.stdout))


def _measure(folder: Path, runs: int) -> Alone:
    sys.path.insert(0, str(SOURCE))
    from glossgen.config import load_config
    from glossgen.link import build_lexicons, link_each, places
    from glossgen.sources import read_glossary
    from glossgen.text.label_folding import fold
    from glossgen.workers import no_collection

    config = load_config(folder)
    with no_collection():
        glossary = read_glossary(config)
        lexicons = build_lexicons(glossary)
        texts = [
            (lexicons[place.language].occurrences, fold(text_run.text).text)
            for place in places(glossary)
            if place.language in lexicons
            for text_run in place.text_runs
            if not text_run.heading
        ]
        linking, bare = [], []
        for _ in range(runs):
            seconds, linked = _timed(lambda: tuple(link_each(glossary, lexicons, config)))
            linking.append(seconds)
            seconds, found = _timed(lambda: sum(len(occurrences(text)) for occurrences, text in texts))
            bare.append(seconds)
    return Alone(min(linking), min(bare), sum(len(each.mentions) for each in linked), found)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Linking alone beside a bare pass of the automaton.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(json.dumps(asdict(_measure(options.folder, options.runs))))


if __name__ == "__main__":
    main()
