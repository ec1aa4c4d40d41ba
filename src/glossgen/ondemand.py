"""Values that are made when somebody asks for them: a build after a small edit asks for few of many."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from functools import cache
from typing import Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class OnDemand(dict[K, V]):
    """A mapping of which the keys are known, and each value is made when it is asked for, and kept.

    It is a dict, since what was made before is to be found as quickly as in any other. It is only read.
    """

    __slots__ = ("_make", "_most", "_numbers")

    def __init__(self, numbers: Mapping[K, int], make: Callable[[int], V], most: int = 0) -> None:
        """Take the keys in order, each with its number, and what makes the value of a number.

        With `most`, no more than so many values are kept; others are made anew.
        """
        super().__init__()
        self._numbers = numbers
        self._make = make
        self._most = most

    def __missing__(self, key: K) -> V:
        number = self._numbers[key]
        if self._most and dict.__len__(self) >= self._most:
            dict.clear(self)
        self[key] = value = self._make(number)
        return value

    @overload
    def get(self, key: K, default: None = None, /) -> V | None: ...

    @overload
    def get(self, key: K, default: V | T, /) -> V | T: ...

    def get(self, key: K, default: V | T | None = None, /) -> V | T | None:
        """The value of a key, or something else if it is not there."""
        return self[key] if key in self._numbers else default

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    # The views of a dict would show what is made already, and no more.

    def keys(self) -> KeysView[K]:  # type: ignore[override]  # of another kind, which shows the same
        """All keys."""
        return KeysView(self)

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """All values, made as they are asked for."""
        return ValuesView(self)

    def items(self) -> ItemsView[K, V]:  # type: ignore[override]
        """All keys with their values, made as they are asked for."""
        return ItemsView(self)


class _LaidOver(OnDemand[K, V]):
    """A mapping on demand in which some keys have other values, and some may be new, behind the others."""

    __slots__ = ("_base", "_others")

    def __init__(self, base: OnDemand[K, V], others: Mapping[K, V]) -> None:
        # What is laid over something laid over lies beside it: else each edit would make the way longer.
        self._base: OnDemand[K, V] = base._base if isinstance(base, _LaidOver) else base
        self._others: dict[K, V] = {**(base._others if isinstance(base, _LaidOver) else {}), **others}
        new = [key for key in others if key not in base]
        numbers = {**base._numbers, **dict.fromkeys(new, -1)} if new else base._numbers
        super().__init__(numbers, base._make)
        self.update(self._others)

    def __missing__(self, key: K) -> V:
        self[key] = value = self._base[key]
        return value


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


class Few(dict[K, V]):
    """What was made for some keys; it begins anew when it holds as many as there may be."""

    __slots__ = ("_most",)

    def __init__(self, most: int) -> None:
        """Take how many there may be."""
        super().__init__()
        self._most = most

    def keep(self, key: K, value: V) -> V:
        """Hold a value, and return it."""
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value


class Later(Sequence[V]):
    """A sequence that is looked up whenever somebody goes through it, and kept by nobody."""

    __slots__ = ("_look_up",)

    def __init__(self, look_up: Callable[[], Sequence[V]]) -> None:
        """Take what gives the sequence."""
        self._look_up = look_up

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...

    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        return self._look_up()[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._look_up())

    def __len__(self) -> int:
        return len(self._look_up())


def laid_over(base: Mapping[K, V], others: Mapping[K, V]) -> Mapping[K, V]:
    """A mapping in which some keys of `base` have other values; what is made on demand stays so."""
    return _LaidOver(base, others) if isinstance(base, OnDemand) else {**base, **others}
