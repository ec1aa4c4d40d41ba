"""`glossgen merge`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from glossgen.cli.terminal import Terminal, display_path, number

SUMMARY = "make one site of the parts that “glossgen build --shard” made"
EXAMPLE = """\
glossgen merge part-1 part-2 part-3 --output site
glossgen merge parts/* --output site"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("parts", nargs="+", metavar="PART", help="the folder of a part, in any order")
    parser.add_argument(
        "-o", "--output", default="site", metavar="DIR", help="where the site goes (default: site)"
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Merge all shards, or report why they are not one site and write nothing."""
    from glossgen.output.merge import merge

    start = time.perf_counter()
    output = Path(options.output)
    report = merge([Path(part) for part in options.parts], output)
    counts = f"{number(len(options.parts), 'part')}, {number(report.written + report.unchanged, 'file')}"
    terminal.say(f"Merged {counts} in {time.perf_counter() - start:.1f} s → {display_path(output)}")
    if terminal.verbose:
        terminal.say(f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed")
    return 0
