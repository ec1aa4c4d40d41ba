"""Entry point: parses the arguments, runs the command, and maps failures to messages and exit codes.

Exit codes: 0 no error; 1 errors in the glossary, and the best site without them is written (with
`--strict` also warnings, and then nothing is written); 2 nothing could be read, or the machine
refuses: the old site stays; 3 a bug in glossgen.
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
from glossgen.problems.machine import machine_problem

OK, PROBLEMS, CANNOT_START, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream that a caller replaced
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has printed its message, or the help
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
    except BrokenPipeError:  # the reader of our output has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if refusal := machine_problem(error):
            terminal.problems([refusal], _root(options))
            return CANNOT_START
        return _bug(error, terminal)


def program() -> NoReturn:
    """Run `main` as the process itself, and exit with its exit code."""
    _open_streams()
    gc.disable()  # searching for cycles takes a tenth of a small build; pools collect what pages leave
    try:
        code = main()
    except KeyboardInterrupt:  # before or after there was a command to interrupt
        code = INTERRUPTED
    except OSError:  # nothing can be printed, not even that
        code = CANNOT_START
    code = _flushed(code)
    gc.freeze()  # at exit the system frees all memory at once; a last collection would take seconds
    sys.exit(code)


def _open_streams() -> None:
    """Open the null device for each standard stream that the caller has closed (`glossgen build >&-`).

    Otherwise the next file to be opened, perhaps one of the site, would get the number of the stream, and
    messages would be written into it.
    """
    for _ in range(_STANDARD):
        unused = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
        if unused >= _STANDARD:
            os.close(unused)
            break
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


_STANDARD = 3
"""How many standard streams there are; their numbers are the first ones."""


def _flushed(code: int) -> int:
    """The exit code, after what was printed has left: a full disk may refuse it, as a closed pipe may."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:  # noqa: PERF203  (two of them)
            code = code or (OK if isinstance(error, BrokenPipeError) else CANNOT_START)
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code


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
