"""A cache for objects that are made from results but are not values: automatons, renderers, engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V")


class Resources:
    """Objects by name, cached in this process until they are requested with another stamp."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, Any]] = {}

    def has(self, name: str, stamp: Any) -> bool:
        """Whether `get` would return a cached object."""
        return name in self._kept and bool(self._kept[name][0] == stamp)

    def get(self, name: str, stamp: Any, make: Callable[[], V]) -> V:
        """The object of this name; created if none is cached for this stamp."""
        if not self.has(name, stamp):
            self._kept[name] = (stamp, make())
        kept: V = self._kept[name][1]
        return kept

    def drop(self, name: str) -> Any:
        """Remove an object from the cache and return it; None if there is none."""
        return self._kept.pop(name, (None, None))[1]
