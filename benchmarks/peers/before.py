"""Another checkout of glossgen, to be measured beside this one: what a change did, in one run."""

from __future__ import annotations

import compileall
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from .glossgen import checkout
from .measure import CommandFailed, surroundings
from .peer import Peer

NAME = "before"
STARTS = "import glossgen.build, glossgen.serve"
"""What a build and a server import: packages that are missing are told before anything is measured."""
_LIST = re.compile(r"^dependencies = \[(.*?)^\]", re.MULTILINE | re.DOTALL)
_PACKAGE = re.compile(r"[\w.-]+")


def before(folder: Path, tools: Path) -> Peer:
    """A checkout as a peer, run by the same Python and with the same packages as this one.

    What it depends on and this Python does not have is installed into a folder of its own. Raises
    `OSError` when there is no such program, and `CommandFailed` when it cannot be made to start.
    """
    source = folder.resolve() / "src"
    if not (source / "glossgen").is_dir():
        raise FileNotFoundError(f"{folder} has no src/glossgen")
    paths = [source, *_installed(list(missing(dependencies(folder))), tools)]
    peer = checkout(NAME, f"glossgen of {folder}", paths)
    compileall.compile_dir(source, quiet=1)  # as an installer does
    _run([sys.executable, "-c", STARTS], dict(peer.environment))
    return peer


def dependencies(folder: Path) -> list[str]:
    """What a checkout says that it depends on with this Python, as pip reads it."""
    found = _LIST.search((folder / "pyproject.toml").read_text(encoding="utf-8"))
    listed = re.findall(r'"([^"]+)"', found[1]) if found else []
    return [each for each in listed if (only := Requirement(each).marker) is None or only.evaluate()]


def missing(requirements: list[str]) -> Iterator[str]:
    """Those that this Python has in no version."""
    for requirement in requirements:
        name = _PACKAGE.match(requirement)
        try:
            metadata.version(name[0] if name else requirement)
        except metadata.PackageNotFoundError:
            yield requirement


def _installed(packages: list[str], tools: Path) -> list[Path]:
    """The folder that packages are installed into, if there are any."""
    if not packages:
        return []
    target = tools / re.sub(r"\W+", "-", f"before {' '.join(sorted(packages))}")
    if not (target / "ready").exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        _run([*pip, "--target", str(target), *packages], {})
        (target / "ready").touch()
    return [target]


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Raises `CommandFailed` with the last line that was printed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=surroundings(environment))
    if done.returncode:
        raise CommandFailed((done.stderr.strip() or done.stdout).splitlines()[-1])
