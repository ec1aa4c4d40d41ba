"""A mapping over the database whose lookups are recorded as dependencies of the query that runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RecordedMapping(Mapping[K, V]):
    """A read-only mapping of what `find` returns for a key (None: it is not in the mapping).

    `find` and `keys` read the database, which records what they read: a lookup records the entry alone,
    iteration and length record all keys.
    """

    def __init__(self, find: Callable[[K], V | None], keys: Callable[[], Collection[K]]) -> None:
        self._find = find
        self._keys = keys

    def __getitem__(self, key: K) -> V:
        value = self._find(key)
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())
