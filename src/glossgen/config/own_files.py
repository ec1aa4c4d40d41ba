"""How the templates, catalogs and static files of a glossary are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Read = Callable[[Path], "bytes | None"]
"""Returns the content of a file; None if it does not exist. Raises OSError if it cannot be read.

A build passes a function that reads through the inputs of its database, so that the read is recorded as a
dependency.
"""


def from_disk(path: Path) -> bytes | None:
    """The content of a file on the disk; None if it does not exist."""
    return path.read_bytes() if path.is_file() else None
