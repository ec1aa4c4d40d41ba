"""Work shared out among forked processes: the same results in the same order for any number of them.

A worker begins as a copy of this process, so nothing is sent to it but numbers
of chunks; what it makes comes back as bytes through a pipe of its own. Chunks
are not dealt out beforehand: they wait in one pipe that all workers read, and
whoever is free takes the next. Where a fork is not safe, or not worth it, the
work is done right here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector
from typing import NoReturn, TypeVar

from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

T = TypeVar("T")
_Mask = set["int | signal.Signals"]

_CHUNKS = 32
"""Chunks for each worker: enough to even out the end, few enough to cost nothing."""
_MOST_CHUNKS = 1024
"""Their numbers must fit into the smallest pipe that a system gives, 4 KiB."""
_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<IBQ")  # number of the chunk, whether it failed, bytes that follow
_LENGTH = struct.Struct("<Q")
_DONE = 0xFFFFFFFF
_READ = 1 << 20


class WorkerTrace(Exception):
    """Where an error came up in a worker: the cause of the error that reaches the parent."""

    def __str__(self) -> str:
        return "\n" + str(self.args[0])


def usable_jobs() -> int:
    """How many processes can work at the same time here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether this process can be copied: not on Windows and macOS, and not beside other threads."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave the garbage collector out of work that makes many values and no circles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def run(
    tasks: Sequence[T],
    work: Callable[[T], bytes],
    jobs: int,
    size: Callable[[T], int] = lambda _: 1,
) -> Iterator[bytes]:
    """What `work` makes of each task, in the order of the tasks, as soon as it is there.

    `jobs` processes do the work, shared out by the `size` of the tasks. An
    error of a worker is raised here, after the results of the tasks before it.
    Raises `CannotStart` when a worker is killed.
    """
    if min(jobs, len(tasks)) < 2 or not can_fork():
        yield from map(work, tasks)
        return
    chunks = _chunks([size(task) for task in tasks], jobs)
    crew = _Crew(lambda number: _made(tasks[slice(*chunks[number])], work))
    crew.start(_order([sum(map(size, tasks[start:end])) for start, end in chunks]), min(jobs, len(chunks)))
    try:
        yield from crew.results(len(chunks))
    finally:
        crew.end()


