"""The time of each stage of a build, and how it grows with the number of terms.

    python benchmarks/stages.py [--terms 1000 10000] [--runs 3]

Every measurement is a process of its own, which builds a generated glossary
(see corpus.py) once, without any cache, and asks the build for its profile, as
`glossgen build --profile` does. The table holds medians of processor time,
since a shared machine makes the clock on the wall unfair; a stage whose time
grows as the number of terms does has the ratio of the sizes, or less.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import ROOT, write_corpus

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """One build: processor seconds of its stages in their order, seconds of the whole, and counts."""

    stages: dict[str, float]
    times: dict[str, float]
    counts: dict[str, float]


# ------------------------------------------------------------ one measurement


def measure(folder: Path, output: Path, jobs: int) -> Result:
    """Build once, with what is imported on the way; memory in megabytes."""
    start, wall = time.process_time(), time.perf_counter()
    from glossgen.build import BuildOptions, Profile, build
    from glossgen.config import load_config

    config = load_config(folder, output=output)
    begun = time.process_time() - start
    profile = Profile()
    report = build(config, BuildOptions(jobs=jobs, profile=profile))
    elapsed, total = time.perf_counter() - wall, profile.total
    stages = {"start": begun}
    for stage in profile.stages:
        stages[stage.name] = stages.get(stage.name, 0.0) + stage.cpu
    counts = {
        "terms": report.terms,
        "mentions": report.mentions,
        "site pages": report.pages,
        "memory": total.memory / MEGABYTE,
        "worker": total.worker / MEGABYTE,
    }
    return Result(stages, {"all": sum(stages.values()), "elapsed": elapsed}, counts)


# ------------------------------------------------------------------ the table


def measured(folder: Path, jobs: int) -> Result:
    """`measure` in a fresh process, without cache and without an old site."""
    shutil.rmtree(folder / ".glossgen", ignore_errors=True)
    output = folder.parent / "site"
    own = [sys.executable, str(Path(__file__).resolve())]
    command = [*own, "--measure", str(folder), str(output), "--jobs", str(jobs)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    shutil.rmtree(output)
    return Result(**json.loads(answer.stdout))


def medians(results: list[Result]) -> Result:
    """The median of each value."""
    return Result(
        _medians([result.stages for result in results]),
        _medians([result.times for result in results]),
        _medians([result.counts for result in results]),
    )


def _medians(values: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(each[name] for each in values) for name in values[0]}


def table(by_size: dict[int, Result]) -> str:
    """One line for each stage: milliseconds for each size, and how they grow from first to last."""
    results = list(by_size.values())
    lines = ["".join([f"{'stage':10}", *(f"{size:>12,}" for size in by_size), f"{'ratio':>9}"])]
    lines += [
        _line(name, [result.stages[name] * 1000 for result in results], " ms") for name in results[0].stages
    ]
    lines += [
        _line(name, [result.times[name] * 1000 for result in results], " ms") for name in results[0].times
    ]
    for name in results[0].counts:
        unit = " MB" if name in ("memory", "worker") else ""
        lines.append(_line(name, [result.counts[name] for result in results], unit))
    return "\n".join(lines)


def _line(name: str, values: list[float], unit: str) -> str:
    ratio = f"{values[-1] / values[0]:.1f}" if values[0] else "–"
    return f"{name:10}" + "".join(f"{f'{value:,.0f}{unit}':>12}" for value in values) + f"{ratio:>9}"


def run(sizes: list[int], runs: int, jobs: int) -> None:
    """Measure all sizes in turn, so that a busy machine slows all of them, and print the medians."""
    with tempfile.TemporaryDirectory(prefix="glossgen-benchmark-") as name:
        folders = {size: Path(name) / str(size) / "glossary" for size in sizes}
        sources = {write_corpus(folder, size) for size, folder in folders.items()}
        print(f"Texts from {', '.join(sources)}; medians of {runs} runs", flush=True)
        results: dict[int, list[Result]] = {size: [] for size in sizes}
        for _ in range(runs):
            for size, folder in folders.items():
                results[size].append(measured(folder, jobs))
        print(table({size: medians(found) for size, found in results.items()}))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time each stage of a build.")
    parser.add_argument("--terms", type=int, nargs="+", default=[1000, 10000], help="default: 1000 10000")
    parser.add_argument("--runs", type=int, default=3, help="default: 3")
    parser.add_argument("--jobs", type=int, default=0, help="processes; default: one for each processor")
    parser.add_argument("--measure", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        folder, output = options.measure
        print(json.dumps(asdict(measure(folder, output, options.jobs))))
    else:
        run(options.terms, options.runs, options.jobs)


if __name__ == "__main__":
    main()
