"""Finds and computes results, and records their dependencies."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from typing import Any, TypeVar

from glossgen.query.changes import Changes
from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.decode import Decoders
from glossgen.query.fingerprint import Id, decoded_key, digest, encode, node_id, part_id
from glossgen.query.recent import Recent
from glossgen.query.resources import Resources
from glossgen.query.row_checksum import Harmed
from glossgen.query.store import Store

K = TypeVar("K")
V = TypeVar("V")

_MISSING: Any = object()
_SMALL = 1 << 10  # the size in bytes that a value without one is taken to have


class InputChanged(Exception):
    """A file was changed while a build was reading it."""


class Results:
    """Results of queries over inputs, with their dependencies.

    `environment` is what inputs are read from: in glossgen, the configuration. It may be replaced between
    two builds; `Database.check_inputs` finds the differences. Values are frozen: callers must not modify
    what the database returns.
    """

    def __init__(
        self, registry: Registry, environment: Any, store: Store, recent: Recent | None = None
    ) -> None:
        self.registry = registry
        self.environment = environment
        self.store = store
        self.stale: set[Id] = set()
        self.expired: set[Id] = set()
        self.changes = Changes()
        self.reasons: dict[Id, Id] = {}
        self.pending: set[Id] = set()
        self.revision = 0
        self.overtaken = False
        self.wanted: set[Id] = set()
        self._lost = False
        self.made: dict[str, int] = {}
        self._inputs: dict[Id, Any] = {}
        self._marks: dict[Id, int] = {}
        count = len(registry.queries)
        self._ids: list[dict[Any, Id]] = [{} for _ in range(count)]
        self._part_ids: list[dict[Any, dict[Any, Id]]] = [{} for _ in range(count)]
        self._values: list[dict[Any, Any]] = [{} for _ in range(count)]
        self.recent = recent or Recent()
        self._decoders = Decoders(registry)
        self._running: list[tuple[Query[Any, Any], Any]] = []
        self._trace: list[Id] = []
        self._rank = count
        self._known: dict[Any, Id] = {}
        self._stored: set[Id] = set()
        self._items_changed: dict[Id, set[Id]] = {}
        self.resources = Resources()
        self.batch = 1

    # -- reading -----------------------------------------------------------

    def get(self, query: Query[K, V], key: K) -> V:
        """The result of a query for a key, recorded as a dependency. Raises QueryError for a cyclic read."""
        rank = query.rank
        if rank >= self._rank:
            raise self._against_order(query, key)
        ids = self._ids[rank]
        ident = ids.get(key)
        if ident is None:
            ident = ids[key] = node_id(query.name, key)
        self._trace.append(ident)
        value = self._values[rank].get(key, _MISSING)
        return self._find(query, key, ident) if value is _MISSING else value  # type: ignore[no-any-return]

    def part(self, query: Query[K, Any], key: K, part: Any) -> Any:
        """One part of a result. The reader depends on this part alone."""
        rank = query.rank
        if rank >= self._rank:
            raise self._against_order(query, key)
        try:
            ident = self._part_ids[rank][key][part]
        except KeyError:
            ident = self._part_id(query, key, part)
        self._trace.append(ident)
        if query.table and (table := self._values[rank].get(key)) is not None:
            return table.get(part)
        if entry := self.recent.get(ident):
            return entry[0]
        find = self._item if query.table else self._keep_slice
        return find(query, key, part, ident)

    def note_parts(self, query: Query[K, Any], key: K, parts: Iterable[Any]) -> None:
        """Record parts of a table as dependencies, if the caller has their values already."""
        known = self._part_ids[query.rank].setdefault(key, {})
        self._trace += [known.get(part) or self._part_id(query, key, part) for part in parts]

    def input(self, kind: Input[K, V], key: K) -> V:
        """The value of an input, recorded as a dependency."""
        ident = self._known.get((kind.name, key))
        if ident is None:
            ident = self._known[kind.name, key] = node_id(kind.name, key)
        self._trace.append(ident)
        if ident in self._inputs:
            return self._inputs[ident]  # type: ignore[no-any-return]
        return self._read(kind, key, ident)  # type: ignore[no-any-return]

    def peek_part(self, query: Query[K, Any], key: K, part: Any) -> Any:
        """One part of a result without recording it; the reader must record it by `note_parts`."""
        before, self._trace = self._trace, []
        try:
            return self.part(query, key, part)
        finally:
            self._trace = before

    def release(self, *queries: Query[Any, Any]) -> None:
        """Drop results of some queries from memory; they are loaded from the store when needed again."""
        for query in queries:
            self._values[query.rank].clear()
            if query.table:
                self._part_ids[query.rank].clear()

    def expire(self) -> None:
        """Inside a query: recompute this result at the next build, since it may then be different."""
        query, key = self._running[-1]
        self.expired.add(node_id(query.name, key))

    def peek(self, query: Query[K, V], key: K) -> V:
        """A result without recording the read: outside of queries, or if recorded by other means.

        Results read outside of queries are kept, like those of roots.
        """
        if not self._running:
            self.wanted.add(node_id(query.name, key))
        before, self._trace = self._trace, []
        try:
            return self.get(query, key)
        finally:
            self._trace = before

    def peek_input(self, kind: Input[K, V], key: K) -> V:
        """The value of an input, without recording the read."""
        before, self._trace = self._trace, []
        try:
            return self.input(kind, key)
        finally:
            self._trace = before

    def fingerprint(self, query: Query[K, Any], key: K) -> int:
        """The fingerprint of a result, which is computed if necessary. Records no read."""
        ident = node_id(query.name, key)
        if ident in self.stale or ident not in self._marks:
            row = None if ident in self.stale or self.store.fresh else self.store.value(ident)
            if row is None:
                self.peek(query, key)
            else:
                self._marks[ident] = row[0]
        return self._marks[ident]

    def up_to_date(self, query: Query[K, Any], key: K) -> bool:
        """Whether a result exists and none of its dependencies has changed (call after `update`)."""
        ident = node_id(query.name, key)
        known = ident in self._marks
        return ident not in self.stale and (known or (not self.store.fresh and self.store.has(ident)))

    # -- finding a result --------------------------------------------------

    def _part_id(self, query: Query[Any, Any], key: Any, part: Any) -> Id:
        ids = self._part_ids[query.rank].setdefault(key, {})
        if part not in ids:
            ids[part] = ident = part_id(query.name, key, part)
            if not query.table:
                self._register(query, key, part, ident)
        return ids[part]

    def _register(self, query: Query[Any, Any], key: Any, part: Any, ident: Id) -> None:
        """Register a part at its first read, so that its changes are tracked.

        A part that the store has already is written again: a lookup would take longer.
        """
        value = self._slice(query, key, part)
        data = encode(value)
        self.recent.put(ident, value, len(data))
        if ident not in self.changes.parts:
            self.changes.add_part(ident, (self._node(query, key), encode(part), digest(data), None))

    def _keep_slice(self, query: Query[Any, Any], key: Any, part: Any, ident: Id) -> Any:
        value = self._slice(query, key, part)
        self.recent.put(ident, value, _SMALL)
        return value

    def _slice(self, query: Query[Any, Any], key: Any, part: Any) -> Any:
        value = self._values[query.rank].get(key, _MISSING)
        if value is _MISSING:
            value = self._find(query, key, self._node(query, key))
        if query.part:
            return query.part(value, part)
        raise QueryError(f"{query.name} has no parts")

    def _item(self, query: Query[Any, Any], key: Any, part: Any, ident: Id) -> Any:
        """One item of a table that is not in memory; None if the table has no such item."""
        owner = self._node(query, key)
        if owner in self.stale or not self._is_made(owner):
            return self._make(query, key, owner).get(part)
        if entry := self.recent.get(owner):
            return entry[0].get(part)
        row = self._row(ident)
        value = None if row is None else self._decoders.decode(query, part, *row)
        self.recent.put(ident, value, len(row[1] or b"") if row else 0)
        return value

    def _is_made(self, table: Id) -> bool:
        """Whether a table has been computed and not been lost; items alone may be left in a damaged file.

        A table that this process computed and handed over counts only when it is in the store.
        """
        if table in self.changes.nodes or table in self._stored:
            return True
        if self._may_be_stored(table) and self.store.has(table):
            self._stored.add(table)
        return table in self._stored

    def _may_be_stored(self, ident: Id) -> bool:
        """Whether it is worth a look into the store: one that was empty has only what this process knows."""
        return ident in self._marks or not self.store.fresh

    def _row(self, ident: Id) -> tuple[int, bytes | None] | None:
        """The fingerprint and the value of an item of a table that was made."""
        part = self.changes.parts.get(ident)
        if part is not None:
            return part[2:]
        return None if ident in self.changes.gone_parts else self.store.part(ident)

    def _node(self, query: Query[Any, Any], key: Any) -> Id:
        ids = self._ids[query.rank]
        ident = ids.get(key)
        if ident is None:
            ident = ids[key] = node_id(query.name, key)
        return ident

    def _find(self, query: Query[Any, Any], key: Any, ident: Id) -> Any:
        """A result from the store, if it is up to date; else made."""
        if query.large and (entry := self.recent.get(ident)):
            return entry[0]
        if ident in self.stale:
            return self._make(query, key, ident)
        if query.keep is None and ident in self._marks:  # only the value is missing
            value = self._run(query, key)[0]
            self._remember(query, key, ident, value, _SMALL)
            return value
        node = self.changes.nodes.get(ident)
        row = (node[2], node[4]) if node else self.store.value(ident) if self._may_be_stored(ident) else None
        if row is None:
            return self._make(query, key, ident)
        self._marks[ident] = row[0]
        size = len(row[1] or b"") or _SMALL
        if query.table:
            value, size = self._items(query, ident, row[1] or b"")
        elif query.keep is not None and row[1] is not None:
            value = self._decoders.decode(query, None, *row)
        else:
            value = self._run(query, key)[0]
        self._remember(query, key, ident, value, size)
        return value

    def _items(self, query: Query[Any, Any], ident: Id, listed: bytes) -> tuple[dict[Any, Any], int]:
        """A whole table from the store, in its order, and its size in bytes."""
        order = array("q")
        rows, made = self.store.part_rows(ident), self.changes.parts
        try:
            order.frombytes(listed)
            found = [made[each][1:] if each in made else rows[each] for each in order]
        except (KeyError, ValueError) as error:
            raise Harmed from error
        parts = [(decoded_key(packed), mark, data) for packed, mark, data in found]
        value = {part: self._decoders.decode(query, part, mark, data) for part, mark, data in parts}
        return value, sum(len(data) for *_, data in parts if data)

    def _remember(self, query: Query[Any, Any], key: Any, ident: Id, value: Any, size: int) -> None:
        if query.large:
            self.recent.put(ident, value, size)
        else:
            self._values[query.rank][key] = value

    # -- making a result ---------------------------------------------------

    def _run(self, query: Query[Any, Any], key: Any) -> tuple[Any, list[Id]]:
        """Run a query and record its reads."""
        if (query, key) in self._running:
            raise self._against_order(query, key)
        trace, rank = self._trace, self._rank
        self._trace, self._rank = [], query.rank
        if not self._running and not query.alone:
            self.store.hold()
        self._running.append((query, key))
        try:
            value = query.make(self, key)  # type: ignore[arg-type]  # queries get a whole database
            return value, self._trace
        finally:
            self._running.pop()
            self._trace, self._rank = trace, rank
            if not self._running:
                self.store.let_go()

    def _make(self, query: Query[Any, Any], key: Any, ident: Id) -> Any:
        """Compute a result and store what is to be kept of it."""
        value, read = self._run(query, key)
        self.made[query.name] = self.made.get(query.name, 0) + 1
        size = _SMALL
        if query.table:
            mark, data, size = self._keep_items(query, key, ident, value)
        elif query.root:
            data, mark = None, 0
        elif query.parts_only:
            data, mark = None, digest(os.urandom(8))  # never equal: only parts are compared
        else:
            data = encode(value)
            mark, size = digest(data), len(data)
        trace = array("q", dict.fromkeys(read)).tobytes()
        kept = data if query.keep is not None else None
        self.changes.add_node(ident, (query.rank, encode(key), mark, trace, kept))
        self._marks[ident] = mark
        self.stale.discard(ident)
        if not query.root:
            self._remember(query, key, ident, value, size)
        return value

    def _keep_items(
        self, query: Query[Any, Any], key: Any, ident: Id, value: dict[Any, Any]
    ) -> tuple[int, bytes, int]:
        """Store the new or changed items of a table.

        Returns its fingerprint, the order of its items, and their size in bytes.
        """
        ids = self._part_ids[query.rank].setdefault(key, {})
        known = self.store.parts(ident) if self._may_be_stored(ident) else {}
        by_key = {
            packed: each for each, (packed, _) in known.items()
        }  # an id is a digest, which takes longer
        marks: dict[Id, int] = {}
        changed: set[Id] = set()
        size = 0
        for part, item in value.items():
            part_ident = ids.get(part)
            if part_ident is None:
                part_ident = ids[part] = by_key.get(encode(part)) or part_id(query.name, key, part)
            data = encode(item)
            marks[part_ident] = mark = digest(data)
            size += len(data)
            if (was := known.pop(part_ident, None)) is None or was[1] != mark:
                changed.add(part_ident)
                self.changes.add_part(part_ident, (ident, encode(part), mark, data))
        self.changes.gone_parts |= known.keys()  # those that are left
        self.changes.gone_parts -= marks.keys()
        self._lost = self._lost or bool(known)
        self._items_changed[ident] = changed | known.keys()
        pairs = array("q", [each for pair in marks.items() for each in pair])
        return digest(pairs.tobytes()), array("q", marks).tobytes(), size

    def _against_order(self, query: Query[Any, Any], key: Any) -> QueryError:
        names = " → ".join(f"{each.name}({at!r})" for each, at in [*self._running, (query, key)])
        if any(each is query and at == key for each, at in self._running):
            return QueryError(f"a query waits for itself: {names}")
        return QueryError(f"a query reads one that is declared after it: {names}")

    # -- inputs ------------------------------------------------------------

    def _read(self, kind: Input[Any, Any], key: Any, ident: Id) -> Any:
        stamp = kind.stamp(self.environment, key) if kind.stamp else None
        value = kind.read(self.environment, key)
        mark = digest(encode(value))
        if ident in self._marks and self._marks[ident] != mark:
            raise InputChanged(f"{kind.name} {key}")
        self._marks[ident] = mark
        if not isinstance(value, bytes):  # the bytes of files are not kept: what is parsed from them is
            self._inputs[ident] = value
        self.changes.inputs[ident] = (kind.name, encode(key), encode(stamp), mark)
        return value
