"""Declarations of queries and inputs, and the registry that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from msgspec import Struct

if TYPE_CHECKING:
    from glossgen.query.database import Database

K = TypeVar("K")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

Make = Callable[["Database", Any], Any]


class QueryError(Exception):
    """A query broke a rule of the engine: it read itself, or one that is declared after it."""


class Input(Struct, Generic[K, V_co], frozen=True):
    """Something external: a file, a setting, the commit of a repository.

    `read` gets the value; only this function may access the disk, the clock or the environment.
    `stamp` is a cheap check whether the value may have changed (such as a file's size and time);
    None means that the value itself is read again at every build. A `lazy` input with another
    stamp counts as changed without being read, and is read if a query still asks for it: for
    values that are expensive to read, with readers that are cheap to run again.
    """

    name: str
    read: Callable[[Any, Any], Any]
    stamp: Callable[[Any, Any], Any] | None = None
    lazy: bool = False


class Query(Struct, Generic[K, V_co], frozen=True):
    """A pure function from the database and a key to a value.

    Of `keep`, the type of the value, the database keeps results on the disk;
    others are computed again when something needs them, and only their
    fingerprint is kept. A reader may depend on one part of a result alone:
    `part` takes it out of the value. A `table` is a dict whose items are its
    parts, each kept in a row of its own, so that one item can be had without
    the others; then `keep` is the type of an item, or of each item by its name. A `root` is read by no
    query: its result leaves the database, so it is made only when wanted.
    `pooled` results are worth other processes when there are many. `large` ones
    are too many or too big to stay in memory: those that were used most recently
    do (see `Recent`); all results of other queries stay. Of a result that is read by
    `parts_only`, only those are compared with what they were. What takes as long as
    many others is made `alone`, as a task of its own.
    `rank` is the place in the order of declarations.
    """

    name: str
    make: Make
    rank: int
    keep: Any = None
    part: Callable[[Any, Any], Any] | None = None
    table: bool = False
    root: bool = False
    pooled: bool = False
    large: bool = False
    parts_only: bool = False
    alone: bool = False


class Registry:
    """The inputs and queries of a program, in the order of their declaration."""

    def __init__(self) -> None:
        self.inputs: dict[str, Input[Any, Any]] = {}
        self.queries: list[Query[Any, Any]] = []
        self.by_name: dict[str, Query[Any, Any]] = {}

    def input(
        self,
        name: str,
        read: Callable[[Any, K], V],
        stamp: Callable[[Any, K], Any] | None = None,
        *,
        lazy: bool = False,
    ) -> Input[K, V]:
        """Declare an input."""
        declared: Input[K, V] = Input(name, read, stamp, lazy)
        self.inputs[name] = declared
        return declared

    @overload
    def query(
        self,
        *,
        keep: Any = ...,
        part: Callable[[Any, Any], Any] | None = ...,
        table: bool = ...,
        root: bool = ...,
        pooled: bool = ...,
        large: bool = ...,
        parts_only: bool = ...,
        alone: bool = ...,
    ) -> Callable[[Callable[[Database, K], V]], Query[K, V]]: ...

    @overload
    def query(self, make: Callable[[Database, K], V]) -> Query[K, V]: ...

    def query(self, make: Any = None, **options: Any) -> Any:
        """Declare a query, as a decorator; its name is that of the function."""

        def declare(make: Make) -> Query[Any, Any]:
            name = make.__name__
            declared: Query[Any, Any] = Query(name, make, len(self.queries), **options)
            self.queries.append(declared)
            self.by_name[name] = declared
            return declared

        return declare(make) if make else declare

    def __iter__(self) -> Iterator[Query[Any, Any]]:
        return iter(self.queries)
