"""The state shared with browsers: the version of the served site, and its problems."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from glossgen.model import Problem, Severity
from glossgen.problems import severity, where
from glossgen.problems.hints import hinted
from glossgen.problems.report import Names

MOST_SHOWN = 50
"""The most problems in the panel; the terminal lists all."""


class Snapshot(Struct, frozen=True):
    """An immutable snapshot of the state.

    `sequence` counts all changes of the state, `site` those of the files. `problems` are those for
    the panel: none unless there is an error. `known` are the names that their hints choose from.
    """

    sequence: int = 0
    site: int = 0
    base_path: str = "/"
    problems: tuple[Problem, ...] = ()
    known: tuple[Names, ...] = ()


class State:
    """The current snapshot; threads can wait for the next one.

    Each run of the server has its own name, so that pages from before a restart reload.
    """

    def __init__(self) -> None:
        """Start with no site."""
        self._run = secrets.token_hex(4)
        self._changed = threading.Condition()
        self._snapshot = Snapshot()

    @property
    def now(self) -> Snapshot:
        """The current snapshot."""
        return self._snapshot

    def publish(
        self,
        *,
        site: bool,
        base_path: str | None = None,
        problems: Sequence[Problem] = (),
        known: Sequence[Names] = (),
    ) -> None:
        """Publish a new snapshot and wake all waiting threads; `site` says whether files have changed."""
        with self._changed:
            old = self._snapshot
            self._snapshot = replace(
                old,
                sequence=old.sequence + 1,
                site=old.site + site,
                base_path=old.base_path if base_path is None else base_path,
                problems=worth_a_panel(problems),
                known=tuple(known),
            )
            self._changed.notify_all()

    def wait(self, sequence: int, seconds: float) -> Snapshot | None:
        """The first snapshot after `sequence`; None after a timeout."""
        with self._changed:
            self._changed.wait_for(lambda: self._snapshot.sequence > sequence, seconds)
            return self._snapshot if self._snapshot.sequence > sequence else None

    def version(self, snapshot: Snapshot) -> str:
        """The version embedded in a page; its script compares it with the server's."""
        return f"{self._run}-{snapshot.site}"

    def message(self, snapshot: Snapshot) -> str:
        """A snapshot as JSON for the script in the page."""
        problems = [
            {
                "severity": severity(problem).value,
                "where": where(problem.position),
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in hinted(snapshot.problems[:MOST_SHOWN], snapshot.known)
        ]
        more = max(0, len(snapshot.problems) - MOST_SHOWN)
        return json.dumps({"version": self.version(snapshot), "problems": problems, "more": more})


def worth_a_panel(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors, then warnings; nothing if there is no error."""
    errors = tuple(problem for problem in problems if severity(problem) is Severity.ERROR)
    warnings = tuple(problem for problem in problems if severity(problem) is Severity.WARNING)
    return errors + warnings if errors else ()
