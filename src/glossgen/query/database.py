"""The database: updates results after changes, computes many of them at once, and stores them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from glossgen.query.bulk_reads import BulkReads
from glossgen.query.changes import Changes
from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.fingerprint import Id, decoded_key, digest, encode, node_id
from glossgen.query.recent import Recent
from glossgen.query.results import InputChanged
from glossgen.query.store import Store

__all__ = ["Database", "InputChanged"]

K = TypeVar("K")
V = TypeVar("V")

_MUCH = 4 << 20
"""Changes above this many bytes are written to the store to free memory."""


class Workers(Protocol):
    """Computes results in other processes, as `Pool` does."""

    def worth(self, count: int) -> bool:
        """Whether computing `count` results in other processes saves time."""

    def __call__(self, db: Database, query: Query[Any, Any], keys: Sequence[Any]) -> Iterable[Changes]:
        """Compute the results for `keys`, and yield the changes of each worker task."""


class Database(BulkReads):
    """Results that stay correct: a result whose dependencies have changed is recomputed."""

    def __init__(
        self, registry: Registry, environment: Any, store: Store, recent: Recent | None = None
    ) -> None:
        super().__init__(registry, environment, store, recent)
        self.pool: Workers | None = None

    # -- bringing up to date -----------------------------------------------

    def check_inputs(self) -> set[Id]:
        """Check every input that was read before. Returns the changed ones, for `update`."""
        changed: set[Id] = set()
        self._inputs.clear()
        for ident, (name, packed, stamp, mark) in self.store.inputs().items():
            kind = self.registry.inputs.get(name)
            if kind is None:
                changed.add(ident)
                self.changes.gone_inputs.add(ident)
                continue
            key = decoded_key(packed)
            now = encode(kind.stamp(self.environment, key)) if kind.stamp else None
            if now is not None and now == stamp:
                self._marks[ident] = mark
                continue
            self._marks.pop(ident, None)
            if kind.lazy:
                self.changes.gone_inputs.add(ident)
                changed.add(ident)
                continue
            self._read(kind, key, ident)
            if self._marks[ident] != mark:
                changed.add(ident)
        return changed

    def set_input(self, kind: Input[K, V], key: K, value: V) -> Id:
        """Set the value of an input, for tests and other programs; pass the returned id to `update`."""
        ident = node_id(kind.name, key)
        self._inputs[ident] = value
        self._marks[ident] = digest(encode(value))
        self.changes.inputs[ident] = (kind.name, encode(key), encode(None), self._marks[ident])
        return ident

    def mark_of(self, kind: Input[K, Any], key: K) -> int:
        """The fingerprint of an input."""
        self.peek_input(kind, key)
        return self._marks[node_id(kind.name, key)]

    def refresh(self) -> None:
        """Check all inputs, and update everything except the roots."""
        self.update(self.check_inputs())

    def update(self, changed: set[Id]) -> None:
        """Recompute, in the order of declaration, what depends on changed inputs.

        If a recomputed result is equal, its readers stay valid (early cutoff). Roots are only
        marked as stale, and computed when they are wanted.
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
        self._items_changed.clear()

    def _dirty(self, query: Query[Any, Any]) -> list[Id]:
        """The results of a query that have read something changed, and those that are stale."""
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
        """Recompute results, and determine which of them, or of their parts, have changed."""
        before: dict[Id, tuple[Any, int]] = {}
        for ident in dirty:
            head = self.store.head(ident)
            if head is not None:
                before[ident] = (decoded_key(head[1]), head[2])
        self.stale.update(before)
        for ident, (key, _) in before.items():
            self._values[query.rank].pop(key, None)
            self.recent.drop(ident)
        known_parts = {} if query.table else {ident: self.store.parts(ident) for ident in before}
        with self._batch(len(before)):
            if query.pooled and self.pool and self.pool.worth(len(before)):
                self.make_many(query, [key for key, _ in before.values()])
            for ident, (key, mark) in before.items():
                if ident in self.stale:
                    self._make(query, key, ident)
                if self._marks[ident] != mark:
                    self.pending.add(ident)
                    if query.table:
                        changed = self._items_changed.pop(ident, set())
                    else:
                        changed = set(self._changed_parts(query, key, ident, known_parts[ident]))
                    self.pending |= changed
                    for each in changed:
                        self.recent.drop(each)

    @contextmanager
    def _batch(self, count: int) -> Iterator[None]:
        """Set `batch`, the number of results being computed: some queries have a cheaper way for many."""
        before, self.batch = self.batch, max(count, 1)
        try:
            yield
        finally:
            self.batch = before

    def _changed_parts(
        self, query: Query[Any, Any], key: Any, ident: Id, known: dict[Id, tuple[bytes, int]]
    ) -> Iterator[Id]:
        for part_ident, (packed, mark) in known.items():
            part = decoded_key(packed)
            now = digest(encode(self._slice(query, key, part)))
            if now != mark:
                self.changes.add_part(part_ident, (ident, packed, now, None))
                yield part_ident

    # -- computing many results -----------------------------------------------

    def ensure(self, query: Query[K, Any], keys: Collection[K]) -> None:
        """Compute the missing results, in other processes if there are many."""
        right = self.all_up_to_date(query, list(keys))
        missing = [key for key in keys if key not in right]
        with self._batch(len(missing)):
            if query.pooled and self.pool and self.pool.worth(len(missing)):
                self.make_many(query, missing)
            for key in missing:
                ident = node_id(query.name, key)
                if ident in self.stale or ident not in self._marks:  # else another one has read it
                    self._make(query, key, ident)
                    self.relieve()
        self._items_changed.clear()

    def make_many(self, query: Query[K, Any], keys: Sequence[K]) -> None:
        """Compute results in other processes."""
        if self.pool is None:
            raise QueryError("there are no other processes to make results in")
        before = self.made.get(query.name, 0)
        for changes in self.pool(self, query, keys):
            self.take(changes)
            self.relieve()
        self.made[query.name] = before + len(keys)  # whichever process has made them

    def take(self, changes: Changes) -> None:
        """Add the results of another process to this one's."""
        mine = self.changes
        mine.nodes.update(changes.nodes)
        mine.parts.update(changes.parts)
        mine.inputs.update(changes.inputs)
        mine.gone_parts |= changes.gone_parts
        mine.size += changes.size
        self._items_changed.update(changes.items)
        self.expired |= changes.expired
        self.stale.difference_update(changes.nodes)
        for ident, row in changes.inputs.items():
            self._marks.setdefault(ident, row[3])
        for ident, node in changes.nodes.items():
            self._marks[ident] = node[2]

    def make_here(self, query: Query[K, Any], keys: Iterable[K]) -> Changes:
        """In a worker: compute results, and return what to add to the store."""
        self.batch = 1 << 30  # in a worker there are many results, or it would not have been started
        for key in keys:
            self._make(query, key, node_id(query.name, key))
        return self.handed_over()

    def handed_over(self) -> Changes:
        """Take what was added since the last call, for another process."""
        changes, self.changes = self.changes, Changes()
        changes.expired = set(self.expired)
        changes.items, self._items_changed = self._items_changed, {}
        return changes

    def make_root(self, query: Query[K, V], key: K) -> V:
        """Compute the result of a root, which is not kept."""
        return self._make(query, key, node_id(query.name, key))  # type: ignore[no-any-return]

    # -- storing ------------------------------------------------------------

    def relieve(self) -> None:
        """Write the pending changes if there are many, to free memory."""
        if self.changes.size > _MUCH and not self._running:
            self.commit()

    def commit(self, **named: Any) -> bool:
        """Write the changes of this build (see `Store.commit`).

        If another process has written in the meantime, nothing is stored: the changes would be
        based on older inputs.
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
        """Write the changes of a build of these roots, and remove what no root reads any more."""
        if self._lost:
            self.sweep((node_id(query.name, key) for query, key in roots))
            self._lost = False
        return self.commit(**named)

    def why(self, query: Query[K, Any], key: K) -> list[str]:
        """Why a result is out of date: the changed dependency, and its cause, down to an input."""
        lines: list[str] = []
        ident: Id | None = node_id(query.name, key)
        if ident is not None and not self.store.has(ident):
            return [f"{query.name}({key!r}) was never made"]
        while ident is not None:
            lines.append(f"{'  ' * len(lines)}{self._named(ident)}")
            ident = self.reasons.get(ident) or self._owner(ident)
        return lines if len(lines) > 1 else [f"{lines[0]} is up to date"]

    def _named(self, ident: Id) -> str:
        """The name of a node for people: its query and its key."""
        found = self.store.name(ident)
        if found is None:
            return "something that is gone"
        kind = self.registry.queries[int(found[0])].name if found[0].isdigit() else found[0]
        owner = self.store.owner(ident)
        inside = f" of {self._named(owner)}" if owner is not None else ""
        return f"{kind}({decoded_key(found[1])!r}){inside}"

    def _owner(self, ident: Id) -> Id | None:
        """The node that a part belongs to, if it was recomputed."""
        owner = self.store.owner(ident)
        return owner if owner in self.reasons else None

    def sweep(self, roots: Iterable[Id]) -> None:
        """Remove every node that no root reads any more, directly or indirectly."""
        traces: dict[Id, bytes] = {}
        tables: set[Id] = set()
        for query in self.registry:
            found = dict(self.store.traces(query.rank))
            traces.update(found)
            if query.table:
                tables |= found.keys()
        for ident, node in self.changes.nodes.items():
            traces[ident] = node[3]
            if self.registry.queries[node[0]].table:
                tables.add(ident)
        owner: dict[Id, Id] = dict(self.store.connection.execute("SELECT id, node FROM part"))
        owner.update((ident, part[0]) for ident, part in self.changes.parts.items())
        inputs = self.store.inputs().keys() | self.changes.inputs.keys()
        used = _reached([*roots, *self.wanted], owner, traces, set())
        if not used <= owner.keys() | traces.keys() | inputs:
            # A node depends on an item that no table has. No row tells to which table it would belong, and
            # a table that is removed would not notice when the item is added. So all tables are kept.
            used = _reached(tables, owner, traces, used)
        gone = traces.keys() - used
        for ident in gone:
            self._forget(ident)
        parts = self.changes.parts
        self.changes.parts = {ident: part for ident, part in parts.items() if part[0] not in gone}
        for ident in self.store.inputs().keys() - used:
            self.changes.gone_inputs.add(ident)
            self._marks.pop(ident, None)

    def _forget(self, ident: Id) -> None:
        """Remove a node from the store and from memory, since its changes will not be tracked any more."""
        head = self.changes.nodes.pop(ident, None) or self.store.head(ident)
        if head is not None:
            rank, key = head[0], decoded_key(head[1])
            self._values[rank].pop(key, None)
            self.recent.clear()
            self._part_ids[rank].pop(key, None)  # a part that is read again is registered again
        self._marks.pop(ident, None)
        self._stored.discard(ident)
        self.stale.discard(ident)
        self.changes.gone.add(ident)


def _reached(
    starts: Iterable[Id], owner: Mapping[Id, Id], traces: Mapping[Id, bytes], used: set[Id]
) -> set[Id]:
    """Add to `used` everything that some nodes read, directly or indirectly."""
    waiting = list(starts)
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
    return used
