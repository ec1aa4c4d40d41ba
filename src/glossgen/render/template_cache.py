"""Cache of compiled templates: compiling them takes longer than a small edit."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from glossgen.query.user_folder import user_folder

_COMPILERS = (
    "template_cache.py",
    "environment.py",
    "fragment_cache.py",
    "template_messages.py",
)
"""The modules of glossgen that compiled templates depend on."""


@cache
def _code_digest() -> str:
    """A digest of `_COMPILERS`, since templates compiled by another version must not be used."""
    sources = b"".join(Path(__file__).with_name(name).read_bytes() for name in _COMPILERS)
    return hashlib.blake2b(sources, digest_size=20).hexdigest()


class Compiled(jinja2.FileSystemBytecodeCache):
    """Keeps compiled templates in the cache folder of the user.

    They are executable code, so they are not kept in the glossary, which may come from anybody. Errors of
    reading and writing are ignored.
    """

    words = ""
    """A digest of the messages that are compiled into the templates."""

    @classmethod
    def of_user(cls) -> Compiled | None:
        """The cache of the user; None if it has no folder."""
        folder = user_folder("templates")
        return cls(str(folder)) if folder else None

    def with_messages(self, words: str) -> Compiled:
        """The same cache for templates with other messages compiled into them."""
        own = Compiled(self.directory)
        own.words = words
        return own

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A digest of the template's name, place and messages."""
        key = f"{self.words}\0{super().get_cache_key(name, filename)}"
        return hashlib.blake2b(key.encode(), digest_size=20).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """A digest of all that the compiled template depends on, beside Python and its name."""
        return hashlib.blake2b(
            f"{jinja2.__version__} {_code_digest()}\0{source}".encode(), digest_size=20
        ).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """As in Jinja, but an unreadable or damaged file counts as missing."""
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As in Jinja, but errors of writing are ignored."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
