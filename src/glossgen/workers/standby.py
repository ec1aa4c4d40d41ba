"""Processes that stand by for work that is to go on while this one does something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress

from glossgen.forks import can_fork
from glossgen.workers.answers import answer, pack_request, receive, send
from glossgen.workers.crew import Crew

Begin = Callable[[Sequence[bytes]], Callable[[], list[bytes]]]


@contextmanager
def spare(work: Callable[[bytes], bytes], jobs: int) -> Generator[Begin, None, None]:
    """`jobs` processes that stand by, for work that is to go on while this one does something else.

    What is yielded is called once, with a request for each of the first of
    them, and returns what waits for their answers. They are copies of this
    process as it is now, and small if it is. With none of them (a fork is not
    safe) all is done when the answers are waited for. What nobody waits for is
    ended.
    """
    if jobs < 1 or not can_fork():
        yield lambda requests: lambda: [work(request) for request in requests]
        return
    pipes = [os.pipe() for _ in range(jobs)]
    ours, theirs = [writing for _, writing in pipes], [reading for reading, _ in pipes]

    def make(number: int) -> tuple[bool, bytes]:
        while ours:
            os.close(ours.pop())  # else nobody would hear that the parent is gone
        return answer([receive(theirs[number])], work)

    def begin(requests: Sequence[bytes]) -> Callable[[], list[bytes]]:
        with suppress(BrokenPipeError):  # who was killed is told with the answers
            for writing, request in zip(ours, requests, strict=False):
                send(writing, pack_request(request))
        return lambda: list(crew.results(len(requests)))

    crew = Crew(make, patient=False)
    try:
        crew.start(range(jobs), jobs)
        while theirs:
            os.close(theirs.pop())
        yield begin
    finally:
        crew.end()
        for pipe in (*ours, *theirs):
            os.close(pipe)
