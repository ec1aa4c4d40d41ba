"""How a workflow installs this program: from where it came itself (PEP 610)."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_VERSION = re.compile(r"\d[\w.!+-]*")


class Installation(Struct, frozen=True):
    """How a workflow installs this version of the program.

    - `requirement`: the argument of `pip install`.
    - `wheel`: the file that `requirement` names if there is no other source; `init` copies it.
    - `doubtful`: whether others may not be able to get this version.
    """

    requirement: str
    wheel: Path | None = None
    doubtful: bool = False


def installation() -> Installation:
    """Where this program came from: an index, a repository, an address, or a wheel on this machine.

    Others cannot install from a folder on this machine: then `requirement` names the version, and
    `doubtful` tells that it must be published first.
    """
    try:
        found = metadata.distribution("glossgen")
    except metadata.PackageNotFoundError:
        return Installation("glossgen", doubtful=True)
    origin = found.read_text("direct_url.json")
    return from_origin(found.version, origin)


def from_origin(version: str, origin: str | None) -> Installation:
    """The same, from the text of `direct_url.json`; what came from an index has none."""
    exact = f"glossgen=={version}" if _VERSION.fullmatch(version) else "glossgen"
    if not origin:
        return Installation(exact)
    try:
        said = json.loads(origin)
        url = str(said["url"])
    except (ValueError, KeyError, TypeError):
        return Installation(exact, doubtful=True)
    if "vcs_info" in said:
        kind, commit = said["vcs_info"].get("vcs", "git"), said["vcs_info"].get("commit_id", "")
        return Installation(f"glossgen @ {kind}+{url}@{commit}" if commit else f"glossgen @ {kind}+{url}")
    if urlsplit(url).scheme in ("http", "https"):
        return Installation(f"glossgen @ {url}")
    wheel = Path(unquote(urlsplit(url).path))
    if wheel.suffix == ".whl" and wheel.is_file():
        return Installation(f".github/{wheel.name}", wheel)
    return Installation(exact, doubtful=True)
