"""The database: gives results, notes what they read, and makes again what has changed."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from msgspec import MsgspecError, msgpack

from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.fingerprint import Id, digest, encode, node_id, part_id
from glossgen.query.store import Changes, Harmed, Store

K = TypeVar("K")
V = TypeVar("V")

_MISSING: Any = object()
_SLICES = 1 << 13
"""So many parts of the results of a query stay in memory."""

_MUCH = 2_000
"""Results that wait in memory to be written."""

_FEW = 64
"""So many results are made here; more of them are worth the start of other processes."""

Decode = Callable[[bytes], Any]
Many = Callable[["Database", Query[Any, Any], Sequence[Any]], "Iterable[Changes]"]
"""Makes many results in other processes, and gives what they have found out."""


class InputChanged(Exception):
    """A file was changed while a build was reading it."""


class Database:
    """Results of queries over inputs.

    `environment` is what inputs are read from: for us, the configuration. It
    may be replaced between two builds; what is different in it is found by
    `look`. Values are frozen: nobody may change what the database gives.
    """

    def __init__(self, registry: Registry, environment: Any, store: Store) -> None:
        self.registry = registry
        self.environment = environment
        self.store = store
        self.pool: Many | None = None
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
        self._remade: set[Id] = set()
        self._running: list[tuple[Query[Any, Any], Any]] = []
        self._trace: list[Id] = []
        self._rank = count
        self._known: dict[Any, Id] = {}
        self._items_changed: dict[Id, set[Id]] = {}
        self._resources: dict[Any, tuple[Any, Any]] = {}
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
        slices = self._slices[rank]
        value = slices.get(ident, _MISSING)
        if value is _MISSING:
            if len(slices) >= _SLICES:
                slices.clear()
            value = slices[ident] = self._slice(query, key, part)
        return value

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

    def drop(self, name: str) -> Any:
        """Forget something that `cached` has kept, and return it."""
        known = self._resources.pop(name, None)
        return known[1] if known else None

    def expire(self) -> None:
        """Inside a query: its result may be another one next time, and is made again then."""
        query, key = self._running[-1]
        self.expired.add(node_id(query.name, key))

    def peek(self, query: Query[K, V], key: K) -> V:
        """A result without a note of the read: from outside of queries, or where one notes by other means.

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

    def is_cached(self, name: str, stamp: Any) -> bool:
        """Whether `cached` has this at hand."""
        known = self._resources.get(name)
        return known is not None and known[0] == stamp

    def cached(self, name: str, stamp: Any, make: Callable[[], V]) -> V:
        """Something made of results that is no value, such as an automaton; kept while `stamp` is equal."""
        known = self._resources.get(name)
        if known is None or known[0] != stamp:
            known = self._resources[name] = (stamp, make())
        return known[1]

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
        """Remember a part that is read for the first time, so that its changes are looked for."""
        owner = node_id(query.name, key)
        value = self._slice(query, key, part)
        is_new = owner in self.changes.nodes and owner not in self._remade
        if not is_new and (ident in self.changes.parts or self.store.part(ident) is not None):
            return
        self.changes.parts[ident] = (owner, encode(part), digest(encode(value)), None)

    def _slice(self, query: Query[Any, Any], key: Any, part: Any) -> Any:
        value = self._values[query.rank].get(key, _MISSING)
        if value is _MISSING:
            value = self._find(query, key, node_id(query.name, key))
        if query.part is None:
            raise QueryError(f"results of the query {query.name} have no parts")
        return query.part(value, part)

    def _item(self, query: Query[Any, Any], key: Any, part: Any) -> Any:
        """One item of a table that is not in memory."""
        ident = node_id(query.name, key)
        if ident in self.changes.nodes or ident in self.stale or not self.store.has(ident):
            return self._find(query, key, ident).get(part)
        row = self.store.part(self._part_ids[query.rank][key][part])
        if row is None or row[1] is None:
            return None
        return self._decoded(query, *row)

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
        order.frombytes(listed)
        rows = self.store.part_rows(ident)
        try:
            found = [rows[each] for each in order]
        except KeyError as error:
            raise Harmed from error
        return {self._key(part): self._decoded(query, mark, data) for part, mark, data in found}

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

    def _key(self, data: bytes) -> Any:
        return frozen(msgpack.decode(data))

    # -- making a result ---------------------------------------------------

    def _run(self, query: Query[Any, Any], key: Any) -> tuple[Any, list[Id]]:
        """Run a query, and note what it reads."""
        if (query, key) in self._running:
            raise self._against_order(query, key)
        trace, rank = self._trace, self._rank
        self._trace, self._rank = [], query.rank
        self._running.append((query, key))
        try:
            value = query.make(self, key)
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
            data, mark = None, digest(os.urandom(8))  # another one each time: its parts have their own
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
        """Keep the items of a table that are new or changed; the fingerprint of the whole, and its order."""
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

    def look(self) -> set[Id]:
        """Look at every input that was read before; those that have changed, which `update` takes."""
        changed: set[Id] = set()
        self._inputs.clear()
        for ident, (name, packed, stamp, mark) in self.store.inputs().items():
            kind = self.registry.inputs.get(name)
            if kind is None:
                changed.add(ident)
                self.changes.gone_inputs.add(ident)
                continue
            key = self._key(packed)
            now = encode(kind.stamp(self.environment, key)) if kind.stamp else None
            if now is not None and now == stamp:
                self._marks[ident] = mark
                continue
            self._marks.pop(ident, None)
            self._read(kind, key, ident)
            if self._marks[ident] != mark:
                changed.add(ident)
        return changed

    # -- bringing up to date -----------------------------------------------

    def refresh(self) -> None:
        """Look at all inputs, and bring everything but the roots up to date."""
        self.update(self.look())

    def update(self, changed: set[Id]) -> None:
        """Make again, in the order of declarations, what depends on what has changed.

        A result that comes out the same ends there (early cutoff). Roots are
        not made: they are stale until somebody wants them.
        """
        self.revision += 1
        self.stale |= self.store.stale()
        self.pending = changed | self.store.pending()
        if not self.pending and not self.stale:
            return
        for query in self.registry:
            dirty = self._dirty(query)
            if query.root:
                self.stale.update(dirty)
            elif dirty:
                self._remake(query, dirty)
        self.pending = set()

    def _dirty(self, query: Query[Any, Any]) -> list[Id]:
        """The results of a query that read something that has changed, and those that are stale."""
        found: list[Id] = []
        untouched = self.pending.isdisjoint
        for ident, trace in self.store.traces(query.rank):
            read = array("q")
            read.frombytes(trace)
            if not untouched(read):
                found.append(ident)
                self.reasons.setdefault(ident, next(each for each in read if each in self.pending))
            elif ident in self.stale:
                found.append(ident)
        return found

    def _remake(self, query: Query[Any, Any], dirty: Sequence[Id]) -> None:
        """Make results again, and see which of them, or of their parts, are other ones now."""
        before: dict[Id, tuple[Any, int]] = {}
        for ident in dirty:
            head = self.store.head(ident)
            if head is not None:
                before[ident] = (self._key(head[0]), head[1])
        self.stale.update(before)
        self._remade.update(before)
        self._slices[query.rank].clear()
        for ident, (key, _) in before.items():
            self._values[query.rank].pop(key, None)
            self._marks.pop(ident, None)
        known_parts = {} if query.table else {ident: self.store.parts(ident) for ident in before}
        with self._batch(len(before)):
            if query.pooled and self.pool and len(before) > _FEW:
                self.make_many(query, [key for key, _ in before.values()])
            for ident, (key, mark) in before.items():
                if ident in self.stale:
                    self._make(query, key, ident)
                if self._marks[ident] != mark:
                    self.pending.add(ident)
                    if query.table:
                        self.pending |= self._items_changed.pop(ident, set()) or self._changed_items(ident)
                    else:
                        self.pending.update(self._changed_parts(query, key, ident, known_parts[ident]))

    @contextmanager
    def _batch(self, count: int) -> Iterator[None]:
        """Tell queries how many results like theirs are being made: some have a cheaper way for many."""
        before, self.batch = self.batch, max(count, 1)
        try:
            yield
        finally:
            self.batch = before

    def _changed_items(self, ident: Id) -> set[Id]:
        """The items of a table that another process has found to be other ones."""
        changes = self.changes
        fresh = {each for each, part in changes.parts.items() if part[0] == ident}
        return fresh | (self.store.parts(ident).keys() & changes.gone_parts)

    def _changed_parts(
        self, query: Query[Any, Any], key: Any, ident: Id, known: dict[Id, tuple[bytes, int]]
    ) -> Iterator[Id]:
        for part_ident, (packed, mark) in known.items():
            part = self._key(packed)
            now = digest(encode(self._slice(query, key, part)))
            if now != mark:
                self.changes.parts[part_ident] = (ident, packed, now, None)
                yield part_ident

    # -- making many -------------------------------------------------------

    def ensure(self, query: Query[K, Any], keys: Collection[K]) -> None:
        """Make the results that are not there yet: in other processes where there are many."""
        missing = [key for key in keys if not self.up_to_date(query, key)]
        with self._batch(len(missing)):
            if self.pool and query.pooled and len(missing) > _FEW:
                self.make_many(query, missing)
            for key in missing:
                if not self.up_to_date(query, key):
                    self._make(query, key, node_id(query.name, key))
                    self.relieve()

    def make_many(self, query: Query[K, Any], keys: Sequence[K]) -> None:
        """Make results in other processes."""
        if self.pool is None:
            raise QueryError(f"there is no pool in which to make {query.name}")
        for changes in self.pool(self, query, keys):
            self.take(changes)
            self.relieve()
        self.made[query.name] = self.made.get(query.name, 0) + len(keys)
        for key in keys:
            self.stale.discard(node_id(query.name, key))

    def take(self, changes: Changes) -> None:
        """Take over what another process has found out."""
        mine = self.changes
        mine.nodes.update(changes.nodes)
        mine.parts.update(changes.parts)
        mine.inputs.update(changes.inputs)
        mine.gone_parts |= changes.gone_parts
        self.expired |= changes.expired
        for ident, row in changes.inputs.items():
            self._marks.setdefault(ident, row[3])
        for ident, node in changes.nodes.items():
            self._marks[ident] = node[2]

    def make_here(self, query: Query[K, Any], keys: Iterable[K]) -> Changes:
        """In another process: make results, and give what was found out on the way."""
        self.batch = 1 << 30  # it would not be worth another process otherwise
        for key in keys:
            self._make(query, key, node_id(query.name, key))
        return self.handed_over()

    def handed_over(self) -> Changes:
        """What was found out since the last time, for another process to take."""
        changes, self.changes = self.changes, Changes()
        changes.expired = set(self.expired)
        return changes

    def make_root(self, query: Query[K, V], key: K) -> V:
        """Make the result of a root, which is not kept."""
        return self._make(query, key, node_id(query.name, key))  # type: ignore[no-any-return]

    # -- keeping -----------------------------------------------------------

    def relieve(self) -> None:
        """Write what was found out if it is much: memory is for what is still to come."""
        if len(self.changes.nodes) > _MUCH and not self._running:
            self.commit()

    def flush(self) -> None:
        """Write what was found out so far: another process is to see it, or memory is to be free again."""
        self.commit()

    def commit(self, **named: Any) -> bool:
        """Write what this build has found out (see `Store.commit`).

        Once another process has written, nothing more is kept: it would rest on other inputs.
        """
        done = not self.overtaken and self.store.commit(
            self.changes, self.stale | self.expired, self.pending, **named
        )
        if done:
            self.changes = Changes()
        else:
            self.overtaken = True
        return done

    def keep(self, roots: Iterable[tuple[Query[Any, Any], Any]], **named: Any) -> bool:
        """Write what a build of these roots has found out, and remove what no root reads any more."""
        if self._lost:
            self.sweep((node_id(query.name, key) for query, key in roots))
            self._lost = False
        return self.commit(**named)

    def why(self, query: Query[K, Any], key: K) -> list[str]:
        """Why a result is not up to date: what it read that had changed, down to an input."""
        lines: list[str] = []
        ident: Id | None = node_id(query.name, key)
        if ident is not None and not self.store.has(ident):
            return [f"{query.name}({key!r}) was never made"]
        while ident is not None:
            lines.append(f"{'  ' * len(lines)}{self._named(ident)}")
            ident = self.reasons.get(ident) or self._owner(ident)
        return lines if len(lines) > 1 else [f"{lines[0]} is up to date"]

    def _named(self, ident: Id) -> str:
        """What a node is called: its query and its key."""
        found = self.store.name(ident)
        if found is None:
            return "something that is gone"
        kind = self.registry.queries[int(found[0])].name if found[0].isdigit() else found[0]
        owner = self.store.owner(ident)
        inside = f" of {self._named(owner)}" if owner is not None else ""
        return f"{kind}({self._key(found[1])!r}){inside}"

    def _owner(self, ident: Id) -> Id | None:
        """The node that a part belongs to, if it was made again."""
        owner = self.store.owner(ident)
        return owner if owner in self.reasons else None

    def sweep(self, roots: Iterable[Id]) -> None:
        """Remove every node that no root reads any more, directly or through others."""
        traces: dict[Id, bytes] = {}
        for query in self.registry:
            traces.update(self.store.traces(query.rank))
        traces.update((ident, node[3]) for ident, node in self.changes.nodes.items())
        owner: dict[Id, Id] = dict(self.store.connection.execute("SELECT id, node FROM part"))
        owner.update((ident, part[0]) for ident, part in self.changes.parts.items())
        used: set[Id] = set()
        waiting = [*roots, *self.wanted]
        while waiting:
            ident = waiting.pop()
            if ident in used:
                continue
            used.add(ident)
            if ident in owner:
                waiting.append(owner[ident])
            elif ident in traces:
                read = array("q")
                read.frombytes(traces[ident])
                waiting += read
        self.changes.gone |= traces.keys() - used
        self.changes.gone_inputs |= self.store.inputs().keys() - used
        for ident in traces.keys() - used:
            self.changes.nodes.pop(ident, None)
            self.stale.discard(ident)


def frozen(value: Any) -> Any:
    """A decoded key with tuples for lists, so that it can be looked up."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value
