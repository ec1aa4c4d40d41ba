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

    Most addresses lead nowhere, on sites with thousands of dead links, which are asked for at every build: so
    texts are looked up first, which takes a tenth of the time of paths.
    """
    written = address.partition("?")[0]
    base = _top(root) if written.startswith("/") else os.path.join(root, os.path.dirname(path))  # noqa: PTH118, PTH120
    try:
        found = os.path.normpath(os.path.join(base, written.lstrip("/")))  # noqa: PTH118
        if not written.strip("/") or not os.path.exists(found):  # noqa: PTH110
            return ""
        file, top = Path(found), _top(root)
        inside = file.relative_to(top)
        if not file.resolve().is_relative_to(top.resolve()):
            return ""
    except (OSError, ValueError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return ""
    if any(part.startswith(".") and part not in _SHOWN for part in inside.parts):
        return ""
    return Path(os.path.relpath(file, root)).as_posix() + ("/" if file.is_dir() else "")


def _top(root: Path) -> Path:
    """The top of the repository that a folder is in; the folder itself if it is in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
