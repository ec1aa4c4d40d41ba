"""Sources and mentions as bytes and back, for the cache, for pipes, and for what is seldom looked at.

The bytes are MessagePack: quick to read, and nothing in them can run. Values
stand by position, what nobody wrote is left out, and what repeats in a file
(its path, its language) is kept once. There is no version in them: whoever
keeps them must know which glossgen wrote them.
"""

from glossgen.codec.mentions import StoredMentions, encode_mentions, first_of, stored_mentions, targets_of
from glossgen.codec.plain import (
    Buffer,
    Packed,
    Undecodable,
    carefully,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.codec.read import decode_note, decode_source, decode_term, unpack_frame, unpack_terms
from glossgen.codec.write import encode_source, pack_frame

__all__ = [
    "Buffer",
    "Packed",
    "StoredMentions",
    "Undecodable",
    "carefully",
    "decode_note",
    "decode_source",
    "decode_term",
    "encode_mentions",
    "encode_source",
    "first_of",
    "pack",
    "pack_frame",
    "pack_problems",
    "stored_mentions",
    "targets_of",
    "unpack",
    "unpack_frame",
    "unpack_problems",
    "unpack_terms",
]
