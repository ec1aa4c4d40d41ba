"""What the engine keeps between builds: one SQLite file with numbers and MessagePack only.

The file may be lost, damaged or locked at any time. Then it is treated as empty: a cache never
changes a result. Rows have a checksum, because SQLite detects damaged pages but not a damaged
number.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from glossgen.query.changes import Changes, InputRow, Node, OutputRow
from glossgen.query.row_checksum import sealed, unsealed

FILE = "state.sqlite3"

"""The name of the store in the cache folder of a glossary."""

_PATIENCE = 5.0
"""Seconds to wait for a file that another process has locked."""

_AT_WORK = 12
"""So many times as long once the store is open: a worker holds it while it makes a result (see `hold`)."""

SYNCHRONOUS = "NORMAL"
"""How SQLite waits for the disk (https://sqlite.org/pragma.html#pragma_synchronous)."""

_LAYOUT = 2
# Rows stand in the order of writing. Ids are random: in their order, a commit rewrites most of the file.
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE node (id INTEGER NOT NULL UNIQUE, rank INTEGER NOT NULL, key BLOB NOT NULL, fingerprint INTEGER
    NOT NULL, trace BLOB NOT NULL, value BLOB);
CREATE INDEX node_by_rank ON node (rank);
CREATE TABLE part (id INTEGER NOT NULL UNIQUE, node INTEGER NOT NULL, key BLOB NOT NULL, fingerprint INTEGER
    NOT NULL, value BLOB);
CREATE INDEX part_by_node ON part (node);
CREATE TABLE input (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, stamp BLOB NOT NULL,
    fingerprint INTEGER NOT NULL);
CREATE TABLE stale (id INTEGER PRIMARY KEY);
CREATE TABLE pending (id INTEGER PRIMARY KEY);
CREATE TABLE output (folder TEXT NOT NULL, path TEXT NOT NULL, root INTEGER NOT NULL, size INTEGER NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (folder, path)) WITHOUT ROWID;
"""


class Store:
    """The stored state of one glossary, in a file or in memory.

    `program` identifies everything that shapes results and is not an input: the versions of
    glossgen, of its libraries, of Unicode. A store that another program has written is emptied.
    """

    def __init__(self, file: Path | None, program: str) -> None:
        self.file = file
        self.program = program
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self.generation = 0
        self.usable = True
        self._holds = False
        self.fresh = False
        """Whether the store was empty when it was opened, so that it has only what was made since."""

    # -- opening -----------------------------------------------------------

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection. After a fork the child must call `forget` first, to open its own."""
        if self._connection is None:
            self._connection = self._open()
            self._opened = self._identity()
        return self._connection

    @property
    def _reader(self) -> sqlite3.Connection:
        """The connection for reading, in a transaction if it is held."""
        connection = self.connection
        if self._holds and not connection.in_transaction:
            connection.execute("BEGIN")
        return connection

    def hold(self) -> None:
        """From the next read on, read in one transaction, until `let_go`; nobody can write meanwhile.

        For a read of its own, SQLite locks the file, looks for changes and unlocks it again, which takes
        three times as long as the read.
        """
        self._holds = True

    def let_go(self) -> None:
        """End the transaction of `hold`."""
        self._holds = False
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        if self.file is not None:
            try:
                self.file.parent.mkdir(exist_ok=True)
                return self._connected(self.file)
            except (OSError, sqlite3.Error) as error:
                if "locked" not in str(error):  # else another process is using it
                    self._remove()
            try:
                return self._connected(self.file)
            except (OSError, sqlite3.Error):
                self.usable = False  # a folder that is not writable: go on without storing anything
        return self._ready(sqlite3.connect(":memory:", isolation_level=None))

    def _connected(self, file: Path) -> sqlite3.Connection:
        return self._ready(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None))

    def _ready(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """The connection with its tables, which are emptied if another program made them."""
        # A power cut may lose the last build, and must not leave pages of two builds in one file.
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        known: dict[str, str] = {}
        with contextlib.suppress(sqlite3.OperationalError):
            known = dict(connection.execute("SELECT name, value FROM meta"))
        if known.get("layout") != str(_LAYOUT) or known.get("program") != self.program:
            connection.execute("BEGIN IMMEDIATE")
            names = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for name in names:
                connection.execute(f'DROP TABLE "{name}"')
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            rows = [("layout", str(_LAYOUT)), ("program", self.program), ("generation", "0")]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            known = dict(rows)
        self.generation = int(known["generation"])
        self.fresh = self.fresh or self.generation == 0
        connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * _AT_WORK * 1000)}")
        return connection

    def _remove(self) -> None:
        if self.file is not None:
            for path in (self.file, Path(f"{self.file}-journal"), Path(f"{self.file}-wal")):
                with contextlib.suppress(OSError):
                    path.unlink()

    @property
    def shared(self) -> bool:
        """Whether other processes can open the same store."""
        return self.file is not None and self.usable

    def forget(self) -> None:
        """Drop a connection that was inherited by a fork, without closing it."""
        if self.file is not None and self.usable:
            self._connection = None

    def clear(self) -> None:
        """Delete all content."""
        self.close()
        self._remove()
        self.generation = 0

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.fresh = False

    def is_overtaken(self) -> bool:
        """Whether another process has written to the store since this one did, or has removed the file."""
        if self.shared and self._connection is not None and self._identity() != self._opened:
            return True
        return self.note("generation") != str(self.generation)

    def _identity(self) -> tuple[int, int] | None:
        """The identity of the file that has the name of the store now, to notice a replaced file."""
        try:
            status = os.stat(self.file or "")  # noqa: PTH116
        except OSError:
            return None
        return status.st_dev, status.st_ino

    # -- reading -----------------------------------------------------------

    def node(self, ident: int) -> Node | None:
        """The row of a node. Raises Harmed if it is damaged."""
        row = self._reader.execute(
            "SELECT rank, key, fingerprint, trace, value FROM node WHERE id = ?", (ident,)
        ).fetchone()
        if row is None:
            return None
        rank, key, mark, trace, value = row
        return rank, key, mark, unsealed(ident, mark, trace), value

    def has(self, ident: int) -> bool:
        """Whether a node is stored."""
        found = self._reader.execute("SELECT 1 FROM node WHERE id = ?", (ident,)).fetchone()
        return found is not None

    def made(self, idents: Iterable[int]) -> set[int]:
        """Those of some nodes that are stored."""
        statement = "SELECT id FROM node WHERE id IN (SELECT value FROM json_each(?))"
        return {ident for (ident,) in self._reader.execute(statement, (json.dumps([*idents]),))}

    def value(self, ident: int) -> tuple[int, bytes | None] | None:
        """The fingerprint and kept value of a node."""
        row: tuple[int, bytes | None] | None = self._reader.execute(
            "SELECT fingerprint, value FROM node WHERE id = ?", (ident,)
        ).fetchone()
        return row

    def traces(self, rank: int) -> Iterator[tuple[int, bytes]]:
        """The id and trace of every result of a query. Raises Harmed if one is damaged."""
        rows = self.connection.execute("SELECT id, fingerprint, trace FROM node WHERE rank = ?", (rank,))
        for ident, mark, trace in rows:
            yield ident, unsealed(ident, mark, trace)

    def part(self, ident: int) -> tuple[int, bytes | None] | None:
        """The fingerprint and kept value of a part."""
        row: tuple[int, bytes | None] | None = self._reader.execute(
            "SELECT fingerprint, value FROM part WHERE id = ?", (ident,)
        ).fetchone()
        return row

    def part_values(self, idents: Sequence[int]) -> dict[int, tuple[int, bytes | None]]:
        """The fingerprints and kept values of many parts, of those that are stored."""
        statement = "SELECT id, fingerprint, value FROM part WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._reader.execute(statement, (json.dumps(idents),))
        return {ident: (mark, value) for ident, mark, value in rows}

    def parts(self, node: int) -> dict[int, tuple[bytes, int]]:
        """Key and fingerprint of every part of a node."""
        rows = self._reader.execute("SELECT id, key, fingerprint FROM part WHERE node = ?", (node,))
        return {ident: (key, mark) for ident, key, mark in rows}

    def part_rows(self, node: int) -> dict[int, tuple[bytes, int, bytes | None]]:
        """Key, fingerprint and value of every part of a node."""
        rows = self._reader.execute("SELECT id, key, fingerprint, value FROM part WHERE node = ?", (node,))
        return {ident: (key, mark, value) for ident, key, mark, value in rows}

    def inputs(self) -> dict[int, InputRow]:
        """All inputs that were read."""
        rows = self.connection.execute("SELECT id, kind, key, stamp, fingerprint FROM input")
        return {ident: (kind, key, stamp, mark) for ident, kind, key, stamp, mark in rows}

    def stale(self) -> set[int]:
        """The nodes that must be recomputed before they are used."""
        return {ident for (ident,) in self.connection.execute("SELECT id FROM stale")}

    def pending(self) -> set[int]:
        """The changes of a build that ended early: their readers may not have been updated."""
        return {ident for (ident,) in self.connection.execute("SELECT id FROM pending")}

    def head(self, ident: int) -> tuple[int, bytes, int] | None:
        """The rank, the key and the fingerprint of a node."""
        row: tuple[int, bytes, int] | None = self._reader.execute(
            "SELECT rank, key, fingerprint FROM node WHERE id = ?", (ident,)
        ).fetchone()
        return row

    def outputs(self, folder: str) -> dict[str, OutputRow]:
        """The files of an output folder by path, as they were written."""
        rows = self.connection.execute(
            "SELECT path, root, size, time FROM output WHERE folder = ?", (folder,)
        )
        return {path: (root, size, time) for path, root, size, time in rows}

    def name(self, ident: int) -> tuple[str, bytes] | None:
        """The rank or kind, and the key, of a node, part or input."""
        run = self.connection.execute
        row = run("SELECT kind, key FROM input WHERE id = ?", (ident,)).fetchone()
        row = row or run("SELECT rank, key FROM node WHERE id = ?", (ident,)).fetchone()
        row = row or run("SELECT 'part', key FROM part WHERE id = ?", (ident,)).fetchone()
        return (str(row[0]), row[1]) if row else None

    def owner(self, ident: int) -> int | None:
        """The node that a part belongs to."""
        row = self.connection.execute("SELECT node FROM part WHERE id = ?", (ident,)).fetchone()
        return int(row[0]) if row else None

    def output_folders(self) -> list[str]:
        """The output folders with stored files."""
        return [folder for (folder,) in self.connection.execute("SELECT DISTINCT folder FROM output")]

    def note(self, name: str) -> str:
        """A text stored beside the results; empty if there is none."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    # -- writing -----------------------------------------------------------

    def commit(
        self,
        changes: Changes,
        stale: Iterable[int] = (),
        pending: Iterable[int] = (),
        outputs: Mapping[str, Mapping[str, OutputRow]] | None = None,
        notes: Mapping[str, str] | None = None,
    ) -> bool:
        """Write everything in one transaction.

        Returns False, with nothing written, if another process has written since this one read: its
        results are based on other inputs. A full disk is not an error: the next build starts from
        what is stored.
        """
        try:
            self._write(changes, stale, pending, outputs or {}, notes or {})
        except _Overtaken:
            return False
        except (OSError, sqlite3.Error):
            with contextlib.suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            return False
        return True

    def _write(
        self,
        changes: Changes,
        stale: Iterable[int],
        pending: Iterable[int],
        outputs: Mapping[str, Mapping[str, OutputRow]],
        notes: Mapping[str, str],
    ) -> None:
        run = self.connection.execute
        many = self.connection.executemany
        self.let_go()
        run("BEGIN IMMEDIATE")
        if self.note("generation") != str(self.generation):
            run("ROLLBACK")
            raise _Overtaken
        many("DELETE FROM node WHERE id = ?", [(ident,) for ident in changes.gone])
        many("DELETE FROM part WHERE node = ?", [(ident,) for ident in changes.gone])
        many("DELETE FROM part WHERE id = ?", [(ident,) for ident in changes.gone_parts])
        many("DELETE FROM input WHERE id = ?", [(ident,) for ident in changes.gone_inputs])
        many(
            "INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?, ?, ?)",
            [
                (ident, rank, key, mark, sealed(ident, mark, trace), value)
                for ident, (rank, key, mark, trace, value) in changes.nodes.items()
            ],
        )
        many(
            "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)",
            [(ident, *part) for ident, part in changes.parts.items()],
        )
        many(
            "INSERT OR REPLACE INTO input VALUES (?, ?, ?, ?, ?)",
            [(ident, *row) for ident, row in changes.inputs.items()],
        )
        run("DELETE FROM stale")
        many("INSERT INTO stale VALUES (?)", [(ident,) for ident in stale])
        run("DELETE FROM pending")
        many("INSERT INTO pending VALUES (?)", [(ident,) for ident in pending])
        for folder, files in outputs.items():
            self._write_outputs(folder, files)
        self.generation += 1
        rows = {**notes, "generation": str(self.generation)}
        many("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(rows.items()))
        run("COMMIT")

    def _write_outputs(self, folder: str, files: Mapping[str, OutputRow]) -> None:
        """Update the list of files of an output folder, writing only rows that differ."""
        known = self.outputs(folder)
        many = self.connection.executemany
        gone = [(folder, path) for path in known.keys() - files.keys()]
        many("DELETE FROM output WHERE folder = ? AND path = ?", gone)
        fresh = [(folder, path, *row) for path, row in files.items() if known.get(path) != row]
        many("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?)", fresh)


class _Overtaken(Exception):
    """Another process has written to the store since this one read it."""
