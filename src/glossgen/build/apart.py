"""A large site, built with little memory: its texts are read and linked in a process of their own.

What a page shows is little beside all that reading and linking hold. So they
leave the state of the site in the cache, as any build does for the next one,
and end; pages are then made from there, as they are after an edit. Each
process holds what its pages have asked for.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable

from msgspec.structs import astuple, replace

from glossgen.build.options import BuildOptions
from glossgen.build.profile import ProfileStage
from glossgen.build.recalled import keep_standing, recall
from glossgen.build.standing import Standing
from glossgen.build.whole import stand
from glossgen.codec import Undecodable, pack, pack_problems, unpack, unpack_problems
from glossgen.config import Config
from glossgen.model import Among
from glossgen.problems.report import Names, Report
from glossgen.record.inputs import Input
from glossgen.sources.files import ENDINGS
from glossgen.workers import can_fork, no_collection, spare, usable_jobs

LARGE = 30_000_000
"""Bytes of text: of fewer, one process holds everything at little cost."""

LIFE = 3_000
"""Pages that a process makes: it has looked up so much for them that a new one is better for the memory."""

_EVERY = 1.0
"""Seconds from one look for the parent to the next."""


def is_large(inputs: Iterable[Input]) -> bool:
    """Whether there is so much text that it is worth a process of its own."""
    return sum(_texts(inputs)) >= LARGE


def stand_apart(config: Config, how: BuildOptions, inputs: Iterable[Input]) -> tuple[Standing, str] | None:
    """A glossary as it stands before its first page is made, from the cache, and its generation there.

    None where one process must do, or the cache cannot be used. Raises
    `glossgen.problems.CannotStart`.
    """
    if (how.jobs or usable_jobs()) < 2 or not can_fork():
        return None
    how.progress("read", 0, len(_texts(inputs)))  # so that this process knows of the line that another draws
    parent = os.getpid()
    with spare(lambda _: _stand(config, how, parent), 1) as begin:
        (answer,) = begin([b""])()
    generation, problems, counts, known, stages = unpack(answer)
    how.profile.stages += [ProfileStage(*each) for each in stages]
    how.profile.begin("recall")
    names = tuple(Names(Among(among), *rest) for among, *rest in known)
    report = replace(Report(unpack_problems(problems), *counts), known=names)
    try:
        standing = recall(config, generation, report, everything=True).standing
        return replace(standing, known=names), generation
    except Undecodable:
        return None


def _texts(inputs: Iterable[Input]) -> list[int]:
    """The sizes of the texts among the inputs of a build."""
    return [size for path, size, *_ in inputs if size >= 0 and path.lower().endswith(ENDINGS)]


def _stand(config: Config, how: BuildOptions, parent: int) -> bytes:
    """What the process that reads and links says in the end."""
    _end_with(parent)
    with no_collection():
        standing = stand(config, how)
        how.profile.begin("keep")
        generation = keep_standing(standing)
    how.profile.begin("")
    problems, *counts, known = astuple(standing.report())
    names = [(each.among.value, each.of, each.names) for each in known]
    stages = [astuple(each) for each in how.profile.stages]
    return pack((generation, pack_problems(problems), counts, names, stages))


def _end_with(parent: int) -> None:
    """End this process when its parent is gone: who does not answer for long would not notice."""

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    if os.getpid() == parent:
        return
    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _EVERY, _EVERY)
