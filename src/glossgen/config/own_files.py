"""How the writer's own templates, catalogs and static files are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Read = Callable[[Path], "bytes | None"]
"""The content of a file; None where there is none. Raises OSError for one that cannot be read.

A build passes one that goes through the inputs of its database, so that what is
read is what its results are noted to depend on.
"""


def from_disk(path: Path) -> bytes | None:
    """What a file holds now."""
    return path.read_bytes() if path.is_file() else None
