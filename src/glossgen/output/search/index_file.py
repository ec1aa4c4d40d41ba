"""The format of the index files."""

from __future__ import annotations

import hashlib

import msgspec

from glossgen.output.search.format import NamesFile

_MANY = 1 << 32


def file(url: str, name: str, value: str | NamesFile) -> tuple[str, bytes]:
    """The path and content of a file beside the search page: a script that hands a value over."""
    return f"{url}{name}.js", b'glossgenIndex("%s",%s)\n' % (name.encode(), msgspec.json.encode(value))


def stamp(number: int, text: str) -> int:
    """What a text adds to the version. A version is a sum, so that texts can be added as they come."""
    return int.from_bytes(hashlib.blake2b(f"{number}:{text}".encode(), digest_size=4).digest(), "big")


def version(stamps: int, size: int) -> str:
    """The version of texts: eight digits, and how many characters they have if it matters, in base 16."""
    return f"{stamps % _MANY:08x}" + (f"{size:x}" if size else "")
