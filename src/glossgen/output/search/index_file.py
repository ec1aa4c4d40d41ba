"""The format of the index files: writing them, and reading them back."""

from __future__ import annotations

import hashlib

import msgspec

from glossgen.output.search.format import NamesFile

_MANY = 1 << 32


def file(url: str, name: str, value: str | NamesFile) -> tuple[str, bytes]:
    """The path and content of a file beside the search page: a script that hands a value over."""
    return f"{url}{name}.js", b'glossgenIndex("%s",%s)\n' % (name.encode(), msgspec.json.encode(value))


def names_of(content: bytes) -> NamesFile:
    """What `names.js` hands over."""
    return msgspec.json.decode(_handed_over(content), type=NamesFile)


def text_of(content: bytes) -> str:
    """What any other file hands over."""
    return msgspec.json.decode(_handed_over(content), type=str)


def _handed_over(content: bytes) -> bytes:
    return content[content.index(b",") + 1 : content.rindex(b")")]


def stamp(number: int, text: str) -> int:
    """What a text adds to the version. A version is a sum, so that one text can be changed in it."""
    return int.from_bytes(hashlib.blake2b(f"{number}:{text}".encode(), digest_size=4).digest(), "big")


def version(stamps: int, size: int) -> str:
    """The version of texts: eight digits, and how many characters they have if it matters, in base 16."""
    return f"{stamps % _MANY:08x}" + (f"{size:x}" if size else "")


def of_version(version: str) -> tuple[int, int]:
    """The sum and the number of characters that a version was made of."""
    return int(version[:8], 16), int(version[8:] or "0", 16)
