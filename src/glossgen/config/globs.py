"""Globs as `.gitignore` has them (gitignore(5)), read by pathspec, the same on every system."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache

from pathspec import GitIgnoreSpec, RegexPattern

_SPECIAL = re.compile(r"[\\\[\]!*#? ]")
_BELOW = "ps_d"
"""The group of pathspec's patterns that takes the slash behind a folder: what follows is below it."""
_TAIL = re.compile(r"(?:\A|(?<=\A!)|/)\*\*?/?\s*\Z")
_TAILS = {"/**": "/**/*", "*/": "?*/", "/*/": "/?*/", "**/": "**/?*/", "/**/": "/**/?*/"}
"""Ends that pathspec shortens to a slash, which no longer tells what they name, in full."""


def matches(globs: tuple[str, ...], path: str) -> bool:
    """Whether the last of the globs that names a path, or one of the folders above it, has no `!`.

    The path is POSIX; that of a folder ends with a slash. As in git, nothing
    below a folder that is matched can be taken out again. Case is ignored, so
    that a glossary reads the same on every file system.
    """
    above = path.rstrip("/").rpartition("/")[0]
    return bool(globs) and (_names_folder(globs, above) or _names(globs, path.lower()))


@lru_cache(maxsize=4096)
def _names_folder(globs: tuple[str, ...], path: str) -> bool:
    return bool(path) and matches(globs, path + "/")


def _names(globs: tuple[str, ...], path: str) -> bool:
    """Whether the last of the globs that names a path itself has no `!`."""
    for pattern in reversed(_patterns(globs)):
        found = pattern.match_file(path)
        if found and found.match.groupdict().get(_BELOW) is None:
            return bool(pattern.include)
        if found and found.match.start(_BELOW) == len(path) - 1:
            return bool(pattern.include)
    return False


def is_glob(text: str) -> bool:
    """Whether a text can name something: no comment, no bracket that stays open, no `[[:alpha:]]`."""
    try:
        return "[:" not in text and bool(_patterns((text,)))
    except (ValueError, re.error):
        return False


def literal(path: str) -> str:
    """The glob that names a path and no other: what is special in globs is escaped."""
    return _SPECIAL.sub(r"\\\g<0>", path)


@lru_cache(maxsize=64)
def _patterns(globs: tuple[str, ...]) -> Sequence[RegexPattern]:
    lines = (_TAIL.sub(lambda tail: _TAILS.get(tail[0].strip(), tail[0]), glob.lower()) for glob in globs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # about `[` in brackets, which means itself
        spec = GitIgnoreSpec.from_lines(lines)
    return [pattern for pattern in spec.patterns if pattern.include is not None]
