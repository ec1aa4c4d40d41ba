"""Values that are made when somebody asks for them: a build after a small edit asks for few of many."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class OnDemand(Mapping[K, V], Generic[K, V]):
    """A mapping of which the keys are known, and each value is made once, when it is asked for."""

    __slots__ = ("_made", "_make", "_numbers")

    def __init__(self, numbers: Mapping[K, int], make: Callable[[int], V]) -> None:
        """Take the keys in order, each with its number, and what makes the value of a number."""
        self._numbers = numbers
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        try:
            return self._made[key]
        except KeyError:
            value = self._made[key] = self._make(self._numbers[key])
            return value

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def together(keys: Iterable[K], make: Callable[[], Mapping[K, V]]) -> Mapping[K, V]:
    """A mapping of which the keys are known, and all values are made when the first is asked for."""
    known, made = list(keys), cache(make)
    return OnDemand({key: number for number, key in enumerate(known)}, lambda number: made()[known[number]])


class Looked(Sequence[V], Generic[K, V]):
    """The values of some keys in order, each looked up when it is asked for."""

    __slots__ = ("_keys", "_values")

    def __init__(self, keys: Sequence[K], values: Mapping[K, V]) -> None:
        """Take the keys, and where their values are."""
        self._keys = keys
        self._values = values

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...

    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        if isinstance(place, slice):
            return [self._values[key] for key in self._keys[place]]
        return self._values[self._keys[place]]

    def __iter__(self) -> Iterator[V]:
        values = self._values
        return (values[key] for key in self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def laid_over(base: Mapping[K, V], others: Mapping[K, V]) -> Mapping[K, V]:
    """A mapping in which some keys of `base` have other values; what is made on demand stays so."""
    return {**base, **others} if isinstance(base, dict) else ChainMap(dict(others), base)  # type: ignore[arg-type]  # it is only read
