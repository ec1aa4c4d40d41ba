"""Values that may be dropped from memory at any time, because they can be had again: one bounded cache.

Least recently used values go first, in halves: what was not used while one half
of the memory filled up is dropped with the other half. So a hit costs one look-up,
and no list is kept in order.
"""

from __future__ import annotations

from typing import Any

from glossgen.query.fingerprint import Id

Entry = tuple[Any, int]
"""A value, and about how many bytes it takes in the store."""

_BYTES = 6 << 20
"""The size of all values together, encoded; as Python objects they take some five times as much."""


class Recent:
    """The values that were used most recently, by identity."""

    def __init__(self, limit: int = _BYTES) -> None:
        self.young: dict[Id, Entry] = {}
        self._old: dict[Id, Entry] = {}
        self._size = 0
        self._half = limit // 2

    def get(self, ident: Id) -> Entry | None:
        """The entry of a value, if it is still here."""
        entry = self.young.get(ident)
        if entry is None:
            entry = self._old.pop(ident, None)
            if entry is not None:
                self.put(ident, *entry)
        return entry

    def put(self, ident: Id, value: Any, size: int) -> None:
        """Keep a value for a while."""
        self.young[ident] = (value, size)
        self._size += size
        if self._size > self._half:
            self._old, self.young, self._size = self.young, {}, 0

    def drop(self, ident: Id) -> None:
        """Drop one value: it is another one now."""
        self.young.pop(ident, None)  # its size goes on to count until the half is full
        self._old.pop(ident, None)

    def clear(self) -> None:
        """Drop everything."""
        self.young.clear()
        self._old.clear()
        self._size = 0
