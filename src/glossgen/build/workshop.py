"""Builds one glossary again and again, and keeps in memory what the next build may begin from."""

from __future__ import annotations

import os

from glossgen.build.again import begin_again
from glossgen.build.how import How
from glossgen.build.standing import Standing
from glossgen.build.whole import build_all, read_by
from glossgen.config import Config
from glossgen.lock import apply_lock, read_lock
from glossgen.read import read_glossary
from glossgen.record import Asked, Snapshot, take_snapshot
from glossgen.record.inputs import is_same
from glossgen.report import Report
from glossgen.workers import no_collection
from glossgen.write import write_batches


class Workshop:
    """A builder with a memory: what it gives is what `glossgen.build.build` gives, sooner."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: tuple[Standing, Snapshot] | None = None

    def build(self, config: Config, how: How | None = None) -> Report:
        """Build the site of a configuration. Raises `glossgen.problems.CannotStart`, as `build` does."""
        last, self._last = self._last, None
        snapshot = take_snapshot(Asked(config.root), config.output, *read_by(config))
        made = self._again(*last, config) if last else None
        standing, report = made or build_all(config, how or How())
        self._last = (standing, snapshot)
        return report

    def _again(self, last: Standing, seen: Snapshot, config: Config) -> tuple[Standing, Report] | None:
        """Only what an edit can have changed, if only texts were edited since the last build."""
        if config != last.config:
            return None
        paths = (config.root / source.path for source in last.graph.glossary.sources)
        texts = {os.path.normpath(path) for path in paths}
        changed = [each[0] for each in seen.inputs if not is_same(each, seen.passed)]
        if not changed or not texts.issuperset(changed):
            return None
        with no_collection():
            glossary = apply_lock(read_glossary(config), read_lock(config.root)).glossary
            again = begin_again(last, glossary)
        if again is None:
            return None
        written = write_batches(config.output, again.batches, keep=config.inputs, others_stay=True)
        return again.standing, again.standing.report(written)