def _chunks(sizes: Sequence[int], jobs: int) -> list[tuple[int, int]]:
    """Neighbouring tasks put together into chunks of about the same size."""
    wanted = max(sum(sizes) / min(jobs * _CHUNKS, _MOST_CHUNKS // 2), len(sizes) / (_MOST_CHUNKS // 2))
    chunks: list[tuple[int, int]] = []
    start = filled = 0
    for index, size in enumerate(sizes, 1):
        filled += max(size, 1)
        if filled >= wanted or index == len(sizes):
            chunks.append((start, index))
            start, filled = index, 0
    return chunks


def _order(sizes: Sequence[int]) -> list[int]:
    """The numbers of the chunks as they are begun: what is far larger than the others goes first."""
    large = 4 * sum(sizes) / len(sizes)
    return sorted(range(len(sizes)), key=lambda number: -sizes[number] if sizes[number] > large else 0)


@dataclass(slots=True)
class _Worker:
    """A process at work, the pipe that it answers through, and what has come of an answer so far."""

    pid: int
    pipe: int
    buffer: bytearray = field(default_factory=bytearray)


class _Crew:
    """The workers of one run, and the results that wait for their turn."""

    def __init__(self, make: Callable[[int], tuple[bool, bytes]]) -> None:
        self.make = make
        self.workers: dict[int, _Worker] = {}
        self.frozen = 0
        self.selector = DefaultSelector()
        self.waiting: dict[int, tuple[bool, bytes]] = {}

    # -- beginning and end -------------------------------------------------

    def start(self, order: Sequence[int], jobs: int) -> None:
        """Put the numbers of the chunks into a pipe, and fork the workers that take them out."""
        queue, filling = os.pipe()
        os.write(filling, b"".join(map(_NUMBER.pack, order)))
        os.close(filling)
        pipes = [os.pipe() for _ in range(jobs)]
        self.frozen = gc.get_freeze_count()
        gc.freeze()  # else the first collection of a worker would copy all pages of the memory that it shares
        # Ctrl-C waits until every worker is known, so that none is left behind.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for number, (reading, _) in enumerate(pipes):
                pid = os.fork()
                if not pid:
                    self._work(queue, pipes, number, before)
                self.workers[reading] = _Worker(pid, reading)
        finally:
            os.close(queue)
            for reading, writing in pipes:
                os.close(writing)
                if reading in self.workers:
                    self.selector.register(reading, EVENT_READ)
                else:
                    os.close(reading)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def end(self) -> None:
        """Leave no process and no pipe behind, whatever has happened."""
        for worker in self.workers.values():
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        for worker in list(self.workers.values()):
            self._dismiss(worker)
        self.selector.close()
        if not self.frozen:
            gc.unfreeze()

    def _dismiss(self, worker: _Worker) -> int:
        """Close the pipe of a worker that has ended, and return its exit status."""
        del self.workers[worker.pipe]
        self.selector.unregister(worker.pipe)
        os.close(worker.pipe)
        try:
            return os.waitpid(worker.pid, 0)[1]
        except ChildProcessError:  # whoever started us ignores the end of children
            return 0

    # -- in a worker -------------------------------------------------------

    def _work(self, queue: int, pipes: Sequence[tuple[int, int]], own: int, mask: _Mask) -> NoReturn:
        """Take chunks until there are none. Never returns: what follows is the parent's business."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends us
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for number, (reading, writing) in enumerate(pipes):
                os.close(reading)
                if number != own:
                    os.close(writing)
            while taken := os.read(queue, _NUMBER.size):
                (number,) = _NUMBER.unpack(taken)
                failed, body = self.make(number)
                _send(pipes[own][1], _HEAD.pack(number, failed, len(body)) + body)
            _send(pipes[own][1], _HEAD.pack(_DONE, False, 0))
            status = 0
        except BrokenPipeError:
            status = 0  # the parent is gone, and nobody wants the rest
        finally:
            os._exit(status)

    # -- in the parent -----------------------------------------------------

    def results(self, count: int) -> Iterator[bytes]:
        """The results of all chunks in order. Raises what a worker has raised."""
        for number in range(count):
            while number not in self.waiting:
                self._listen()
            failed, body = self.waiting.pop(number)
            items = list(_items(body))
            yield from items[:-1] if failed else items
            if failed:
                _raise(items[-1])

    def _listen(self) -> None:
        """Take what the workers have written, as soon as one of them has written something."""
        for key, _ in self.selector.select():
            worker = self.workers[key.fd]
            data = os.read(worker.pipe, _READ)
            worker.buffer += data
            done = self._take(worker)
            if done or not data:
                status = self._dismiss(worker)
                if not done:
                    raise CannotStart([_killed(status)])

    def _take(self, worker: _Worker) -> bool:
        """Move whole answers from the buffer of a worker to those that wait; whether it was the last."""
        buffer, start = worker.buffer, 0
        while start + _HEAD.size <= len(buffer):
            number, failed, length = _HEAD.unpack_from(buffer, start)
            if number == _DONE:
                return True
            end = start + _HEAD.size + length
            if end > len(buffer):
                break
            self.waiting[number] = (bool(failed), bytes(buffer[start + _HEAD.size : end]))
            start = end
        del buffer[:start]
        return False


def _made(tasks: Sequence[T], work: Callable[[T], bytes]) -> tuple[bool, bytes]:
    """The results of the tasks of a chunk up to the first that fails, and its error behind them."""
    made: list[bytes] = []
    failed = False
    try:
        for task in tasks:
            made.append(work(task))  # noqa: PERF401  (what was made before an error counts)
    except Exception as error:
        failed = True
        made.append(_packed(error))
    return failed, b"".join(part for each in made for part in (_LENGTH.pack(len(each)), each))


def _items(body: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(body):
        (length,) = _LENGTH.unpack_from(body, start)
        start += _LENGTH.size + length
        yield body[start - length : start]


def _send(pipe: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _packed(error: Exception) -> bytes:
    """An error for the pipe. It is read by the process that forked us and by no other."""
    trace = traceback.format_exc()
    try:
        whole = pickle.dumps((error, trace))
        pickle.loads(whole)  # noqa: S301  (what cannot be read there must not be sent)
    except Exception:
        return pickle.dumps((RuntimeError(f"{type(error).__name__}: {error}"), trace))
    return whole


def _raise(packed: bytes) -> NoReturn:
    error, trace = pickle.loads(packed)  # noqa: S301  (from our own child, through a pipe)
    raise error from WorkerTrace(trace)


def _killed(status: int) -> Problem:
    number = os.waitstatus_to_exitcode(status)
    how = f"by signal {-number}" if number < 0 else f"with status {number}"
    hint = "the memory may have been used up"
    return Problem(Position("glossgen", 0), "worker", f"a worker process was ended {how}", hint)
