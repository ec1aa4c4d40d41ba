"""The manifest: the list of files that glossgen made in a folder, and so may replace and remove."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from glossgen import __version__
from glossgen.model import Position, Problem
from glossgen.output.file_names import MANIFEST, WORK, reason_against
from glossgen.problems import CannotStart


class Manifest(Struct, frozen=True):
    """The manifest of a folder: its generator, its shard (empty: the whole site), and its files."""

    generator: str
    part: str
    files: tuple[str, ...]


def exists(folder: Path) -> bool:
    """Whether glossgen has written this folder before."""
    return (folder / MANIFEST).is_file()


def read(folder: Path) -> frozenset[str]:
    """The paths that glossgen made. A path that leads out of the folder is never returned.

    Raises CannotStart if the manifest cannot be read: then it is unknown which files are ours.
    """
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        paths = data["files"]
        return frozenset(path for path in paths if not reason_against(path))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"the list of what glossgen made, {MANIFEST}, cannot be read"
        hint = "remove the folder, or choose another with --output"
        raise CannotStart([Problem(Position(str(folder), 0), "output-folder", message, hint)]) from error


def read_all(folder: Path) -> Manifest | None:
    """The manifest; None if there is none, or not one that `write` makes."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        made = Manifest(data["generator"], data.get("part", ""), tuple(data["files"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return made if all(isinstance(text, str) for text in (made.generator, made.part, *made.files)) else None


def write(folder: Path, paths: Iterable[str], part: str = "") -> None:
    """Replace the manifest atomically; leave it untouched if nothing changed.

    `part` names the shard and its build, for a folder that contains only a shard.
    """
    listed: dict[str, object] = {"generator": generator()}
    if part:
        listed["part"] = part
    listed["files"] = sorted(paths)
    content = (json.dumps(listed, ensure_ascii=False, indent=0) + "\n").encode()
    target = folder / MANIFEST
    if target.is_file() and target.read_bytes() == content:
        return
    staged = folder / WORK / "manifest"
    staged.write_bytes(content)
    os.replace(staged, target)  # noqa: PTH105  (os.replace is what tests make fail)


def generator() -> str:
    """The name and version of this program, as the manifest has them."""
    return f"glossgen {__version__}"
