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

    - `rank`: its position in the order of declarations.
    - `keep`: the type of results that are kept on the disk. Without it only fingerprints are kept, and a
      result is computed again when something needs it.
    - `part`: takes one part out of a result, so that a reader can depend on that part alone.
    - `table`: the result is a dict whose items are parts, each kept in a row of its own, so that one item
      can be read without the others. Then `keep` is the type of an item, or a dict of types by item.
    - `root`: no query reads the result, which leaves the database; it is computed only when it is wanted.
    - `pooled`: many results are computed in worker processes.
    - `large`: results are too many or too big to stay in memory; only recently used ones do (`Recent`).
    - `parts_only`: only parts of the result are read, so only these are compared after a change.
    - `alone`: a result takes as long as many others, so each is a task of its own for a worker.
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
