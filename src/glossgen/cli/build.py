"""`glossgen build`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from glossgen.cli.terminal import Terminal, exit_code, number, shown

SUMMARY = "build the site"
EXAMPLE = "glossgen build glossary --output site\nglossgen build --strict"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("-o", "--output", metavar="DIR", help="where the site goes (default: site)")
    parser.add_argument("--base-url", metavar="URL", help="the address that the site will have")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Build, and say what was built. The site is written even when there are errors in the glossary."""
    from glossgen.config import load_config

    start = time.perf_counter()
    output = Path(options.output) if options.output else None
    config = load_config(Path(options.source), output=output, base_url=options.base_url)

    from glossgen.build import build  # after the configuration, whose problems should show at once

    report = build(config, progress=terminal.progress)
    terminal.clear()
    terminal.problems(report.problems, config.root)
    counts = ", ".join(
        (number(report.terms, "term"), number(report.notes, "note"), number(report.pages, "page"))
    )
    seconds = time.perf_counter() - start
    terminal.say(f"Built {counts} in {seconds:.1f} s → {shown(config.output)}")
    if terminal.verbose:
        links = f"{number(report.mentions, 'mention')}, {number(report.links, 'link')}"
        files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
        terminal.say(f"{links}, {number(report.formulas, 'formula')}; files: {files}")
    return exit_code(report.problems, options.strict)
