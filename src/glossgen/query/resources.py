"""What is made of results and is no value: an automaton, a renderer, an engine for formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V")


class Resources:
    """Objects by name, each kept in this process while the stamp that it was made for is equal."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, Any]] = {}

    def has(self, name: str, stamp: Any) -> bool:
        """Whether `get` would make nothing."""
        return name in self._kept and bool(self._kept[name][0] == stamp)

    def get(self, name: str, stamp: Any, make: Callable[[], V]) -> V:
        """The object of this name; made if there is none for this stamp."""
        if not self.has(name, stamp):
            self._kept[name] = (stamp, make())
        kept: V = self._kept[name][1]
        return kept

    def drop(self, name: str) -> Any:
        """Forget an object, and return it; None if there is none."""
        return self._kept.pop(name, (None, None))[1]
