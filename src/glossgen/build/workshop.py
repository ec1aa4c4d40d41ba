"""Builds one glossary again and again, and keeps in memory what the next build may begin from."""

from __future__ import annotations

from glossgen.build.again import write_again
from glossgen.build.how import How
from glossgen.build.standing import Standing
from glossgen.build.whole import build_all, read_by
from glossgen.config import Config
from glossgen.record import Asked, Snapshot, take_snapshot
from glossgen.record.inputs import is_same
from glossgen.report import Report
from glossgen.write import WriteReport


class Workshop:
    """A builder with a memory: what it gives is what `glossgen.build.build` gives, sooner."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: tuple[Standing, Snapshot] | None = None

    def build(self, config: Config, how: How | None = None) -> Report:
        """Build the site of a configuration. Raises `glossgen.problems.CannotStart`, as `build` does."""
        last, self._last = self._last, None
        snapshot = take_snapshot(Asked(config.root), config.output, *read_by(config))
        again = self._again(*last, config) if last else None
        standing, written = again or build_all(config, how or How())
        self._last = (standing, snapshot)
        return standing.report(written)

    def _again(self, last: Standing, seen: Snapshot, config: Config) -> tuple[Standing, WriteReport] | None:
        changed = [each[0] for each in seen.inputs if not is_same(each, seen.passed)]
        made = write_again(last, config, changed) if config == last.config else None
        return (made[0].standing, made[1]) if made else None
