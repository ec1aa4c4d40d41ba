"""Rebuilds into a folder of its own; the last good site is served until the next build is complete."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from glossgen.config import Config, literal
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.problems.report import Names
from glossgen.serve.state import State


class Built(Protocol):
    """The part of a build's report that the preview uses."""

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
    """The result of one rebuild. `report` is None if it failed; `error` is set if the cause is a bug.

    `known` are the names that hints for the problems choose from.
    """

    report: Built | None
    problems: tuple[Problem, ...]
    seconds: float
    error: Exception | None = None
    known: tuple[Names, ...] = ()


class PreviewBuilder:
    """Builds a glossary into `folder` and publishes the results."""

    def __init__(self, load: Callable[[], Config], build: BuildFunction, folder: Path) -> None:
        """Load the configuration. Raises CannotStart if that fails."""
        self._load = load
        self._build = build
        self.folder = folder
        self.config = load()
        self.state = State()

    def refresh(self) -> RebuildResult:
        """Build again. Failures are part of the result; only KeyboardInterrupt is raised."""
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
        except Exception as error:  # a bug in glossgen must not end the preview
            message = f"glossgen met a bug of its own: {type(error).__name__}: {error}"
            return None, (Problem(Position("glossgen", 0), "internal", message),), error
        return report, report.problems, None


def elsewhere(config: Config, folder: Path) -> Config:
    """The same configuration with another output folder; the real one is still excluded from the sources."""
    own = "/" + literal(config.relative(config.output))
    return structs.replace(config, output=folder.resolve(), exclude=(*config.exclude, own))
