"""The key of a file in the cache: a digest of all that decides what reading makes of it.

That is its bytes, its place, what the configuration says of it, and the
programs that read it. What else it depends on (other files that it shows, the
language of its neighbours) is kept with the result, and compared.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from glossgen.config import Config
from glossgen.sources.files import SourceFile

KEY_SIZE = 20

PROGRAM = (
    "text",
    "codec",
    "config",
    "markdown",
    "model",
    "problems",
    "sources",
)
"""What of glossgen takes part in reading one file."""

LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "mdurl", "nh3", "PyYAML")


def key_maker(config: Config) -> Callable[[SourceFile, bytes], bytes]:
    """A function that gives the key of a file and its bytes."""
    base = hashlib.blake2b(digest_size=KEY_SIZE)
    for part in (*_programs(), repr(config.front_matter), repr(config.languages)):
        base.update(_framed(part.encode()))

    def key(file: SourceFile, data: bytes) -> bytes:
        whole = base.copy()
        folder = file.folder
        place = repr((file.path, file.name, folder.language, folder.form.value, folder.level))
        whole.update(_framed(place.encode("utf-8", "backslashreplace")))
        whole.update(data)
        return whole.digest()

    return key


def _framed(part: bytes) -> bytes:
    return b"%d:" % len(part) + part


def _programs() -> Iterator[str]:
    """The versions of everything that reads: of libraries by number, of ourselves by content."""
    yield sys.version
    yield from map(_version, LIBRARIES)
    package = Path(__file__).parent.parent
    for name in PROGRAM:
        path = package / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest = hashlib.blake2b(file.read_bytes(), digest_size=KEY_SIZE).hexdigest()
            yield f"{file.relative_to(package).as_posix()} {digest}"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:  # a library that was put there by other means has no number
        return name
