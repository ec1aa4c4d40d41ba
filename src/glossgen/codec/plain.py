"""Plain values as bytes and back (MessagePack), and problems as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgpack

from glossgen.model import Position, Problem

T = TypeVar("T")

Buffer = bytes | memoryview

Packed = Any
"""What MessagePack can hold: None, numbers, texts, bytes, and tuples of these."""


class Undecodable(Exception):
    """Bytes that are not what this module writes."""


def pack(value: Packed) -> bytes:
    """Plain values as bytes. Texts may hold halves of surrogate pairs."""
    packed: bytes = msgpack.packb(value, unicode_errors="surrogatepass")
    return packed


def unpack(data: Buffer) -> Packed:
    """The plain values in `data`, with tuples where there were tuples or lists. Raises Undecodable."""
    return carefully(lambda: msgpack.unpackb(data, use_list=False, unicode_errors="surrogatepass"))


def pack_problems(problems: Sequence[Problem]) -> Packed:
    """Problems as plain values."""
    return [
        (p.position.path, p.position.line, p.position.column, p.code, p.message, p.hint) for p in problems
    ]


def unpack_problems(values: Packed) -> tuple[Problem, ...]:
    """The problems that `pack_problems` was given. Raises Undecodable."""
    return carefully(lambda: tuple(Problem(Position(*value[:3]), *value[3:]) for value in values))


def carefully(work: Callable[[], T]) -> T:
    """What `work` makes of values that were unpacked. Raises Undecodable, whatever goes wrong."""
    try:
        return work()
    except Exception as error:  # foreign bytes can go wrong in as many ways as there are lines below
        raise Undecodable from error
