"""Globs as people know them from `.gitignore`, the same on every system.

`fnmatch` lets `*` cross slashes and `pathlib` has no `**` in `match` before
Python 3.13, so the few rules are spelled out here.
"""

from __future__ import annotations

import re
from functools import lru_cache


def matches(glob: str, path: str) -> bool:
    """Whether a POSIX path, or one of the folders above it, is named by the glob.

    A glob without a slash names a file or folder at any depth; one with a slash
    counts from the top. `*` and `?` stay within a name, `**` crosses folders.
    Case is ignored, so that a glossary reads the same on every file system.
    """
    return _compile(glob).match(path) is not None


@lru_cache(maxsize=256)
def _compile(glob: str) -> re.Pattern[str]:
    body = glob.strip("/")
    anchored = "/" in glob.rstrip("/")
    start = "" if anchored else "(?:.*/)?"
    return re.compile(f"{start}{_translate(body)}(?:/.*)?\\Z", re.IGNORECASE | re.DOTALL)


_PARTS = re.compile(r"\*\*/|/\*\*\Z|\*\*|\*|\?|[^*?/]+|/")
_WORDS = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _translate(glob: str) -> str:
    return "".join(_WORDS.get(part) or re.escape(part) for part in _PARTS.findall(glob))
