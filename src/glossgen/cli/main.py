"""`glossgen`: finds the command, runs it, and turns what can go wrong into words and an exit code.

0: no error. 1: errors in the glossary. 2: nothing could be read or written. 3: a bug of ours.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from glossgen.cli.parser import make_parser
from glossgen.cli.terminal import Terminal
from glossgen.problems import CannotStart

OK, PROBLEMS, CANNOT_START, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream that a caller put there
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has said what is wrong, or given the help
        return int(stop.code or 0)
    if "run" not in options:
        parser.print_help()
        return OK
    terminal = Terminal(quiet=options.quiet, verbose=options.verbose)
    try:
        return int(options.run(options, terminal))
    except CannotStart as stop:
        terminal.problems(stop.problems, _root(options))
        return CANNOT_START
    except KeyboardInterrupt:
        terminal.clear()
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        return _bug(error, terminal)


def program() -> NoReturn:
    """The command line as a process of its own, which ends with the exit code of `main`."""
    gc.disable()  # nothing that a build makes is a circle, and looking for some takes a tenth of a small one
    try:
        code = main()
    except KeyboardInterrupt:  # before or after there was a command to interrupt
        code = INTERRUPTED
    gc.freeze()  # the system takes all memory back at once; looking for circles in it first takes seconds
    sys.exit(code)


def _root(options: object) -> Path:
    source = Path(getattr(options, "source", None) or ".")
    return source.parent if source.is_file() else source


def _bug(error: Exception, terminal: Terminal) -> int:
    if terminal.verbose:
        import traceback

        terminal.error(traceback.format_exc().rstrip())
    words = f"glossgen met a bug of its own: {type(error).__name__}: {error}"
    terminal.error(words if terminal.verbose else f"{words}; run with --verbose for the traceback")
    return BUG
