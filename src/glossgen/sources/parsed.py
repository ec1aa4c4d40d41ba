"""What one file gives by itself, and what it has asked about other files on the way."""

from __future__ import annotations

from msgspec import Struct

from glossgen.codec import (
    Packed,
    carefully,
    decode_source,
    encode_source,
    pack,
    pack_problems,
    unpack,
    unpack_problems,
)
from glossgen.markdown import Resource
from glossgen.model import Problem, Source

Letters = tuple[int, int]
"""How many CJK and how many Latin letters a text has."""


class Parsed(Struct, frozen=True):
    """The result of reading a file: no source for a draft, or one that cannot be read.

    `asked` are the addresses of other files that its text shows or offers, in
    order, with what was found there. `common` is the language that it was given
    because it says none itself, and empty if it does. The result holds for as
    long as these answers do. `letters` are counted where they help to find out
    that language.
    """

    source: Source | None
    problems: tuple[Problem, ...] = ()
    asked: tuple[tuple[str, Resource | None], ...] = ()
    common: str = ""
    letters: Letters = (0, 0)

    def encode(self) -> bytes:
        """As bytes, for the cache and the pipes of worker processes."""
        asked = [(address, r and (r.url, r.width, r.height)) for address, r in self.asked]
        source = encode_source(self.source) if self.source else None
        return pack((pack_problems(self.problems), asked, self.common, self.letters, source))


def decode_parsed(data: bytes) -> Parsed:
    """What `Parsed.encode` has written. Raises `glossgen.codec.Undecodable`."""
    values = unpack(data)
    return carefully(lambda: _put_together(*values))


def _put_together(
    problems: Packed, asked: Packed, common: str, letters: Letters, source: bytes | None
) -> Parsed:
    return Parsed(
        decode_source(source) if source else None,
        unpack_problems(problems),
        tuple((address, Resource(*answer) if answer else None) for address, answer in asked),
        common,
        letters,
    )
