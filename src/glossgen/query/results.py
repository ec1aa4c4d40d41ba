"""Finding and making results: what is read is noted, what is made is kept."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import MsgspecError, msgpack

from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.fingerprint import Id, digest, encode, node_id, part_id
from glossgen.query.resources import Resources
from glossgen.query.store import Changes, Harmed, Store

K = TypeVar("K")
V = TypeVar("V")

_MISSING: Any = object()
_SLICES = 1 << 13  # so many parts of the results of a query stay in memory
Decode = Callable[[bytes], Any]


class InputChanged(Exception):
    """A file was changed while a build was reading it."""


class Results:
    """Results of queries over inputs, and what each of them has read.

    `environment` is what inputs are read from: for us, the configuration. It
    may be replaced between two builds; what is different in it is found by
    `look`. Values are frozen: nobody may change what the database gives.
    """

    def __init__(self, registry: Registry, environment: Any, store: Store) -> None:
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
        self._slices: list[dict[Id, Any]] = [{} for _ in range(count)]
        self._decoders: list[Decode | None] = [
            msgpack.Decoder(query.keep).decode if query.keep else None for query in registry
        ]
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
        """The result of a query for a key. Raises QueryError for a query that waits for itself."""
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
        """One part of a result. A reader that asks for it depends on that part alone."""
        rank = query.rank
        if rank >= self._rank:
            raise self._against_order(query, key)
        try:
            ident = self._part_ids[rank][key][part]
        except KeyError:
            ident = self._part_id(query, key, part)
        self._trace.append(ident)
        if query.table:
            try:
                return self._values[rank][key].get(part)
            except KeyError:
                return self._item(query, key, part)
        value = self._slices[rank].get(ident, _MISSING)
        return self._keep_slice(query, key, part, ident) if value is _MISSING else value

    def note_parts(self, query: Query[K, Any], key: K, parts: Iterable[Any]) -> None:
        """Depend on some parts of a table of which the caller has the values already."""
        self._trace += [self._part_id(query, key, part) for part in parts]

    def input(self, kind: Input[K, V], key: K) -> V:
        """The value of an input."""
        ident = self._known.get((kind.name, key))
        if ident is None:
            ident = self._known[kind.name, key] = node_id(kind.name, key)
        self._trace.append(ident)
        if ident in self._inputs:
            return self._inputs[ident]  # type: ignore[no-any-return]
        return self._read(kind, key, ident)  # type: ignore[no-any-return]

    def peek_part(self, query: Query[K, Any], key: K, part: Any) -> Any:
        """One part of a result without a note of the read: only where the reader notes it by `note_parts`."""
        before, self._trace = self._trace, []
        try:
            return self.part(query, key, part)
        finally:
            self._trace = before

    def release(self, *queries: Query[Any, Any]) -> None:
        """Drop results of some queries from memory; whoever needs one again has it from the store."""
        for query in queries:
            self._values[query.rank].clear()
            self._slices[query.rank].clear()

    def expire(self) -> None:
        """Inside a query: its result may be another one next time, and is made again then."""
        query, key = self._running[-1]
        self.expired.add(node_id(query.name, key))

    def peek(self, query: Query[K, V], key: K) -> V:
        """A result without a note of the read: from outside of all queries, or noted by other means.

        What is read from outside is wanted, as roots are.
        """
        if not self._running:
            self.wanted.add(node_id(query.name, key))
        before, self._trace = self._trace, []
        try:
            return self.get(query, key)
        finally:
            self._trace = before

    def peek_input(self, kind: Input[K, V], key: K) -> V:
        """The value of an input, without a note of the read."""
        before, self._trace = self._trace, []
        try:
            return self.input(kind, key)
        finally:
            self._trace = before

    def mark_of(self, kind: Input[K, Any], key: K) -> int:
        """The fingerprint of an input."""
        self.peek_input(kind, key)
        return self._marks[node_id(kind.name, key)]

    def fingerprint(self, query: Query[K, Any], key: K) -> int:
        """The fingerprint of a result, made if need be. Notes no read."""
        ident = node_id(query.name, key)
        if ident not in self._marks:
            row = None if ident in self.stale else self.store.value(ident)
            if row is None:
                self.peek(query, key)
            else:
                self._marks[ident] = row[0]
        return self._marks[ident]

    def up_to_date(self, query: Query[K, Any], key: K) -> bool:
        """Whether a result is there and nothing that it read has changed (after `update`)."""
        ident = node_id(query.name, key)
        if ident in self.stale:
            return False
        return ident in self.changes.nodes or self.store.has(ident)

    # -- finding a result --------------------------------------------------

    def _part_id(self, query: Query[Any, Any], key: Any, part: Any) -> Id:
        ids = self._part_ids[query.rank].setdefault(key, {})
        ident = ids.get(part)
        if ident is None:
            ident = ids[part] = part_id(query.name, key, part)
            if not query.table:
                self._register(query, key, part, ident)
        return ident

    def _register(self, query: Query[Any, Any], key: Any, part: Any, ident: Id) -> None:
        """Remember a part that is read for the first time, so that its changes are looked for.

        One that the store has is written again as it is: to ask for it would take longer.
        """
        value = self._keep_slice(query, key, part, ident)
        if ident not in self.changes.parts:
            owner = node_id(query.name, key)
            self.changes.parts[ident] = (owner, encode(part), digest(encode(value)), None)

    def _keep_slice(self, query: Query[Any, Any], key: Any, part: Any, ident: Id) -> Any:
        slices = self._slices[query.rank]
        if len(slices) >= _SLICES:
            slices.clear()
        value = slices[ident] = self._slice(query, key, part)
        return value

    def _slice(self, query: Query[Any, Any], key: Any, part: Any) -> Any:
        value = self._values[query.rank].get(key, _MISSING)
        if value is _MISSING:
            value = self._find(query, key, node_id(query.name, key))
        if query.part is None:
            raise QueryError(f"{query.name} has no parts")
        return query.part(value, part)

    def _item(self, query: Query[Any, Any], key: Any, part: Any) -> Any:
        """One item of a table that is not in memory."""
        ident = node_id(query.name, key)
        if ident not in self.changes.nodes and ident not in self.stale and self._is_stored(ident):
            row = self.store.part(self._part_ids[query.rank][key][part])
            return None if row is None else self._decoded(query, *row)
        return self._find(query, key, ident).get(part)

    def _is_stored(self, table: Id) -> bool:
        """Whether the store has a table (asked once): items without it are left from a harmed file."""
        if table not in self._stored and self.store.has(table):
            self._stored.add(table)
        return table in self._stored

    def _find(self, query: Query[Any, Any], key: Any, ident: Id) -> Any:
        """A result from the store, if it is up to date; else made."""
        if ident in self.changes.nodes or ident in self.stale:
            return self._again(query, key, ident)
        row = self.store.value(ident)
        if row is None:
            return self._make(query, key, ident)
        self._marks[ident] = row[0]
        if query.table:
            value = self._items(query, ident, row[1] or b"")
        elif query.keep is not None and row[1] is not None:
            value = self._decoded(query, *row)
        else:
            value = self._run(query, key)[0]
        self._remember(query, key, value)
        return value

    def _items(self, query: Query[Any, Any], ident: Id, listed: bytes) -> dict[Any, Any]:
        """A whole table from the store, in its order."""
        order = array("q")
        rows = self.store.part_rows(ident)
        try:
            order.frombytes(listed)
            found = [rows[each] for each in order]
        except (KeyError, ValueError) as error:
            raise Harmed from error
        return {decoded_key(part): self._decoded(query, mark, data) for part, mark, data in found}

    def _remember(self, query: Query[Any, Any], key: Any, value: Any) -> None:
        values = self._values[query.rank]
        if query.bound and len(values) >= query.bound:
            values.clear()
        values[key] = value

    def _again(self, query: Query[Any, Any], key: Any, ident: Id) -> Any:
        """A result that was made in this build and is not in memory any more, or one that is stale."""
        node = self.changes.nodes.get(ident)
        if ident in self.stale or node is None:
            return self._make(query, key, ident)
        decoder = self._decoders[query.rank]
        if not query.table and decoder and node[4] is not None:
            value = decoder(node[4])
        else:
            value = self._run(query, key)[0]
        self._remember(query, key, value)
        return value

    def _decoded(self, query: Query[Any, Any], mark: int, data: bytes | None) -> Any:
        decoder = self._decoders[query.rank]
        if data is None or decoder is None or digest(data) != mark:
            raise Harmed
        try:
            return decoder(data)
        except MsgspecError as error:
            raise Harmed from error

    # -- making a result ---------------------------------------------------

    def _run(self, query: Query[Any, Any], key: Any) -> tuple[Any, list[Id]]:
        """Run a query, and note what it reads."""
        if (query, key) in self._running:
            raise self._against_order(query, key)
        trace, rank = self._trace, self._rank
        self._trace, self._rank = [], query.rank
        self._running.append((query, key))
        try:
            value = query.make(self, key)  # type: ignore[arg-type]  # queries get a whole database
            return value, self._trace
        finally:
            self._running.pop()
            self._trace, self._rank = trace, rank

    def _make(self, query: Query[Any, Any], key: Any, ident: Id) -> Any:
        """Make a result, and keep what there is to keep of it."""
        value, read = self._run(query, key)
        self.made[query.name] = self.made.get(query.name, 0) + 1
        if query.table:
            mark, data = self._keep_items(query, key, ident, value)
        elif query.root:
            data, mark = None, 0
        elif query.parts_only:
            data, mark = None, digest(os.urandom(8))  # always another: its parts have their own
        else:
            data = encode(value)
            mark = digest(data)
        trace = array("q", dict.fromkeys(read)).tobytes()
        kept = data if query.keep is not None else None
        self.changes.nodes[ident] = (query.rank, encode(key), mark, trace, kept)
        self._marks[ident] = mark
        self.stale.discard(ident)
        if not query.root:
            self._remember(query, key, value)
        return value

    def _keep_items(
        self, query: Query[Any, Any], key: Any, ident: Id, value: dict[Any, Any]
    ) -> tuple[int, bytes]:
        """Keep the items of a table that are new or other ones; the mark of the whole, and its order."""
        ids = self._part_ids[query.rank].setdefault(key, {})
        known = self.store.parts(ident)
        marks: list[int] = []
        for part, item in value.items():
            part_ident = ids.get(part)
            if part_ident is None:
                part_ident = ids[part] = part_id(query.name, key, part)
            data = encode(item)
            mark = digest(data)
            marks += (part_ident, mark)
            if (was := known.get(part_ident)) is None or was[1] != mark:
                self.changes.parts[part_ident] = (ident, encode(part), mark, data)
        changed = set(known)
        if known:
            changed -= {
                each
                for each, mark in zip(marks[::2], marks[1::2], strict=True)
                if each in known and known[each][1] == mark
            }
            gone = known.keys() - set(marks[::2])
            self.changes.gone_parts |= gone
            self._lost = self._lost or bool(gone)
            self.changes.gone_parts -= set(marks[::2])
        fresh = {each for each in marks[::2] if each not in known}
        self._items_changed[ident] = changed | fresh
        return digest(array("q", marks).tobytes()), array("q", marks[::2]).tobytes()

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
        if not isinstance(
            value, bytes
        ):  # the bytes of files are read again: memory is for what is made of them
            self._inputs[ident] = value
        self.changes.inputs[ident] = (kind.name, encode(key), encode(stamp), mark)
        return value

    def set_input(self, kind: Input[K, V], key: K, value: V) -> Id:
        """Give an input a value, as a test or another program may; `update` takes what is returned."""
        ident = node_id(kind.name, key)
        self._inputs[ident] = value
        self._marks[ident] = digest(encode(value))
        self.changes.inputs[ident] = (kind.name, encode(key), encode(None), self._marks[ident])
        return ident


def decoded_key(data: bytes) -> Any:
    """A key from the store, with tuples for lists, so that it can be looked up."""
    return _frozen(msgpack.decode(data))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
