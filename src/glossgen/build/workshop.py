"""Builds one glossary again and again, and keeps in memory what the next build may begin from."""

from __future__ import annotations

from msgspec import Struct

from glossgen.build.again import write_again
from glossgen.build.options import BuildOptions
from glossgen.build.recalled import recall
from glossgen.build.standing import Standing
from glossgen.build.whole import build_all, read_by, stand
from glossgen.codec import Undecodable
from glossgen.config import Config
from glossgen.output import WriteReport
from glossgen.output.merge import merge
from glossgen.problems import CannotStart
from glossgen.problems.report import Report
from glossgen.record import Asked, Last, Snapshot, last_build, take_snapshot
from glossgen.record.inputs import is_same
from glossgen.workers import usable_jobs


class Workshop:
    """A builder with a memory: what it gives is what `glossgen.build.build` gives, sooner."""

    def __init__(self, asked: Asked | None = None) -> None:
        """Begin where the last build of what is `asked` ended, if its site is there, or with nothing."""
        self._asked = asked
        self._last: tuple[Standing, Snapshot] | None = None
        self._taken: _Taken | None = None

    def build(self, config: Config, how: BuildOptions | None = None) -> Report:
        """Build the site of a configuration. Raises `glossgen.problems.CannotStart`, as `build` does."""
        how = how or BuildOptions()
        asked, self._asked, self._taken = self._asked, None, None
        taken = _take_over(asked, config, how) if asked else None
        if taken:
            self._taken = taken
            return taken.report
        last, self._last = self._last, None
        again = _again(*last, config) if last else None
        standing, snapshot, written = again or _whole(config, how)
        self._last = (standing, snapshot)
        return standing.report(written)

    def settle(self, how: BuildOptions | None = None) -> None:
        """After a first build that took over another site, read and link, so that the next one is quick.

        The state on the disk will not do for that: another process may change it.
        Raises `glossgen.problems.CannotStart`; then the next build is one of the whole site.
        """
        taken, self._taken = self._taken, None
        if taken:
            standing = stand(taken.config, how or BuildOptions())
            if not _changed(taken.snapshot):  # else it is not the state of the site that was taken over
                self._last = (standing, taken.snapshot)


_Made = tuple[Standing, Snapshot, WriteReport]


class _Taken(Struct, frozen=True):
    """A site that another build has made: what was read for it, and the report."""

    config: Config
    snapshot: Snapshot
    report: Report


def _take_over(asked: Asked, config: Config, how: BuildOptions) -> _Taken | None:
    """Copy the site of the last build to the output, and bring it up to date; None if that cannot be done."""
    last = last_build(asked)
    if last is None or (last.changed and not last.generation):
        return None
    try:
        merge([last.output], config.output, jobs=how.jobs or usable_jobs())  # one whole site: a copy
    except CannotStart:
        return None
    if last_build(asked) != last:  # it was built again meanwhile; what was copied is replaced
        return None
    snapshot = Snapshot(asked, last.output, last.inputs).look_again(last.changed)
    report = _edited(last, config, how) if last.changed else last.report
    return _Taken(config, snapshot, report) if report else None


def _edited(last: Last, config: Config, how: BuildOptions) -> Report | None:
    """Write what has changed since the last build, when that is no more than texts and labels."""
    try:
        recalled = recall(config, last.generation, last.report)
        made = write_again(recalled.standing, config, last.changed, recalled.kept.forms, how.jobs)
        return made and made[0].standing.report(made[1])
    except Undecodable:
        return None


def _whole(config: Config, how: BuildOptions) -> _Made:
    snapshot = take_snapshot(Asked(config.root), config.output, *read_by(config))
    standing, written = build_all(config, how)
    return standing, snapshot, written


def _again(last: Standing, seen: Snapshot, config: Config) -> _Made | None:
    if config != last.config:
        return None
    changed = _changed(seen)
    snapshot = seen.look_again(changed)
    made = write_again(last, config, changed)
    return (made[0].standing, snapshot, made[1]) if made else None


def _changed(seen: Snapshot) -> list[str]:
    """The paths of the inputs that are not as they were."""
    return [each[0] for each in seen.inputs if not is_same(each, seen.passed)]
