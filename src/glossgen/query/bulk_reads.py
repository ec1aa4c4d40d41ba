"""Reads many results in one look into the store: a look for each takes longer than to decode them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from glossgen.query.declare import Query
from glossgen.query.fingerprint import Id, node_id, part_id
from glossgen.query.results import Results

K = TypeVar("K")

_FEW = 20
"""So many results are looked up one by one in the store."""


class BulkReads(Results):
    """Results, many of which are read at once."""

    def all_up_to_date(self, query: Query[K, Any], keys: Sequence[K]) -> set[K]:
        """Those of some keys whose results are up to date, in one look into the store (see `up_to_date`)."""
        if len(keys) <= _FEW:
            return {key for key in keys if self.up_to_date(query, key)}
        ids = {key: node_id(query.name, key) for key in keys}
        stored = set() if self.store.fresh else self.store.made(ids.values())
        stored -= self.stale
        return {
            key
            for key, ident in ids.items()
            if ident in stored or (ident in self._marks and ident not in self.stale)
        }

    def parts(self, query: Query[K, Any], key: K, parts: Sequence[Any]) -> list[Any]:
        """Some items of a table, in one go. The reader depends on these alone."""
        table = self._values[query.rank].get(key)
        if table is None or query.rank >= self._rank:
            return self.gather(query, [(key, part) for part in parts])
        self.note_parts(query, key, parts)
        return [table.get(part) for part in parts]

    def gather(self, query: Query[K, Any], wanted: Sequence[tuple[K, Any]]) -> list[Any]:
        """Items of tables, each by the key of its table and its own, None for one that there is not.

        The reader depends on these items alone, as if it had read each by `part`.
        """
        if len(wanted) <= _FEW or query.rank >= self._rank:
            return [self.part(query, key, part) for key, part in wanted]
        ids = [part_id(query.name, key, part) for key, part in wanted]
        self._trace += ids
        tables, known = self._values[query.rank], self._stored_tables(query, {key for key, _ in wanted})
        values: dict[Id, Any] = {}
        for ident, (key, part) in zip(ids, wanted, strict=True):
            owner = self._node(query, key)
            if key in tables:
                values[ident] = tables[key].get(part)
            elif owner in self.stale or not (owner in self.changes.nodes or owner in known):
                values[ident] = self._make(query, key, owner).get(part)
            elif entry := self.recent.get(owner):
                values[ident] = entry[0].get(part)
        rows = self.store.part_values([ident for ident in ids if ident not in values])
        decode = self._decoders.decode
        for ident, (_, part) in zip(ids, wanted, strict=True):
            if ident not in values:
                made = self.changes.parts.get(ident)
                row = made[2:] if made else None if ident in self.changes.gone_parts else rows.get(ident)
                values[ident] = decode(query, part, *row) if row else None
        return [values[ident] for ident in ids]

    def _stored_tables(self, query: Query[K, Any], keys: set[K]) -> set[Id]:
        """Those of some tables that are stored; in a store that was empty, what this process has made."""
        owners = {self._node(query, key) for key in keys}
        return self.store.made(owners & self._marks.keys() if self.store.fresh else owners)
