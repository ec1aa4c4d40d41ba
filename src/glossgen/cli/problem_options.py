"""The options of commands that print problems: which of them, and how many."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from glossgen.cli.terminal import Terminal, exit_code
from glossgen.model import Problem
from glossgen.problems.codes import CODES
from glossgen.problems.summary import selected


def add_problem_options(parser: argparse.ArgumentParser) -> None:
    """`--all`, `--select`, `--ignore`, `--statistics`."""
    parser.add_argument("--all", action="store_true", help="print every problem, however many there are")
    for name, what in (("select", "print only problems of these codes"), ("ignore", "leave these codes out")):
        parser.add_argument(f"--{name}", type=_codes, default=(), metavar="CODE[,CODE]", help=what)
    parser.add_argument(
        "--statistics", action="store_true", help="print only how many there are of each code"
    )


def _codes(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",") if code.strip())
    unknown = next((code for code in codes if code not in CODES), None)
    if unknown is not None:
        raise argparse.ArgumentTypeError(f"there is no code “{unknown}” (see docs/problems.md)")
    return codes


def chosen(problems: Iterable[Problem], options: argparse.Namespace) -> tuple[Problem, ...]:
    """The problems that the options ask for; no others count for the exit code."""
    return selected(problems, options.select, options.ignore)


def tell_unread(problems: Iterable[Problem], root: Path, terminal: Terminal) -> int:
    """Print which files were not read, and so are not in a result; the exit code."""
    from glossgen.sources.files import NOT_READ  # a slow import

    unread = [problem for problem in problems if problem.code in NOT_READ]
    terminal.problems(unread, root)
    return exit_code(unread)
