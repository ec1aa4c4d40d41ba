"""The files of the index: how many texts each has, the format of a file, and the version of the index.

With up to `ONE_FILE` entries, one file has all texts, and a search scans all of it. Above that, the
texts are split into files of `CHUNK` entries, and the posting lists
(`glossgen.output.search.bigrams`) tell which of them to load.
"""

from __future__ import annotations

import hashlib

import msgspec

from glossgen.output.search.format import NamesFile

ONE_FILE = 2000
"""The most entries whose texts are in one file."""

CHUNK = 16
"""Entries in each file of texts above that."""

_MANY = 1 << 32


def chunk_size(count: int) -> int:
    """How many texts each file has, for this many entries."""
    return CHUNK if count > ONE_FILE else max(1, count)


def file(url: str, name: str, value: str | NamesFile) -> tuple[str, bytes]:
    """The path and content of a file beside the search page: a script that passes a value on."""
    return f"{url}{name}.js", b'glossgenIndex("%s",%s)\n' % (name.encode(), msgspec.json.encode(value))


def stamp(number: int, text: str) -> int:
    """The contribution of a text to the version, which is a sum, so that texts can be added one by one."""
    return int.from_bytes(hashlib.blake2b(f"{number}:{text}".encode(), digest_size=4).digest(), "big")


def version(stamps: int, size: int) -> str:
    """The version of the texts in base 16: eight digits, and the number of characters if it matters."""
    return f"{stamps % _MANY:08x}" + (f"{size:x}" if size else "")
