"""A large site, built with little memory: its texts are read and linked in a process of their own.

What a page shows is little beside all that reading and linking hold. So they
leave the state of the site in the cache, as any build does for the next one,
and end; pages are then made from there, as they are after an edit. Each
process holds what its pages have asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from glossgen.build.how import How
from glossgen.build.profile import Stage
from glossgen.build.recalled import keep_standing, recall
from glossgen.build.standing import Standing
from glossgen.build.whole import stand
from glossgen.codec import Undecodable
from glossgen.config import Config
from glossgen.record.inputs import Input
from glossgen.report import Report
from glossgen.workers import can_fork, no_collection, spare, usable_jobs

LARGE = 30_000_000
"""Bytes of text: of fewer, one process holds everything at little cost."""

LIFE = 8_000
"""Pages that a process makes: it has looked up so much for them that a new one is better for the memory."""


class _Stood(Struct, frozen=True):
    """What the process that read and linked says in the end."""

    generation: str
    report: Report
    stages: tuple[Stage, ...]


def is_large(inputs: Iterable[Input]) -> bool:
    """Whether there is so much text that it is worth a process of its own."""
    return sum(size for path, size, *_ in inputs if size > 0 and path.endswith(".md")) >= LARGE


def stand_apart(config: Config, how: How, inputs: Iterable[Input]) -> tuple[Standing, str] | None:
    """A glossary as it stands before its first page is made, from the cache, and its generation there.

    None where one process must do, or the cache cannot be used. Raises
    `glossgen.problems.CannotStart`.
    """
    if (how.jobs or usable_jobs()) < 2 or not can_fork():
        return None
    how.progress("read", 0, 1)  # a line that this process knows of, whoever draws it from now on
    with spare(lambda _: _stand(config, how), 1) as begin:
        (answer,) = begin([b""])()
    stood = msgspec.msgpack.decode(answer, type=_Stood)
    how.profile.stages += stood.stages
    how.profile.begin("recall")
    try:
        return recall(config, stood.generation, stood.report, everything=True).standing, stood.generation
    except Undecodable:
        return None


def _stand(config: Config, how: How) -> bytes:
    with no_collection():
        standing = stand(config, how)
        how.profile.begin("keep")
        generation = keep_standing(standing)
    how.profile.begin("")
    return msgspec.msgpack.encode(_Stood(generation, standing.report(), tuple(how.profile.stages)))
