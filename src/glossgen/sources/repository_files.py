"""Files of the repository that are no pages of the site: `../LICENSE`, `CONTRIBUTING.md`, `src/a.py`."""

from __future__ import annotations

import os
from pathlib import Path

_SHOWN = (".github", ".gitlab")
"""Hidden folders that readers of a repository are led to."""


def find_in_repository(root: Path, path: str, address: str) -> str:
    """The path from `root` of what an address means that is written in the file `path`; empty if nothing.

    A folder ends with a slash. An address that begins with one counts from the top of the repository, as
    its host has it. Nothing outside of it is found, and nothing hidden.
    """
    top = _top(root)
    written = address.partition("?")[0]
    base = top if written.startswith("/") else (root / path).parent
    try:
        file = Path(os.path.normpath(base / written.lstrip("/")))
        inside = file.relative_to(top)
        if not written.strip("/") or not file.resolve().is_relative_to(top.resolve()) or not file.exists():
            return ""
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return ""
    if any(part.startswith(".") and part not in _SHOWN for part in inside.parts):
        return ""
    return Path(os.path.relpath(file, root)).as_posix() + ("/" if file.is_dir() else "")


def _top(root: Path) -> Path:
    """The top of the repository that a folder is in; the folder itself if it is in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
