"""`glossgen init`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from glossgen.cli.terminal import Terminal, display_path, number
from glossgen.model import Position, Problem
from glossgen.problems import CannotStart

if TYPE_CHECKING:
    from glossgen.cli.install_line import Installation

SUMMARY = "begin a glossary: a small one in a new folder, or a configuration for what is there"
EXAMPLE = """\
glossgen init my-glossary --lang en
glossgen init ."""

STARTER = Path(__file__).parents[1] / "starter"
"""The starter files: `common`, and one folder for each language. In their names `dot-` stands for a
leading dot: packaging tools drop hidden files."""

LANGUAGES = ("ja", "en")
CONFIGURATION = ("glossgen.yml", "glossgen.yaml")
_INSTALL = "pip install glossgen"


class _Made(Struct):
    """The files that were written, and those that existed already and were kept."""

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder; it is made if need be")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="ja", help="the language of the example (default: ja)"
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the files that are missing, and print the next steps. No existing file is overwritten."""
    from glossgen.cli.install_line import installation

    folder = Path(options.folder)
    _refuse_what_cannot_be(folder)
    there = _configuration_of(folder)
    made, install = _Made(), installation()
    files = dict(_starter("common"))
    if there:
        files["glossgen.yml"] = there
    else:
        files |= dict(_starter(options.lang))
    for name, data in sorted(files.items(), key=lambda pair: pair[0].replace("dot-", ".")):
        _write(folder / name.replace("dot-", "."), _for_this(name, data, install), made)
    if install.wheel:
        _write(folder / ".github" / install.wheel.name, install.wheel.read_bytes(), made)
    _say(folder, made, install, bool(there), terminal)
    return 0


def _say(folder: Path, made: _Made, install: Installation, found: bool, terminal: Terminal) -> None:
    place = display_path(folder)
    listed = "\n".join(f"  {display_path(path)}" for path in made.written)
    what = f"Made a configuration for what is in {place}" if found else f"Made a glossary in {place}"
    steps = (
        f"  glossgen serve {place}    look at it while you write\n  glossgen build {place}    build the site"
    )
    if found:
        steps = f"  glossgen inspect {place}    what was understood\n{steps}"
    terminal.say(f"{what}:\n{listed}\n\nNext:\n{steps}")
    if made.kept:
        terminal.say(f"\nLeft as they are: {', '.join(display_path(path) for path in made.kept)}")
    if install.doubtful:
        terminal.say(
            f"\nThe workflow installs {install.requirement}, which must be published: this program was"
            "\ninstalled from a folder, which others do not have."
        )


def _starter(part: str) -> Iterator[tuple[str, bytes]]:
    """The files of a part of the starter, by their names."""
    for path in (STARTER / part).rglob("*"):
        if path.is_file():
            yield path.relative_to(STARTER / part).as_posix(), path.read_bytes()


def _for_this(name: str, data: bytes, install: Installation) -> bytes:
    """A file of the starter, as it works for the program that is installed here."""
    if not name.endswith("pages.yml"):
        return data
    quoted = (
        f'pip install "{install.requirement}"'
        if " " in install.requirement
        else f"pip install {install.requirement}"
    )
    return data.decode().replace(_INSTALL, quoted).encode()


def _configuration_of(folder: Path) -> bytes:
    """The configuration that says what was understood of the files in a folder; nothing without a term."""
    if not folder.is_dir():
        return b""
    from glossgen.build.inspect import configuration, inspect
    from glossgen.config import load_config

    found = inspect(load_config(folder), keep=False)
    if not any(each.terms for each in found.folders):
        return b""
    count = number(sum(each.terms for each in found.folders), "term")
    title = re.sub(r"[-_]+", " ", folder.resolve().name).strip() or "Glossary"
    return (
        f"# What glossgen understood of this folder: {count}. Every key may be changed or left out.\n\n"
        f"title: {_text(title)}\n\n{configuration(found)}\n\noutput: site\n"
    ).encode()


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(target: Path, data: bytes, made: _Made) -> None:
    """Write a file that is not there; into a `.gitignore` that is, the lines that it lacks."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.name == ".gitignore" and target.is_file():
            lacking = _lacking(target.read_bytes(), data)
            if lacking:
                with target.open("ab") as stream:
                    stream.write(lacking)
                made.written.append(target)
            return
        with target.open("xb") as stream:
            stream.write(data)
        made.written.append(target)
    except FileExistsError:
        made.kept.append(target)
    except OSError as error:
        where = Position(str(target), 0)
        raise CannotStart([Problem(where, "output-write", f"cannot write: {error.strerror}")]) from error


def _lacking(there: bytes, wanted: bytes) -> bytes:
    known = {line.strip() for line in there.splitlines()}
    lines = [line for line in wanted.splitlines() if line.strip() not in known]
    if not lines:
        return b""
    return (b"" if there.endswith(b"\n") or not there else b"\n") + b"\n".join(lines) + b"\n"


def _refuse_what_cannot_be(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        message, code = "this is a file, not a folder", "not-empty"
    elif found := next((name for name in CONFIGURATION if (folder / name).is_file()), ""):
        message, code = f"there is a {found} already, and nothing is overwritten", "not-empty"
    else:
        return
    raise CannotStart([Problem(Position(str(folder), 0), code, message, "choose another folder")])
