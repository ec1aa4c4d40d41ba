"""`glossgen init`."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossgen.cli.terminal import Terminal, display_path
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

SUMMARY = "make a small working glossary in a new folder"
EXAMPLE = "glossgen init my-glossary"

STARTER = Path(__file__).parents[1] / "starter"
"""The starter files. In their names `dot-` stands for a leading dot: packaging tools drop hidden files."""

WELCOME = (".git",)
"""Names that a folder may contain already."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder; it is made if need be, and must be empty")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Copy the starter, and print the next steps."""
    folder = Path(options.folder)
    _refuse_what_is_there(folder)
    names = sorted(path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file())
    made = []
    for name in names:
        target = folder / name.replace("dot-", ".")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                stream.write((STARTER / name).read_bytes())
        except OSError as error:
            where = Position(str(target), 0)
            raise CannotStart([Problem(where, "output-write", f"cannot write: {error.strerror}")]) from error
        made.append(target)
    place = display_path(folder)
    listed = "\n".join(f"  {display_path(path)}" for path in made)
    steps = (
        f"  glossgen serve {place}    look at it while you write\n  glossgen build {place}    build the site"
    )
    terminal.say(f"Made a glossary in {place}:\n{listed}\n\nNext:\n{steps}")
    return 0


def _refuse_what_is_there(folder: Path) -> None:
    if folder.is_dir():
        there = sorted(path.name for path in folder.iterdir() if path.name not in WELCOME)
        if not there:
            return
        named = ", ".join(there[:5]) + (" …" if len(there) > 5 else "")
        message = f"the folder is not empty, and nothing in it is overwritten: {named}"
    elif folder.exists():
        message = "this is a file, not a folder"
    else:
        return
    where = Position(str(folder), 0)
    raise CannotStart([Problem(where, "not-empty", message, "choose a new folder")])
