"""A bounded cache of values that may be dropped at any time, because they can be loaded or computed again.

Two generations approximate "least recently used": new and used values are in the young one. When it has
filled half of the limit, it becomes the old one, and the values of the former old one, which were not used in
the meantime, are dropped. So a hit costs one look-up, and no order of use is stored.
"""

from __future__ import annotations

from typing import Any

from glossgen.query.fingerprint import Id

Entry = tuple[Any, int]
"""A value, and about how many bytes it takes in the store."""

_BYTES = 4 << 20
"""The limit for all values together, in encoded bytes; Python objects take about five times as much."""

_ENTRY = 40
"""The bytes that an entry itself counts."""


class Recent:
    """The values that were used most recently, by node or part id."""

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
        """Add a value of about `size` bytes."""
        self.young[ident] = (value, size)
        self._size += size + _ENTRY
        if self._size > self._half:
            self._old, self.young, self._size = self.young, {}, 0

    def drop(self, ident: Id) -> None:
        """Drop one value, because it has changed."""
        self.young.pop(ident, None)  # its size still counts until the next generation
        self._old.pop(ident, None)

    def clear(self) -> None:
        """Drop everything."""
        self.young.clear()
        self._old.clear()
        self._size = 0
