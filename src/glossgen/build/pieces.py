"""The pieces of a site that lie packed, by their numbers: a term, or the mentions of a place.

After an edit few are asked for: the files that they are in are taken apart when
it comes to that. When every page is made, nearly all are asked for in every
process: then they lie one behind the other in memory that processes share.
Whoever uses a Python object counts the use in it, so that a forked process gets
a copy of its memory; these bytes are only read.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from mmap import mmap

from glossgen.codec import Buffer

Pieces = Callable[[int], Buffer]
"""Gives a piece by its number."""

Fetch = Callable[[str], bytes]
"""Gives the bytes that are kept of a file by its path; raises Undecodable when there are none."""

TakeApart = Callable[[bytes], Sequence[bytes]]

Home = tuple[str, int]
"""The path of the file that a piece is in, and its number there."""


def by_file(fetch: Fetch, take_apart: TakeApart, homes: Sequence[Home]) -> Pieces:
    """The pieces at `homes`. Each is given once: who has it need not have its bytes."""
    files: dict[str, list[bytes]] = {}

    def piece(number: int) -> bytes:
        path, at = homes[number]
        if path not in files:
            files[path] = list(take_apart(fetch(path)))
        found, files[path][at] = files[path][at], b""
        return found

    return piece


def laid_out(fetch: Fetch, take_apart: TakeApart, paths: Collection[str]) -> Pieces:
    """The pieces of all files, in their order."""
    ends = array("Q", [0])
    whole = mmap(-1, max(1, sum(len(fetch(path)) for path in paths)))
    for path in paths:
        for piece in take_apart(fetch(path)):
            whole.write(piece)
            ends.append(whole.tell())
    view = memoryview(whole)
    return lambda number: view[ends[number] : ends[number + 1]]
