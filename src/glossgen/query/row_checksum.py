"""A checksum for each row of the store, which finds a damaged file before its traces are believed."""

from __future__ import annotations

from zlib import crc32


class Harmed(Exception):
    """A row of the store is damaged."""


def sealed(ident: int, mark: int, trace: bytes) -> bytes:
    """A trace with a checksum of its row."""
    return _sum(ident, mark, trace) + trace


def unsealed(ident: int, mark: int, data: bytes) -> bytes:
    """The trace in a row. Raises Harmed if the checksum does not match."""
    trace = data[4:]
    if data[:4] != _sum(ident, mark, trace):
        raise Harmed
    return trace


def _sum(ident: int, mark: int, trace: bytes) -> bytes:
    return crc32(trace, (ident ^ mark) & 0xFFFFFFFF).to_bytes(4, "little")
