"""A cache in the user's cache folder, shared by all glossaries."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from glossgen.query.user_folder import user_folder

_DIGEST = 16


@cache
def code_digest(*names: str) -> str:
    """A digest of modules of this package, such as `urls.py`: what another version has kept is not ours."""
    folder = Path(__file__).parent
    sources = b"".join((folder / name).read_bytes() for name in names)
    return hashlib.blake2b(sources, digest_size=20).hexdigest()


def kept_for_user(name: str, depends: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, from the folder `name` if it was made of the same before.

    `depends` is all that it is made of. What is harmed is made again; a folder
    that cannot be read or written is no problem.
    """
    folder = user_folder(name)
    if folder is None:
        return make()
    file = folder / hashlib.blake2b(depends, digest_size=20).hexdigest()
    with contextlib.suppress(OSError):
        kept = file.read_bytes()
        if kept[:_DIGEST] == _digest(kept[_DIGEST:]):
            return kept[_DIGEST:]
    made = make()
    with contextlib.suppress(OSError):
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(_digest(made) + made)
        beside.replace(file)
    return made


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()
