"""Terminal output of the commands: problems and progress to stderr, results to stdout."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from glossgen.model import Problem, Severity
from glossgen.problems import in_order, severity, where, wording
from glossgen.problems.report import Names
from glossgen.problems.summary import MANY, CodeSummary, Repeated, repeated, summarise

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.INFO: "36"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: escape sequences, and what turns the writing around."""
_BETWEEN = 0.05
"""Seconds between two updates of the progress line."""


class Terminal:
    """Prints results, problems and progress at the chosen verbosity; in colour on terminals only."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        """Inspect the streams and the environment (https://no-color.org)."""
        self.quiet = quiet
        self.verbose = verbose
        self._moving = sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb"
        self._coloured = coloured(sys.stderr.isatty())
        self._drawn = 0.0
        self._stage = ""

    def say(self, text: str) -> None:
        """Print a result to stdout; suppressed by `--quiet`."""
        if not self.quiet:
            self.clear()
            sys.stdout.write(harmless(text) + "\n")
            sys.stdout.flush()

    def data(self, text: str) -> None:
        """Print what another program reads to stdout, whatever the verbosity; in UTF-8, as JSON has it."""
        self.clear()
        sys.stdout.flush()
        sys.stdout.buffer.write(harmless(text).encode("utf-8", "replace"))
        sys.stdout.flush()

    def json(self, value: object) -> None:
        """Print a value as JSON; what a terminal obeys is escaped, as it can only be inside of strings."""
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        self.data(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))

    def error(self, text: str) -> None:
        """Print a line to stderr, whatever the verbosity."""
        self._write(harmless(text))

    def _write(self, text: str) -> None:
        self.clear()
        sys.stderr.write(text + "\n")

    def problems(
        self, problems: Iterable[Problem], root: Path, known: Sequence[Names] = (), options: object = None
    ) -> None:
        """Print problems in order, with paths relative to the current folder, and a count of them.

        `known` are the names that hints are chosen from; only printed problems get a hint. What is wrong
        in many places is printed once, and where the problems are many a summary by code is printed,
        unless `options` ask for all.
        """
        listed = in_order(problems)
        shown = [each for each in listed if severity(each) is not Severity.INFO or self.verbose]
        every = options is None or getattr(options, "all", False)
        groups = [Repeated(each) for each in shown] if every else list(repeated(shown))
        if getattr(options, "statistics", False):
            self._statistics(listed)
        elif not every and len(groups) > MANY:
            self._summary(shown, root, known)
        else:
            self._listed(groups, root, known)
        remarks = [] if self.verbose else [each for each in listed if severity(each) is Severity.INFO]
        told = [*(each.problem for each in groups), *remarks]
        if told and (total := counted(told, self.verbose)):
            self.error(total + (f" in {len(shown):,} places" if len(groups) < len(shown) else ""))

    def _statistics(self, problems: Sequence[Problem]) -> None:
        for each in summarise(problems):
            self.error(f"{each.count:>7,}  {each.severity.value}[{each.code}]  {each.meaning}{_in(each)}")

    def _summary(self, problems: Sequence[Problem], root: Path, known: Sequence[Names]) -> None:
        for each in summarise(problems):
            self.error(f"{each.severity.value}[{each.code}]: {each.meaning}: {each.count:,}{_in(each)}")
            if each.causes:
                named = ", ".join(f"“{name}” {count:,} times" for name, count in each.causes)
                self.error(f"  most often: {named}")
            self._listed(each.first, root, known, "  ")
            if each.count > len(each.first):
                more = each.count - len(each.first)
                self.error(f"  … and {more:,} more: --all, or --select {each.code} --all")

    def _listed(
        self, groups: Sequence[Repeated], root: Path, known: Sequence[Names], indent: str = ""
    ) -> None:
        first = _hinted([each.problem for each in groups], known)
        for problem, group in zip(first, groups, strict=True):
            text = self._worded(relative_to_current_folder(problem, root))
            if group.others:
                text += f"\n    {_other_places(group, root)}"
            self._write(indent + text.replace("\n", f"\n{indent}"))

    def _worded(self, problem: Problem) -> str:
        text = harmless(wording(problem))
        if not self._coloured:
            return text
        kind = severity(problem)
        place, word = where(problem.position), f"{kind.value}[{problem.code}]"
        return text.replace(
            f"{place}: {word}", f"\x1b[1m{place}\x1b[0m: \x1b[{_COLOURS[kind]}m{word}\x1b[0m", 1
        )

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show progress: one line that is redrawn, or with `--verbose` a line for each stage."""
        now = time.monotonic()
        if self._moving:
            if stage != self._stage or done == total or now - self._drawn > _BETWEEN:
                self._drawn = now
                sys.stderr.write(f"\r\x1b[K{stage} {done}/{total}")
                sys.stderr.flush()
        elif self.verbose and stage != self._stage:
            sys.stderr.write(f"{stage}: {total}\n")
        self._stage = stage

    def clear(self) -> None:
        """Erase the progress line."""
        if self._moving and self._drawn:
            self._drawn = 0.0
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def harmless(text: str) -> str:
    """A text with a replacement character for each character that a terminal obeys."""
    return text if text.isascii() and text.isprintable() else _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _hinted(problems: Sequence[Problem], known: Sequence[Names]) -> Iterable[Problem]:
    """Add hints to problems. The code that guesses is imported only if a problem needs a guess."""
    if not any(problem.wanted for problem in problems):
        return problems
    from glossgen.problems.hints import hinted

    return hinted(problems, known)


_FEW_PLACES = 3


def _in(summary: CodeSummary) -> str:
    return f" (in {summary.places:,} places)" if summary.places > summary.count else ""


def _other_places(group: Repeated, root: Path) -> str:
    """The first of the other places of a problem, and how many more there are."""
    problems = (replace(group.problem, position=each) for each in group.others[:_FEW_PLACES])
    named = [harmless(where(relative_to_current_folder(each, root).position)) for each in problems]
    rest = len(group.others) - len(named)
    more = f" and {rest:,} more (--all shows each)" if rest else ""
    return f"the same in {number(len(group.others), 'more place')}: {', '.join(named)}{more}"


def coloured(terminal: bool) -> bool:
    """Whether to use colours, by NO_COLOR, FORCE_COLOR and the kind of terminal."""
    environment = os.environ
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") not in (None, "", "0"):
        return True
    known = os.name != "nt" or "WT_SESSION" in environment or "TERM" in environment
    return terminal and known and environment.get("TERM") != "dumb"


def number(count: int, noun: str) -> str:
    """`1 term`, `62 terms`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def counted(problems: Iterable[Problem], verbose: bool = True) -> str:
    """`2 errors, 1 warning`; the number of remarks that were not printed is added."""
    count = Counter(severity(problem) for problem in problems)
    parts = [number(count[kind], kind.value) for kind in (Severity.ERROR, Severity.WARNING) if count[kind]]
    if count[Severity.INFO]:
        shown = "" if verbose else " (shown with --verbose)"
        parts.append(number(count[Severity.INFO], "remark") + shown)
    return ", ".join(parts)


def exit_code(problems: Iterable[Problem], strict: bool = False) -> int:
    """1 when there is an error (with `strict`, or a warning), else 0."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(severity(problem) in bad for problem in problems))


def relative_to_current_folder(problem: Problem, root: Path) -> Problem:
    """The problem with its path relative to the current folder, so that terminals can link to it.

    A line break in a path or a text would begin a line of its own, which may look like another problem.
    """
    path = problem.position.path
    if path and os.path.lexists(root / path):  # false for what may not be looked at
        path = display_path(root / path)
    path, message, hint = (_on_one_line(text) for text in (path, problem.message, problem.hint))
    return replace(problem, position=replace(problem.position, path=path), message=message, hint=hint)


def _on_one_line(text: str) -> str:
    return text.replace("\n", "\N{REPLACEMENT CHARACTER}") if "\n" in text else text


def display_path(path: Path) -> str:
    """A path relative to the current folder if it is below it, else absolute."""
    try:
        # A link is named, and not the file that it leads to.
        path, here = path.parent.resolve() / path.name if path.name != ".." else path.resolve(), Path.cwd()
    except (OSError, RuntimeError):  # the current folder is gone, or a loop of links, before Python 3.13
        return _on_one_line(str(path))
    return _on_one_line(path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path))
