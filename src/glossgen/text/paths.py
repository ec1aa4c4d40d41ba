"""Paths of files as texts: how two count as the same, and the folders above one."""

from __future__ import annotations

import unicodedata


def fold_path(path: str) -> str:
    """The key of a path on file systems that ignore case and Unicode normalisation (NFC)."""
    return unicodedata.normalize("NFC", path).casefold()


def parents(path: str) -> list[str]:
    """The folders above a POSIX path, outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]
