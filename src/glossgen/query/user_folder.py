"""Where caches lie that all glossaries of a user share."""

from __future__ import annotations

import os
from pathlib import Path


def user_folder(name: str) -> Path | None:
    """A folder of ours where the user's caches are (XDG Base Directory Specification), or Windows keeps them.

    None where there is no place for one. A path that is relative does not count, as
    the specification has it: it would lead into whatever glossary we stand in.
    """
    given = (os.environ.get(variable, "") for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"))
    try:
        base = next((Path(path) for path in given if Path(path).is_absolute()), None)
        base = base or Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    if not base.is_absolute():
        return None
    folder = base / "glossgen" / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder
