"""The folder for caches that all glossaries of a user share."""

from __future__ import annotations

import os
from pathlib import Path


def user_folder(name: str) -> Path | None:
    """The cache folder `name` of glossgen (XDG Base Directory Specification, or `LOCALAPPDATA` on Windows).

    It is created if necessary; None if that is impossible. Relative paths in the environment are ignored,
    as the specification demands: they would lead into the current folder.
    """
    given = (os.environ.get(variable, "") for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"))
    try:
        base = next((Path(path) for path in given if Path(path).is_absolute()), None)
        base = base or Path.home() / ".cache"
    except RuntimeError:  # the user has no home folder
        return None
    if not base.is_absolute():
        return None
    folder = base / "glossgen" / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder
