"""The time of each stage of a build, and how it grows with the number of terms.

    python benchmarks/stages.py [--terms 1000 10000] [--runs 3]

Every measurement is a process of its own, which builds a generated glossary
(see corpus.py) once, without any cache. The table holds medians of processor
time, since a shared machine makes the clock on the wall unfair; a stage whose
time grows as the number of terms does has the ratio of the sizes, or less.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import ROOT, write_corpus

WATCHED = {
    "glossgen.graph.graph.read_glossary": "read",
    "glossgen.graph.graph.build_lexicons": "lexicon",
    "glossgen.graph.graph.link_glossary": "link",
    "glossgen.graph.graph.TermGraph.from_config": "graph",
    "glossgen.graph.graph.TermGraph.backlinks": "graph",
    "glossgen.graph.graph.TermGraph.related": "graph",
    "glossgen.build.check_glossary": "check",
    "glossgen.build.read_history": "history",
    "glossgen.build.make_pages": "pages",
    "glossgen.build.render_formulas": "math",
    "glossgen.render.Renderer.render": "render",
    "glossgen.build.write_site": "write",
}
"""Where each stage begins: a name as `glossgen.build` and its stages look it up."""

STAGES = tuple(dict.fromkeys(WATCHED.values()))
MEGABYTE = 1024 * 1024
Result = dict[str, float]


# ------------------------------------------------------------ one measurement


class Stopwatch:
    """Processor seconds of each stage without those of the stages that it calls."""

    def __init__(self) -> None:
        """Start at zero."""
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._inner = [0.0]

    def watch(self, name: str, stage: str) -> None:
        """Count the time of a function, which is replaced where it is looked up."""
        owner, attribute = _find(name)
        raw = vars(owner)[attribute]
        function = raw.__func__ if isinstance(raw, classmethod) else raw
        counted = self._counted(function, stage)
        setattr(owner, attribute, classmethod(counted) if isinstance(raw, classmethod) else counted)

    def _counted(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def counted(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **options)
            finally:
                whole = time.process_time() - start
                self.seconds[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return counted


def _find(name: str) -> tuple[Any, str]:
    """The module or class that holds a dotted name, and the last part of the name."""
    path, attribute = name.rsplit(".", 1)
    try:
        return importlib.import_module(path), attribute
    except ModuleNotFoundError:
        module, owner = path.rsplit(".", 1)
        return getattr(importlib.import_module(module), owner), attribute


def measure(folder: Path, output: Path) -> Result:
    """Build once: processor seconds of each stage and of all, counts, and the most memory in megabytes."""
    from glossgen.build import build
    from glossgen.config import load_config

    watch = Stopwatch()
    for name, stage in WATCHED.items():
        watch.watch(name, stage)
    start, wall = time.process_time(), time.perf_counter()
    report = build(load_config(folder, output=output))
    whole, elapsed = time.process_time() - start, time.perf_counter() - wall
    counts = {"terms": report.terms, "mentions": report.mentions, "site pages": report.pages}
    rest = whole - sum(watch.seconds.values())
    return {
        **watch.seconds,
        "the rest": rest,
        "all": whole,
        "elapsed": elapsed,
        **counts,
        "memory": peak_memory(),
    }


def peak_memory() -> float:
    """The most memory that this process had, in megabytes."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


# ------------------------------------------------------------------ the table


def measured(folder: Path) -> Result:
    """`measure` in a fresh process, without cache and without an old site."""
    shutil.rmtree(folder / ".glossgen", ignore_errors=True)
    output = folder.parent / "site"
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", str(folder), str(output)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    shutil.rmtree(output)
    found: Result = json.loads(answer.stdout)
    return found


def medians(results: list[Result]) -> Result:
    """The median of each value."""
    return {name: statistics.median(result[name] for result in results) for name in results[0]}


def table(by_size: dict[int, Result]) -> str:
    """One line for each stage: milliseconds for each size, and how they grow from first to last."""
    sizes = list(by_size)
    first, last = by_size[sizes[0]], by_size[sizes[-1]]
    lines = ["".join([f"{'stage':10}", *(f"{size:>12,}" for size in sizes), f"{'ratio':>9}"])]
    for stage in (*STAGES, "the rest", "all", "elapsed"):
        times = "".join(f"{by_size[size][stage] * 1000:>9,.0f} ms" for size in sizes)
        lines.append(f"{stage:10}{times}{last[stage] / max(first[stage], 1e-9):>9.1f}")
    for count, unit in (("terms", ""), ("mentions", ""), ("site pages", ""), ("memory", " MB")):
        numbers = "".join(f"{f'{by_size[size][count]:,.0f}{unit}':>12}" for size in sizes)
        lines.append(f"{count:10}{numbers}{last[count] / first[count]:>9.1f}")
    return "\n".join(lines)


def run(sizes: list[int], runs: int) -> None:
    """Measure all sizes in turn, so that a busy machine slows all of them, and print the medians."""
    with tempfile.TemporaryDirectory(prefix="glossgen-benchmark-") as name:
        folders = {size: Path(name) / str(size) / "glossary" for size in sizes}
        sources = {write_corpus(folder, size) for size, folder in folders.items()}
        print(f"Texts from {', '.join(sources)}; medians of {runs} runs", flush=True)
        results: dict[int, list[Result]] = {size: [] for size in sizes}
        for _ in range(runs):
            for size, folder in folders.items():
                results[size].append(measured(folder))
        print(table({size: medians(found) for size, found in results.items()}))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time each stage of a build.")
    parser.add_argument("--terms", type=int, nargs="+", default=[1000, 10000], help="default: 1000 10000")
    parser.add_argument("--runs", type=int, default=3, help="default: 3")
    parser.add_argument("--measure", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(*options.measure)))
    else:
        run(options.terms, options.runs)


if __name__ == "__main__":
    main()
