"""Rebuilds into a folder of its own; the last good site is served until the next one is complete."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from glossgen.config import Config, literal
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.problems.machine import machine_problem
from glossgen.problems.report import Names
from glossgen.serve.state import State


class Built(Protocol):
    """What the preview needs to know of a build's report."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the glossary."""

    @property
    def known(self) -> tuple[Names, ...]:
        """The names that hints for the problems choose from."""

    @property
    def written(self) -> int:
        """Files written."""

    @property
    def removed(self) -> int:
        """Files removed."""


BuildFunction = Callable[[Config], Built]


class RebuildResult(Struct, frozen=True):
    """How one rebuild went. Without a `report` it failed; `error` is then the bug, if it was one.

    `known` are the names that hints for the problems choose from.
    """

    report: Built | None
    problems: tuple[Problem, ...]
    seconds: float
    error: Exception | None = None
    known: tuple[Names, ...] = ()


class PreviewBuilder:
    """Builds a glossary into `folder` and publishes how it went."""

    def __init__(self, load: Callable[[], Config], build: BuildFunction, folder: Path) -> None:
        """Read the configuration. Raises CannotStart when that cannot be done."""
        self._load = load
        self._build = build
        self.folder = folder
        self.config = load()
        self.state = State()

    def refresh(self) -> RebuildResult:
        """Build again. Never raises but on Ctrl-C: a failure is an outcome."""
        start = time.perf_counter()
        report, problems, error = self._attempt()
        base_path = self.config.base_path if report else None
        first = not self.state.now.site
        changed = report is not None and bool(first or report.written or report.removed)
        known = report.known if report else ()
        self.state.publish(site=changed, base_path=base_path, problems=problems, known=known)
        return RebuildResult(report, problems, time.perf_counter() - start, error, known)

    def _attempt(self) -> tuple[Built | None, tuple[Problem, ...], Exception | None]:
        try:
            self.config = self._load()
            report = self._build(elsewhere(self.config, self.folder))
        except CannotStart as stop:
            return None, stop.problems, None
        except Exception as error:  # a bug of ours must not end the preview
            if refusal := machine_problem(error):
                return None, (refusal,), None
            message = f"glossgen met a bug of its own: {type(error).__name__}: {error}"
            return None, (Problem(Position("glossgen", 0), "internal", message),), error
        return report, report.problems, None


def elsewhere(config: Config, folder: Path) -> Config:
    """The same configuration with another output; the real output is still no source."""
    own = "/" + literal(config.relative(config.output))
    return structs.replace(config, output=folder.resolve(), exclude=(*config.exclude, own))
