"""Which paths are safe file names on every system.

A site is copied between systems. What Linux allows may be impossible on Windows (reserved names and
characters) or collide on macOS (case, Unicode normalisation), so the strictest of the three
decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossgen.text.paths import fold_path, parents

MANIFEST = ".glossgen.json"
WORK = ".glossgen-work"

MOST_BYTES = 255
"""The longest file name, in bytes of UTF-8, that common file systems accept."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_PART = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)[./])[a-z0-9][a-z0-9_-]*"
_USUAL = re.compile(rf"(?:{_PART}/)*{_PART}\.[a-z0-9]+", re.ASCII)
"""Matches most paths; they need no further check."""

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)


def reason_against(path: str) -> str:
    """Why a relative POSIX path cannot be written; empty if it can."""
    if len(path) < MOST_BYTES and _USUAL.fullmatch(path):
        return ""
    if not path or path.startswith("/"):
        return "it is not a relative path"
    if path == MANIFEST or path.split("/")[0] == WORK:
        return "the name is kept for glossgen itself"
    return next((why for part in path.split("/") if (why := _part_reason(part))), "")


@lru_cache(maxsize=1 << 12)
def _part_reason(part: str) -> str:
    if part in ("", ".", ".."):
        return "it has an empty part, a “.” or a “..”"
    if bad := _FORBIDDEN.search(part):
        return f"the character {bad[0]!r} is not allowed on Windows"
    if part[-1] in ". ":
        return "a name cannot end with a dot or a space on Windows"
    if _DEVICES.match(part):
        return f"“{part}” names a device on Windows"
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return "it is not valid Unicode"
    return f"a name can have {MOST_BYTES} bytes, and this has {size}" if size > MOST_BYTES else ""


class Names:
    """The paths of one site, checked for collisions as they are added."""

    def __init__(self) -> None:
        """Start with no path."""
        self.paths: set[str] = set()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, path: str) -> str:
        """Add a path; returns why it cannot be written, or an empty string."""
        if why := reason_against(path) or self._collision(path):
            return why
        self.paths.add(path)
        self._files[fold_path(path)] = path
        return ""

    def _collision(self, path: str) -> str:
        key = fold_path(path)
        if key in self._files:
            other = self._files[key]
            return (
                "two pages have this address" if other == path else f"it differs only by case from “{other}”"
            )
        if key in self._folders:
            return f"“{self._folders[key]}” is also a folder of the site"
        for folder in parents(path):
            if (key := fold_path(folder)) in self._files:
                return f"“{self._files[key]}” is also a file of the site"
            if (other := self._folders.setdefault(key, folder)) != folder:
                return f"its folder differs only by case from “{other}”"
        return ""
