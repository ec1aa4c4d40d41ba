"""The format of the index files: writing them, and reading them back."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_MANY = 1 << 32


def file(url: str, name: str, value: object) -> tuple[str, bytes]:
    """The path and content of a file beside the search page: a script that hands a value over."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{url}{name}.js", f'glossgenIndex("{name}",{data})\n'.encode()


def value_of(content: bytes) -> Any:
    """What was handed over."""
    return json.loads(content[content.index(b",") + 1 : content.rindex(b")")])


def stamp(number: int, text: str) -> int:
    """What a text adds to the version. A version is a sum, so that one text can be changed in it."""
    return int.from_bytes(hashlib.blake2b(f"{number}:{text}".encode(), digest_size=4).digest(), "big")


def version(stamps: int, size: int) -> str:
    """The version of texts: eight digits, and how many characters they have if it matters, in base 16."""
    return f"{stamps % _MANY:08x}" + (f"{size:x}" if size else "")


def of_version(version: str) -> tuple[int, int]:
    """The sum and the number of characters that a version was made of."""
    return int(version[:8], 16), int(version[8:] or "0", 16)
