"""What is dear to compute, kept from one build to the next in one SQLite file.

A value is bytes behind a key of bytes; whoever keeps something puts all that it
depends on into the key. The cache may be lost at any time: whatever is wrong
with it (harmed, locked, read-only, from another version, a full disk) means
only that things are computed again. Values carry a digest, so that a harmed one
is no value.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FILE = "cache.sqlite3"

PATIENCE = 1.0
"""Seconds to wait for another build that uses the file."""

# Nothing waits for the disk: what a power cut leaves half written is told by its digest.
_HASTE = "PRAGMA synchronous = OFF"
_CREATE = """
CREATE TABLE IF NOT EXISTS entries_1 (
    kind TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (kind, key)
)
"""
_BEGIN = (_HASTE, _CREATE)
_READ = "SELECT key, value FROM entries_1 WHERE kind = ?"
_READ_ONE = _READ + " AND key = ?"
_KEYS = "SELECT key FROM entries_1 WHERE kind = ?"
_WRITE = "INSERT OR REPLACE INTO entries_1 VALUES (?, ?, ?)"
_DROP = "DELETE FROM entries_1 WHERE kind = ? AND key = ?"
_DIGEST = 16


class Cache:
    """The values of one `kind` in the cache of `folder`, which is made when there is something to keep."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder = folder
        self.kind = kind

    def read(self, keys: Iterable[bytes] | None = None) -> dict[bytes, bytes]:
        """The values of some keys, or all values by their keys; those that are harmed are left out."""
        rows: list[tuple[bytes, bytes]] = []

        def look_up(database: sqlite3.Connection) -> None:
            if keys is None:
                rows.extend(database.execute(_READ, [self.kind]))
            database.execute("BEGIN")  # else SQLite looks for other writers before each row
            for key in keys or ():
                rows.extend(database.execute(_READ_ONE, [self.kind, key]))

        if (self.folder / FILE).is_file():
            self._use(look_up)
        return {key: value[_DIGEST:] for key, value in rows if _is_whole(key, value)}

    def each(self) -> Callable[[bytes], bytes | None]:
        """A function that looks up one value after the other; None for one that is not there, or harmed.

        It keeps the file open, in each process for itself.
        """
        import sqlite3

        opened: dict[int, sqlite3.Connection] = {}

        def look_up(key: bytes) -> bytes | None:
            try:
                database = opened.get(os.getpid()) or opened.setdefault(os.getpid(), self._open())
                rows = database.execute(_READ_ONE, [self.kind, key]).fetchall()
            except sqlite3.Error:
                return None
            return rows[0][1][_DIGEST:] if rows and _is_whole(*rows[0]) else None

        return look_up

    def write(self, values: Iterable[tuple[bytes, bytes]], keep: Collection[bytes]) -> None:
        """Keep new values by their keys, and of those that were kept before only what is in `keep`.

        No two of the new values are in memory at a time, if they are made one by one.
        """

        def change(database: sqlite3.Connection) -> None:
            wanted = frozenset(keep)
            rows = ((self.kind, key, _digest(key, value) + value) for key, value in values)
            with database:
                old = [key for (key,) in database.execute(_KEYS, [self.kind]) if key not in wanted]
                database.executemany(_DROP, [(self.kind, key) for key in old])
                database.executemany(_WRITE, rows)

        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
        self._use(change)

    def _use(self, work: Callable[[sqlite3.Connection], None]) -> None:
        use(self._open, self.folder / FILE, work)

    def _open(self) -> sqlite3.Connection:
        return opened(self.folder / FILE, PATIENCE, _BEGIN)


def use(
    open_it: Callable[[], sqlite3.Connection], file: Path, work: Callable[[sqlite3.Connection], None]
) -> None:
    """Do `work` in a file that is a cache; a harmed one is removed, any other trouble passed over."""
    import sqlite3

    try:
        with contextlib.closing(open_it()) as database:
            work(database)
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError:
        for name in (file.name, file.name + "-journal"):
            with contextlib.suppress(OSError):
                file.with_name(name).unlink(missing_ok=True)


def opened(file: Path, patience: float, begin: Sequence[str]) -> sqlite3.Connection:
    """A database after the statements that it begins with; `patience` is how long another build may take.

    Raises:
        sqlite3.Error: there is none, or it is harmed; nothing is left open then.
    """
    import sqlite3

    database = sqlite3.connect(file, timeout=patience)
    try:
        for statement in begin:
            database.execute(statement)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _digest(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST, key=key[:64]).digest()


def _is_whole(key: object, value: object) -> bool:
    if not isinstance(key, bytes) or not isinstance(value, bytes):
        return False
    return value[:_DIGEST] == _digest(key, value[_DIGEST:])
