"""`glossgen build`."""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cli.problem_options import add_problem_options, chosen
from glossgen.cli.terminal import Terminal, display_path, exit_code, number

if TYPE_CHECKING:
    from glossgen.problems.report import Report
    from glossgen.query.freshness import BuildRequest

SUMMARY = "build the site"
EXAMPLE = """\
glossgen build glossary --output site
glossgen build --strict
glossgen build --shard 2/8 --output part-2"""

_NUMBER = re.compile(r"[0-9]{1,9}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("-o", "--output", metavar="DIR", help="where the site goes (default: site)")
    parser.add_argument("--base-url", metavar="URL", help="the address that the site will have")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="use nothing that earlier builds have kept, dates from git included",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="processes to work in (default: one for each processor)",
    )
    parser.add_argument(
        "--shard",
        type=_shard,
        default=(1, 1),
        metavar="K/N",
        help="make the K-th of N parts of the site, for “glossgen merge”",
    )
    parser.add_argument(
        "--paranoid", action="store_true", help="build once more from nothing, and compare every byte"
    )
    parser.add_argument("--why", metavar="ADDRESS", help="say why the page at an address was made again")
    parser.add_argument("--profile", action="store_true", help="print the time and memory of each stage")
    parser.add_argument(
        "--strict", action="store_true", help="write nothing and exit with 1 where there is a problem"
    )
    add_problem_options(parser)


def _count(text: str) -> int:
    """Parse a number of processes."""
    count = int(text) if _NUMBER.fullmatch(text) else 0
    if count < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes: choose 1 or more")
    return count


def _shard(text: str) -> tuple[int, int]:
    """Parse a shard: `2/8` is the second of eight."""
    parts = [int(part) for part in text.split("/") if _NUMBER.fullmatch(part)]
    if text.count("/") != 1 or len(parts) != 2 or not 1 <= parts[0] <= parts[1]:
        raise argparse.ArgumentTypeError(f"“{text}” is not a part: choose 1/N to N/N, such as 2/8")
    return parts[0], parts[1]


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Build the site and print a summary. Errors in the glossary still write the site."""
    from glossgen.query.freshness import BuildRequest, unchanged

    start = time.perf_counter()
    request = BuildRequest.of(options.source, options.output or "", options.base_url or "", options.shard)
    closely = options.fresh or options.profile or options.paranoid or options.why
    found = None if closely else unchanged(request)
    report, output = (found.report, Path(found.output)) if found else _build(options, request, terminal)
    terminal.clear()
    problems = chosen(report.problems, options)
    terminal.problems(problems, request.root, report.known, options)
    counts = ", ".join(
        (number(report.terms, "term"), number(report.notes, "note"), number(report.pages, "page"))
    )
    code = exit_code(problems, options.strict)
    if options.strict and code:
        terminal.error("Not built: with --strict, nothing is written where there is an error or a warning")
        return code
    if report.understood and not found and _is_without_configuration(request.root):
        # The form of every file was found from what it shows: say so.
        terminal.say("\n".join(report.understood))
    seconds = time.perf_counter() - start
    number_of_it, parts = options.shard
    part = f" part {number_of_it} of {parts}:" if parts > 1 else ""
    done = "Nothing changed:" if found else f"Built{part}"
    terminal.say(f"{done} {counts} in {seconds:.1f} s → {display_path(output)}")
    if terminal.verbose:
        links = f"{number(report.mentions, 'mention')}, {number(report.links, 'link')}"
        files = f"{report.made} made ({number(report.pages_made, 'page')}), {report.written} written"
        files += f", {report.unchanged} unchanged, {report.removed} removed"
        terminal.say(f"{links}, {number(report.formulas, 'formula')}; files: {files}")
    return code


def _is_without_configuration(root: Path) -> bool:
    from glossgen.config import NAMES  # an unchanged site is told of without it

    return not any((root / name).is_file() for name in NAMES)


def _build(options: argparse.Namespace, request: BuildRequest, terminal: Terminal) -> tuple[Report, Path]:
    from glossgen.config import load_config

    output = Path(options.output) if options.output else None
    config = load_config(Path(options.source), output=output, base_url=options.base_url)

    from glossgen.build import (  # late: configuration problems are printed before this slow import
        BuildOptions,
        build,
    )

    how = BuildOptions(
        terminal.progress,
        options.jobs,
        options.fresh,
        options.shard,
        paranoid=options.paranoid,
        request=request,
        why=options.why or "",
        strict=options.strict,
        counted=lambda problems: chosen(problems, options),
    )
    report = build(config, how)
    if options.why:
        terminal.say("\n".join(how.reasons))
    if options.profile:
        terminal.say("\n".join(how.profile.lines()))
    return report, config.output
