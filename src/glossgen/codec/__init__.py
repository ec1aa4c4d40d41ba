"""Sources as bytes and back, for the cache and for the pipes of worker processes.

The bytes are MessagePack: quick to read, and nothing in them can run. Values
stand by position, what nobody wrote is left out, and what repeats in a file
(its path, its language, a formula) is kept once. There is no version in them:
whoever keeps them must know which glossgen wrote them.
"""

from glossgen.codec.plain import (
    Packed,
    Undecodable,
    carefully,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.codec.read import StoredTerms, decode_source, unpack_frame
from glossgen.codec.write import encode_source, pack_frame

__all__ = [
    "Packed",
    "StoredTerms",
    "Undecodable",
    "carefully",
    "decode_source",
    "encode_source",
    "pack",
    "pack_frame",
    "pack_problems",
    "unpack",
    "unpack_frame",
    "unpack_problems",
]
