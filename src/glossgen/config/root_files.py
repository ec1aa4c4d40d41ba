"""The files that a glossary puts at the root of its site: those in `static/root/`."""

from __future__ import annotations

import os
from pathlib import Path

from glossgen.config.values import Config, relative_posix
from glossgen.query import Input, declare_input

ROOT = "root/"
"""The folder in a site's `static` whose files stand at the root of the site, such as `CNAME`."""


def _listed(config: Config, _: str) -> tuple[str, ...]:
    """The paths of these files on the site; none if the folder is not there or cannot be read."""
    if config.static is None:
        return ()
    folder = config.static / ROOT
    found = (
        relative_posix(Path(above, name), folder)
        for above, _, names in os.walk(folder)
        for name in names
        if not name.startswith(".")
    )
    return tuple(sorted(path.encode(errors="replace").decode() for path in found))


root_files: Input[str, tuple[str, ...]] = declare_input("root_files", _listed, _listed)
"""The paths on the site of the files in `static/root/`: whatever else the site has, these are the owner's."""
