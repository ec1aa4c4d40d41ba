"""A digest of this program: its code, the version of Python, and the packages installed beside it.

A store that another program has written is not used. The digest is one of file contents, not of times, so
that the same program installed again, or elsewhere, has the same one. Reading all files takes longer than a
build in which nothing has changed, so the digest is cached for the user, with the sizes and times of the
files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from glossgen.assets import PACKAGE, MissingAssetsError, static_folder, templates_folder
from glossgen.query.file_status import file_status
from glossgen.query.user_folder import user_folder

_SIZE = 16


def program() -> str:
    """A digest of this program."""
    return _program(str(PACKAGE), sys.version)


@lru_cache(maxsize=1)  # a process goes on to run the code that it has loaded
def _program(package: str, python: str) -> str:
    folders, whole = [package], True
    try:
        folders += [str(templates_folder()), str(static_folder())]
    except MissingAssetsError:  # the build will say so
        whole = False
    code = _kept_digest([folder for folder in dict.fromkeys(folders) if not _is_inside(folder, folders)])
    installed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return _digest([python, code, str(whole), *map(_names_in, installed)])


def _is_inside(folder: str, folders: list[str]) -> bool:
    return any(folder.startswith(other + os.sep) for other in folders)


def _kept_digest(folders: list[str]) -> str:
    """The digest of all files in some folders, from a cache while their sizes and times are unchanged."""
    files = [(path[len(folder) :], path) for folder in folders for path in _files_below(folder)]
    stamp = _digest(f"{path} {file_status(path)}" for _, path in files)
    place = user_folder("programs")
    kept = place / _digest(folders) if place else None
    if kept:
        with contextlib.suppress(OSError, ValueError):
            known, found = kept.read_text("ascii").split()
            if known == stamp and len(found) == 2 * _SIZE:
                return found
    found = _digest(f"{name} {_content(path)}" for name, path in files)
    if kept:
        with contextlib.suppress(OSError):
            beside = kept.with_suffix(f".{os.getpid()}")
            beside.write_text(f"{stamp} {found}", "ascii")
            beside.replace(kept)
    return found


def _files_below(folder: str) -> Iterator[str]:
    for here, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        yield from (f"{here}{os.sep}{name}" for name in sorted(names))


def _content(path: str) -> str:
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=_SIZE).hexdigest()
    except OSError:
        return ""


def _names_in(folder: str) -> str:
    """The names in a folder of installed packages, which contain their versions, without hidden ones."""
    try:
        return _digest(sorted(name for name in os.listdir(folder) if name[0] != "."))  # noqa: PTH208
    except OSError:
        return ""


def _digest(lines: Iterator[str] | list[str]) -> str:
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=_SIZE).hexdigest()
