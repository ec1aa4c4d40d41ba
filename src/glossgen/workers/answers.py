"""What a worker makes of a chunk of tasks, as bytes for its pipe, and back."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NoReturn, TypeVar

T = TypeVar("T")

_LENGTH = struct.Struct("<Q")


class WorkerTrace(Exception):
    """Where an error came up in a worker: the cause of the error that reaches the parent."""

    def __str__(self) -> str:
        return "\n" + str(self.args[0])


def answer(tasks: Sequence[T], work: Callable[[T], bytes]) -> tuple[bool, bytes]:
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


def items(body: bytes) -> Iterator[bytes]:
    """The results in an answer."""
    start = 0
    while start < len(body):
        (length,) = _LENGTH.unpack_from(body, start)
        start += _LENGTH.size + length
        yield body[start - length : start]


def send(pipe: int, data: bytes | bytearray) -> None:
    """Write all of `data`, however little the pipe takes at a time."""
    with memoryview(data) as whole:
        written = 0
        while written < len(whole):
            written += os.write(pipe, whole[written:])


class Outbox:
    """What a worker writes: it goes on with its work although nobody reads yet, up to a limit.

    A reader that is itself at work on something long would keep all others waiting otherwise.
    """

    def __init__(self, pipe: int, limit: int) -> None:
        """Take the pipe, and how many bytes may wait."""
        self.pipe = pipe
        self.limit = limit
        self._rest = bytearray()
        os.set_blocking(pipe, False)

    def put(self, data: bytes) -> None:
        """Write what the pipe takes now; the rest waits for the next time."""
        self._rest += data
        with suppress(BlockingIOError):
            while self._rest:
                del self._rest[: os.write(self.pipe, self._rest)]
        if len(self._rest) > self.limit:
            self.flush()

    def flush(self) -> None:
        """Write all that waits, however long that takes."""
        os.set_blocking(self.pipe, True)
        send(self.pipe, self._rest)
        os.set_blocking(self.pipe, False)
        self._rest.clear()


def pack_request(request: bytes) -> bytes:
    """A request for the pipe of a process that stands by (`receive`)."""
    return _LENGTH.pack(len(request)) + request


def receive(pipe: int) -> bytes:
    """Wait for a request. Raises BrokenPipeError when nobody is left to send one."""
    with open(pipe, "rb", closefd=False) as file:
        head = file.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise BrokenPipeError
        (length,) = _LENGTH.unpack(head)
        request = file.read(length)
    if len(request) < length:
        raise BrokenPipeError
    return request


def _packed(error: Exception) -> bytes:
    """An error for the pipe. It is read by the process that forked us and by no other."""
    import pickle
    import traceback

    trace = traceback.format_exc()
    try:
        whole = pickle.dumps((error, trace))
        pickle.loads(whole)  # noqa: S301  (what cannot be read there must not be sent)
    except Exception:
        return pickle.dumps((RuntimeError(f"{type(error).__name__}: {error}"), trace))
    return whole


def raise_again(packed: bytes) -> NoReturn:
    """Raise an error that a worker has sent."""
    import pickle

    error, trace = pickle.loads(packed)  # noqa: S301  (from our own child, through a pipe)
    raise error from WorkerTrace(trace)
