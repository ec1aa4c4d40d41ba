"""What every peer has to say: how it is installed, what its input is, and how it is run."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .corpus import Entry, Items, Mention, Paragraph, Text

Files = Iterator[tuple[str, str]]
"""Paths within the peer's folder, and what the files hold."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of a pinned version, installed by an ordinary client into a folder of its own."""

    client: str
    """`pip` or `npm`."""
    package: str
    version: str
    executable: str
    """Where the program is in the folder, as a glob."""
    beside: tuple[str, ...] = ()
    """Other packages that it needs in a certain version, as the client writes them."""

    def install(self, cache: Path) -> Path:
        """The program, installed when it was not yet. Raises `OSError` or `CalledProcessError`."""
        folder = cache / re.sub(r"\W+", "-", f"{self.client}-{self.package}-{self.version}")
        if not (folder / "ready").exists():
            folder.mkdir(parents=True, exist_ok=True)
            for command in self._commands(folder):
                subprocess.run(command, check=True, cwd=folder, capture_output=True)
            (folder / "ready").touch()
        found = next(folder.glob(self.executable), None)
        if found is None:
            raise FileNotFoundError(f"{self.package} {self.version} came without {self.executable}")
        return found

    def _commands(self, folder: Path) -> list[list[str]]:
        if self.client == "npm":
            npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", f"--prefix={folder}"]
            return [[*npm, f"{self.package}@{self.version}", *self.beside]]
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
        ]
        return [
            [sys.executable, "-m", "venv", str(folder)],
            [*pip, f"{self.package}=={self.version}", *self.beside],
        ]


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator in one way of using it."""

    name: str
    does: str
    """In a few words, what it makes of the terms."""
    files: Callable[[Any], Files]
    """Its input for a corpus: of terms, or of articles where it is measured with those."""
    command: Callable[[Path | None, Path], list[str]]
    """The program and the folder of the input to the command line, which is run in that folder."""
    page: Callable[[Any], str] | None = None
    """The file of the site that shows a term or an article."""
    tool: Tool | None = None
    alone: bool = True
    """Whether the page shows no other term."""
    proof: str = ""
    """What must stand in the page, since a program may fail and end well."""
    site: str = "site"
    """What it writes, within its folder."""
    caches: tuple[str, ...] = ()
    """What else it leaves there, to be removed before a cold build."""
    environment: tuple[tuple[str, str], ...] = ()
    limit: int | None = None
    """The most terms that it is measured with unless asked, because its work takes too long."""
    serve: Callable[[Path | None, Path, int], list[str]] | None = None
    """As `command`, with a port of this machine, to the command line of its server."""
    describes: bool = False
    """Whether its input has a description of the site that can be changed."""
    check: Callable[[Path | None, Path], list[str]] | None = None
    """As `command`, to the command line that finds problems and makes no site."""
    codes: tuple[int, ...] = (0,)
    """What it may end with."""
    counted: bool = False
    """Whether it is glossgen, which says how many files it made; and what became of the site is counted."""


def plain(text: Text) -> str:
    """The text without any links."""
    return "".join(piece.surface if isinstance(piece, Mention) else piece for piece in text)


def markdown(entry: Entry, text: Callable[[Text], str] = plain) -> str:
    """The definition in Markdown; formulas in dollar signs on lines of their own."""
    parts: list[str] = []
    for block in entry.blocks:
        if isinstance(block, Paragraph):
            parts.append(text(block.text))
        elif isinstance(block, Items):
            parts.append("\n".join(f"- {text(item)}" for item in block.items))
        else:
            parts.append(f"$$\n{block.tex}\n$$")
    return "\n\n".join(parts) + "\n"
