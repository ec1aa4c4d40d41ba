"""Rendered formulas kept from one build to the next.

An SQLite file that holds nothing but text. The cache may be lost at any time:
whatever is wrong with it (harmed, locked, read-only, a full disk) means only
that formulas are rendered again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from glossgen.cache import opened, use
from glossgen.model import Formula
from glossgen.render.math.values import FormulaError, FormulaResult

if TYPE_CHECKING:
    import sqlite3

FILE = "formulas.sqlite3"
MOST = 100_000
"""Formulas kept; the oldest go first."""

PATIENCE = 5.0
"""Seconds to wait for another build that uses the file."""

CREATE = "CREATE TABLE IF NOT EXISTS formulas_1 (key TEXT UNIQUE NOT NULL, outcome TEXT NOT NULL)"
READ = "SELECT key, outcome FROM formulas_1 WHERE key = ?"
WRITE = "INSERT OR REPLACE INTO formulas_1 VALUES (?, ?)"
TRIM = "DELETE FROM formulas_1 WHERE rowid <= (SELECT max(rowid) FROM formulas_1) - ?"


def keys_of(formulas: Iterable[Formula], macros: Mapping[str, str], engine: str) -> dict[Formula, str]:
    """A key for each formula: a digest of all that its HTML depends on.

    `engine` is the fingerprint of KaTeX and its options.
    """
    base = hashlib.blake2b(json.dumps([engine, sorted(macros.items())]).encode(), digest_size=24)
    keys = {}
    for formula in formulas:
        whole = base.copy()
        whole.update(json.dumps([formula.tex, formula.display]).encode())
        keys[formula] = whole.hexdigest()
    return keys


class FormulaCache:
    """The cache file in `folder`, which is made when there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, keys: Iterable[str]) -> dict[str, FormulaResult]:
        """The outcomes that are known for `keys`."""
        rows: list[tuple[str, str]] = []

        def look_up(database: sqlite3.Connection) -> None:
            database.execute("BEGIN")  # else SQLite looks for other writers before each row
            for key in keys:
                rows.extend(database.execute(READ, [key]))

        if (self.folder / FILE).is_file():
            self._use(look_up)
        outcomes = {key: _decode(text) for key, text in rows}
        return {key: outcome for key, outcome in outcomes.items() if outcome}

    def write(self, outcomes: Mapping[str, FormulaResult]) -> None:
        """Keep the outcomes that last, in one transaction."""
        rows = [(key, _encode(outcome)) for key, outcome in outcomes.items() if outcome.lasting]

        def keep(database: sqlite3.Connection) -> None:
            with database:
                database.executemany(WRITE, rows)
                database.execute(TRIM, [MOST])

        if rows:
            with contextlib.suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
            self._use(keep)

    def _use(self, work: Callable[[sqlite3.Connection], None]) -> None:
        file = self.folder / FILE
        use(lambda: opened(file, PATIENCE, [CREATE]), file, work)


def _encode(outcome: FormulaResult) -> str:
    error = outcome.error
    place = [error.message, error.line, error.column, error.hint] if error else None
    return json.dumps([outcome.html, place], ensure_ascii=False)


def _decode(text: object) -> FormulaResult | None:
    """The outcome that `text` holds, or None if it is not what `_encode` writes."""
    try:
        html, place = json.loads(str(text))
        if not isinstance(html, str) or not html:
            return None
        if place is None:
            return FormulaResult(html)
        message, line, column, hint = place
        return FormulaResult(html, FormulaError(str(message), int(line), column and int(column), str(hint)))
    except (ValueError, TypeError):
        return None
