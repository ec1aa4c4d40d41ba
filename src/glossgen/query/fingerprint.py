"""Node ids and fingerprints: 64-bit digests.

The id of a node is a digest of its name and key, so that processes and machines agree on it without
communication, and a trace is an array of such numbers. Among a million nodes, the probability of a
collision is 3e-8.
"""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct
from typing import Any

from msgspec import msgpack

Id = int
"""The id of a node: a signed 64-bit number, as SQLite stores integers."""

encode = msgpack.Encoder(order="deterministic", enc_hook=str).encode
"""MessagePack with sorted dicts and sets; types that it does not know, such as paths, become text."""


def digest(data: bytes) -> int:
    """64 bits of the BLAKE2b digest (RFC 7693) of some bytes, as a signed number."""
    state = _BEGINNING()
    state.update(data)
    number: int = _NUMBER(state.digest())[0]
    return number


_BEGINNING = blake2b(digest_size=8).copy
_NUMBER = Struct("<q").unpack


def node_id(name: str, key: Any) -> Id:
    """The id of the result of the query `name` for a key."""
    return digest(encode((name, key)))


def part_id(name: str, key: Any, part: Any) -> Id:
    """The id of one part of that result."""
    return digest(encode((name, key, part)))


def fingerprint(value: Any) -> int:
    """The fingerprint of a value that msgspec can encode; dict and set order do not matter."""
    return digest(encode(value))


def decoded_key(data: bytes) -> Any:
    """A key from the store, with tuples for lists, so that it can be looked up."""
    return _frozen(msgpack.decode(data))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
