"""Computes results in several processes; the results do not depend on their number.

This process works, too, beside `jobs - 1` workers. A worker has the database of its parent: as a copy of
its memory if processes are forked, else through the store (Windows, macOS). It returns what it computed as
rows for the store.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from msgspec import Struct

from glossgen.query.changes import Changes
from glossgen.query.database import Database
from glossgen.query.declare import Query, QueryError

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS = 24
"""Chunks for each worker: enough to balance the load at the end, few enough to cost little."""

_MOST = 100
"""The most keys in a chunk, whose results are in memory at once."""

_FEW = 40
"""Up to this many results are computed faster than processes can be forked."""

_FEW_ANEW = 600
"""The same for spawned processes, which take about a second of processor time each to import the program."""

_AHEAD = 2
"""So many tasks are given to each worker: one to work at, and one that is there when it is done."""

Open = Callable[[], Database]
"""Opens the database in a process that was not forked; must be picklable with its arguments."""


class WorkerDied(Exception):
    """A worker was killed, for instance by the system when memory ran out."""


def can_fork() -> bool:
    """Whether workers can be forked: not on Windows and macOS, and not while other threads run."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


class Pool(Struct, frozen=True):
    """Makes results in `jobs` processes, this one among them.

    Without `open_database`, processes can only be forked. Up to `few` results are not worth other
    processes; by default that depends on what a process costs.
    """

    jobs: int
    open_database: Open | None = None
    fork: Callable[[], bool] = can_fork
    few: int | None = None

    def worth(self, count: int) -> bool:
        """Whether so many results are worth the start of other processes."""
        if self.few is not None:
            return count > self.few
        return count > (_FEW if self.fork() else _FEW_ANEW)

    def __call__(self, db: Database, query: Query[Any, Any], keys: Sequence[Any]) -> Iterator[Changes]:
        """Compute results of one query (see `Database.pool`)."""
        tasks = [(query.name, part) for part in chunks(keys, self.jobs)]
        yield from self.run(db, _make, tasks)

    def usable(self, db: Database) -> bool:
        """Whether workers can be used."""
        return self.jobs > 1 and (self.fork() or (self.open_database is not None and db.store.shared))

    def run(self, db: Database, work: Callable[[Any], R], tasks: Sequence[Any]) -> Iterator[R]:
        """Yield the results of `work`, a module-level function, for all tasks, as they come.

        This process works too: one that only waited would hold as much memory as a worker.

        Raises WorkerDied, and any error that `work` raises.
        """
        if not self.usable(db):
            yield from (_run_here(db, work, task) for task in tasks)
            return
        db.commit()
        db.recent.clear()  # workers read other results
        watched, stop = multiprocessing.Pipe(duplex=False)
        try:
            with self._executor(db, watched) as executor:
                try:
                    yield from self._results(executor, db, work, tasks)
                except BaseException:
                    # Nobody needs the tasks any more, as after Ctrl-C: the workers end, and with them the
                    # tasks that wait. Those must not be cancelled, as `executor.map` does: until Python 3.12
                    # an executor whose workers have ended prints a traceback for each cancelled task.
                    stop.send_bytes(b".")
                    executor.shutdown()
                    raise
        except BrokenProcessPool as error:
            raise WorkerDied from error
        finally:
            watched.close()
            stop.close()

    def _results(
        self, executor: ProcessPoolExecutor, db: Database, work: Callable[[Any], R], tasks: Sequence[Any]
    ) -> Iterator[R]:
        """The results of tasks that are given to the workers, a few at a time, and of the others."""
        waiting, given = deque(tasks), deque[Future[R]]()
        while waiting or given:
            with _no_interrupts():
                while len(waiting) > 1 and len(given) < _AHEAD * (self.jobs - 1):
                    given.append(executor.submit(_work, work, waiting.popleft()))
            if given and (given[0].done() or not waiting):
                yield given.popleft().result()
            else:
                yield _run_here(db, work, waiting.popleft())

    @contextlib.contextmanager
    def _executor(self, db: Database, stop: Connection) -> Iterator[ProcessPoolExecutor]:
        """The processes beside this one."""
        global _database
        before, _database = _database, db
        gc.freeze()  # what is shared with forked workers is then not collected, and stays shared
        try:
            with self._processes(stop) as executor:
                yield executor
        finally:
            _database = before
            gc.unfreeze()

    def _processes(self, stop: Connection) -> ProcessPoolExecutor:
        if self.fork():
            forked = multiprocessing.get_context("fork")
            return ProcessPoolExecutor(self.jobs - 1, forked, _start_forked, (stop,))
        if self.open_database is None:
            raise QueryError("a pool without a way to open the database can only fork")
        anew = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.jobs - 1, anew, _start_anew, (self.open_database, stop))


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: before they ignore it, it would print a traceback in each."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def chunks(keys: Sequence[T], jobs: int) -> Iterator[Sequence[T]]:
    """Split keys into chunks of neighbours, which often read the same results."""
    size = min(max(1, -(-len(keys) // (jobs * _CHUNKS))), _MOST)
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _run_here(db: Database, work: Callable[[Any], R], task: Any) -> R:
    """Do a task in this process; what it makes itself, it makes in no other."""
    global _database
    before, _database = _database, db
    pool, db.pool = db.pool, None
    try:
        return work(task)
    finally:
        _database, db.pool = before, pool
        gc.collect(0)


# -- in a worker -------------------------------------------------------------------

_database: Database | None = None

_at_work = threading.Lock()
"""Held while a worker is idle or sends a result, so that `_end_with` can acquire it only during a task."""


def worker_database() -> Database:
    """The database of this worker."""
    if _database is None:
        raise QueryError("no pool has given this process a database")
    return _database


def _start_forked(stop: Connection) -> None:
    db = worker_database()
    db.store.forget()
    db.pool = None
    _start(stop)


def _start_anew(open_database: Open, stop: Connection) -> None:
    global _database
    _database = open_database()
    _start(stop)


def _start(stop: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets Ctrl-C too, and ends its workers
    parent = multiprocessing.parent_process()
    if parent:
        _at_work.acquire()
        threading.Thread(target=_end_with, args=(parent.sentinel, stop), daemon=True).start()


def _end_with(sentinel: int, stop: Connection) -> None:
    """End the worker when its parent is killed, or when the parent does not need results any more.

    In the second case only during a task: a worker that ends while it sends a result would leave the
    parent waiting for the rest.
    """
    if sentinel not in wait([sentinel, stop]):
        _at_work.acquire()
    os._exit(1)


def _work(work: Callable[[Any], R], task: Any) -> R:
    """Run a task, during which `_end_with` may end the process.

    First the reference cycles of the previous task are freed: Jinja leaves some 40 kB of them for each
    page. Generation 0 holds only the objects made since the last collection.
    """
    _at_work.release()
    try:
        gc.collect(0)
        return work(task)
    finally:
        _at_work.acquire()


def _make(task: tuple[str, Sequence[Any]]) -> Changes:
    db = worker_database()
    name, keys = task
    return db.make_here(db.registry.by_name[name], keys)
