"""Plain values as bytes and back (MessagePack), and problems as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgpack
from msgspec.structs import astuple

from glossgen.model import Among, Position, Problem, Wanted

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
    return [(*astuple(p.position), p.code, p.message, p.hint, _wanted(p.wanted)) for p in problems]


def _wanted(wanted: Wanted | None) -> Packed:
    return wanted and (wanted.among.value, wanted.names, wanted.of, wanted.choices)


def unpack_problems(values: Packed) -> tuple[Problem, ...]:
    """The problems that `pack_problems` was given. Raises Undecodable."""
    return carefully(lambda: tuple(_problem(*value) for value in values))


def _problem(
    path: str, line: int, column: int | None, code: str, message: str, hint: str, wanted: Packed
) -> Problem:
    among = wanted and Wanted(Among(wanted[0]), *wanted[1:])
    return Problem(Position(path, line, column), code, message, hint, among)


def carefully(work: Callable[[], T]) -> T:
    """What `work` makes of values that were unpacked. Raises Undecodable, whatever goes wrong."""
    try:
        return work()
    except Exception as error:  # foreign bytes can go wrong in as many ways as there are lines below
        raise Undecodable from error
