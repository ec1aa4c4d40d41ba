"""Glob patterns with the syntax of `.gitignore` (gitignore(5)), matched by pathspec, same on all systems."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache

from pathspec import GitIgnoreSpec, RegexPattern

_SPECIAL = re.compile(r"[\\\[\]!*#? ]")
_BELOW = "ps_d"
"""The regex group of a pathspec pattern that matches the slash after a folder and everything below it."""
_TAIL = re.compile(r"(?:\A|(?<=\A!)|/)\*\*?/?\s*\Z")
_TAILS = {"/**": "/**/*", "*/": "?*/", "/*/": "/?*/", "**/": "**/?*/", "/**/": "/**/?*/"}
"""Pattern endings that pathspec normalises to a slash, spelled out so that they keep their meaning."""


def matches(globs: tuple[str, ...], path: str) -> bool:
    """Whether the patterns match a path or a folder above it, and no later pattern with `!` does.

    The path is POSIX; that of a folder ends with a slash. As in git, nothing below a matched folder
    can be unmatched. Case is ignored, so that a glossary reads the same on every file system.
    """
    above = path.rstrip("/").rpartition("/")[0]
    return bool(globs) and (_names_folder(globs, above) or _names(globs, path.lower()))


@lru_cache(maxsize=4096)
def _names_folder(globs: tuple[str, ...], path: str) -> bool:
    return bool(path) and matches(globs, path + "/")


def _names(globs: tuple[str, ...], path: str) -> bool:
    """Whether the last pattern that matches the path itself is not negated."""
    for pattern in reversed(_patterns(globs)):
        found = pattern.match_file(path)
        if found and found.match.groupdict().get(_BELOW) is None:
            return bool(pattern.include)
        if found and found.match.start(_BELOW) == len(path) - 1:
            return bool(pattern.include)
    return False


def is_glob(text: str) -> bool:
    """Whether a pattern can match anything: it is no comment, its brackets close, it has no `[[:alpha:]]`."""
    try:
        return "[:" not in text and bool(_patterns((text,)))
    except (ValueError, re.error):
        return False


def literal(path: str) -> str:
    """The pattern that matches this path only: special characters are escaped."""
    return _SPECIAL.sub(r"\\\g<0>", path)


@lru_cache(maxsize=64)
def _patterns(globs: tuple[str, ...]) -> Sequence[RegexPattern]:
    lines = (_TAIL.sub(lambda tail: _TAILS.get(tail[0].strip(), tail[0]), glob.lower()) for glob in globs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # about `[` inside brackets, which means itself
        spec = GitIgnoreSpec.from_lines(lines)
    return [pattern for pattern in spec.patterns if pattern.include is not None]
