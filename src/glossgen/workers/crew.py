"""The processes of one run: forked, fed with numbers of chunks, listened to, and ended."""

from __future__ import annotations

import gc
import math
import os
import signal
import struct
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector
from typing import NoReturn, TypeVar

from msgspec import Struct, field

from glossgen.forks import can_fork
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart
from glossgen.workers.answers import Outbox, answer, items, raise_again

T = TypeVar("T")
_Mask = set["int | signal.Signals"]

_CHUNKS = 32
"""Chunks for each worker: enough to even out the end, few enough to cost nothing."""
_MOST_CHUNKS = 1024
"""Their numbers must fit into the smallest pipe that a system gives, 4 KiB."""
_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<IBQ")  # number of the chunk, whether it failed, bytes that follow
_DONE = 0xFFFFFFFF
_TIRED = 0xFFFFFFFE
_READ = 1 << 20
_WAITING = 1 << 23
"""The most bytes of answers that a worker keeps while it goes on."""


def run(
    tasks: Sequence[T],
    work: Callable[[T], bytes],
    jobs: int,
    size: Callable[[T], int] = lambda _: 1,
    *,
    here: bool = False,
    life: float = math.inf,
) -> Generator[bytes, None, None]:
    """What `work` makes of each task, in the order of the tasks, as soon as it is there.

    `jobs` processes do the work, shared out by the `size` of the tasks. With
    `here`, this process is one of them: that saves the memory of another, and is
    right where results are small, since nobody takes them in meanwhile. A worker
    that has done so much as a `life` is ended, and another takes its place,
    which holds nothing of what the work leaves in memory. An error of a worker
    is raised here, after the results of the tasks before it. Raises `CannotStart`
    when a worker is killed.
    """
    if min(jobs, len(tasks)) < 2 or not can_fork():
        yield from map(work, tasks)
        return
    sizes = [size(task) for task in tasks]
    chunks = _chunks(sizes, jobs)
    weights = [sum(sizes[start:end]) for start, end in chunks]
    crew = Crew(lambda number: answer(tasks[slice(*chunks[number])], work), weights, life=life)
    try:
        crew.start(_order(weights), min(jobs, len(chunks)) - here, here=here)
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


class _Worker(Struct):
    """A process at work, the pipe that it answers through, and what has come of an answer so far."""

    pid: int
    pipe: int
    buffer: bytearray = field(default_factory=bytearray)


class Crew:
    """The workers of one run, and the results that wait for their turn.

    With `patient`, a worker goes on with its next chunk although nobody has
    taken the last answer yet; without, it may wait for something meanwhile.
    `weights` say how much work each chunk is; with so much of it as a `life`
    behind it, a worker makes room for another.
    """

    def __init__(
        self,
        make: Callable[[int], tuple[bool, bytes]],
        weights: Sequence[int] = (),
        *,
        life: float = math.inf,
        patient: bool = True,
    ) -> None:
        self.make = make
        self.weights = weights
        self.life = life
        self.patient = patient
        self.workers: dict[int, _Worker] = {}
        self.frozen = 0
        self.selector = DefaultSelector()
        self.waiting: dict[int, tuple[bool, bytes]] = {}
        self.queue = -1
        self.here = False

    # -- beginning and end -------------------------------------------------

    def start(self, order: Sequence[int], jobs: int, *, here: bool = False) -> None:
        """Put the numbers of the chunks into a pipe, and fork the workers that take them out.

        With `here`, this process takes out some, too.
        """
        self.queue, filling = os.pipe()
        os.write(filling, b"".join(map(_NUMBER.pack, order)))
        os.close(filling)
        self.here = here
        self.frozen = gc.get_freeze_count()
        gc.freeze()  # else the first collection of a worker would copy all pages of the memory that it shares
        for _ in range(jobs):
            self._hire()

    def _hire(self) -> None:
        """Fork a worker."""
        reading, writing = os.pipe()
        # Ctrl-C waits until the worker is known, so that it is not left behind.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            pid = _fork()
            if pid == 0:
                self._work(reading, writing, before)
            self.workers[reading] = _Worker(pid, reading)
            self.selector.register(reading, EVENT_READ)
        finally:
            os.close(writing)
            if reading not in self.workers:
                os.close(reading)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def end(self) -> None:
        """Leave no process and no pipe behind, whatever has happened."""
        for worker in self.workers.values():
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        for worker in list(self.workers.values()):
            self._dismiss(worker)
        if self.queue >= 0:
            os.close(self.queue)
            self.queue = -1
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

    def _work(self, reading: int, writing: int, mask: _Mask) -> NoReturn:
        """Take chunks until there are none. Never returns: what follows is the parent's business."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends us
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for pipe in (reading, *self.workers):
                os.close(pipe)
            outbox = Outbox(writing, _WAITING if self.patient else 0)
            done, end = 0, _DONE
            while taken := os.read(self.queue, _NUMBER.size):
                (number,) = _NUMBER.unpack(taken)
                failed, body = self.make(number)
                outbox.put(_HEAD.pack(number, failed, len(body)) + body)
                done += self.weights[number] if self.weights else 1
                if done >= self.life:
                    end = _TIRED
                    break
            outbox.put(_HEAD.pack(end, False, 0))
            outbox.flush()
            status = 0
        except BrokenPipeError:
            status = 0  # the parent is gone, and nobody wants the rest
        finally:
            os._exit(status)

    # -- in the parent -----------------------------------------------------

    def _work_here(self) -> bool:
        """Do one of the chunks that nobody has taken, if that is wanted; whether there was one."""
        taken = os.read(self.queue, _NUMBER.size) if self.here else b""
        if not taken:
            self.here = False
            return False
        (number,) = _NUMBER.unpack(taken)
        self.waiting[number] = self.make(number)
        return True

    def results(self, count: int) -> Iterator[bytes]:
        """The results of all chunks in order. Raises what a worker has raised."""
        for number in range(count):
            while number not in self.waiting:
                self._listen(wait=not self._work_here())
            failed, body = self.waiting.pop(number)
            made = list(items(body))
            yield from made[:-1] if failed else made
            if failed:
                raise_again(made[-1])

    def _listen(self, *, wait: bool) -> None:
        """Take what the workers have written; if there is nothing, `wait` until there is."""
        for key, _ in self.selector.select(None if wait else 0):
            worker = self.workers[key.fd]
            data = os.read(worker.pipe, _READ)
            worker.buffer += data
            end = self._take(worker)
            if end or not data:
                status = self._dismiss(worker)
                if not end:
                    raise CannotStart([_killed(status)])
            if end == _TIRED:
                self._hire()

    def _take(self, worker: _Worker) -> int:
        """Move whole answers from the buffer of a worker to those that wait; how it has ended, or 0."""
        buffer, start = worker.buffer, 0
        while start + _HEAD.size <= len(buffer):
            number, failed, length = _HEAD.unpack_from(buffer, start)
            if number in (_DONE, _TIRED):
                return int(number)
            end = start + _HEAD.size + length
            if end > len(buffer):
                break
            self.waiting[number] = (bool(failed), bytes(buffer[start + _HEAD.size : end]))
            start = end
        del buffer[:start]
        return 0


def _fork() -> int:
    """A copy of this process. Python 3.12 warns of any other thread; `can_fork` has looked at them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _killed(status: int) -> Problem:
    number = os.waitstatus_to_exitcode(status)
    how = f"by signal {-number}" if number < 0 else f"with status {number}"
    hint = "the memory may have been used up"
    return Problem(Position("glossgen", 0), "worker", f"a worker process was ended {how}", hint)
