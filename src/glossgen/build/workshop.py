"""Builds one glossary again and again, and keeps in memory what the next build may begin from."""

from __future__ import annotations

from glossgen.build.again import write_again
from glossgen.build.options import BuildOptions
from glossgen.build.standing import Standing
from glossgen.build.whole import build_all, read_by
from glossgen.config import Config
from glossgen.output import WriteReport
from glossgen.problems.report import Report
from glossgen.record import Asked, Snapshot, take_snapshot
from glossgen.record.inputs import is_same


class Workshop:
    """A builder with a memory: what it gives is what `glossgen.build.build` gives, sooner."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: tuple[Standing, Snapshot] | None = None

    def build(self, config: Config, how: BuildOptions | None = None) -> Report:
        """Build the site of a configuration. Raises `glossgen.problems.CannotStart`, as `build` does."""
        last, self._last = self._last, None
        again = _again(*last, config) if last else None
        standing, snapshot, written = again or _whole(config, how or BuildOptions())
        self._last = (standing, snapshot)
        return standing.report(written)


_Made = tuple[Standing, Snapshot, WriteReport]


def _whole(config: Config, how: BuildOptions) -> _Made:
    snapshot = take_snapshot(Asked(config.root), config.output, *read_by(config))
    standing, written = build_all(config, how)
    return standing, snapshot, written


def _again(last: Standing, seen: Snapshot, config: Config) -> _Made | None:
    if config != last.config:
        return None
    changed = [each[0] for each in seen.inputs if not is_same(each, seen.passed)]
    snapshot = seen.look_again(changed)
    made = write_again(last, config, changed)
    return (made[0].standing, snapshot, made[1]) if made else None
