"""`glossgen check`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.problem_options import add_problem_options, chosen
from glossgen.cli.terminal import Terminal, exit_code, number

SUMMARY = "look for problems and build nothing"
EXAMPLE = "glossgen check glossary --strict"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "source", nargs="?", default=".", metavar="SOURCE", help="the glossary (default: this folder)"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    add_problem_options(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the problems."""
    from glossgen.config import load_config

    config = load_config(Path(options.source))

    from glossgen.build import (  # late: configuration problems are printed before this slow import
        BuildOptions,
        check,
    )

    report = check(config, BuildOptions(terminal.progress))
    terminal.clear()
    problems = chosen(report.problems, options)
    terminal.problems(problems, config.root, report.known, options)
    if not problems:
        terminal.say(f"No problems in {number(report.terms, 'term')} and {number(report.notes, 'note')}")
    return exit_code(problems, options.strict)
