"""Addresses at the host of the repository: of a file, for editing it, and for its history."""

from __future__ import annotations

import posixpath

from glossgen.config import Repository
from glossgen.text.urls import encode

_BY_BRANCH = ("gitea", "forgejo", "codeberg")
"""Parts of the names of hosts that have `src/branch/` before the path of a file."""


def edit_and_history(repository: Repository, folder: str, path: str) -> tuple[str, str]:
    """The URLs for editing a source file and for its history, as GitHub and GitLab have them.

    `folder` is the folder of the configuration inside the repository.
    """
    inside = "/".join(part for part in (folder.strip("/"), path) if part)
    base = _base(repository)
    return f"{base}/edit/{repository.branch}/{inside}", f"{base}/commits/{repository.branch}/{inside}"


def file_url(repository: Repository, folder: str, path: str, fragment: str = "") -> str:
    """The URL of a file, or of a folder if the path ends with a slash; `path` counts from `folder`.

    Empty for what is above the repository, as far as we know where the folder is in it.
    """
    inside = posixpath.normpath(posixpath.join(folder.strip("/"), path))
    if inside.startswith(".."):
        return ""
    kind = "tree" if path.endswith("/") else "blob"
    if any(name in repository.url for name in _BY_BRANCH):
        kind = "src/branch"
    place = f"{kind}/{repository.branch}/{'' if inside == '.' else inside}"
    return f"{_base(repository)}/{encode(place)}" + (f"#{encode(fragment)}" if fragment else "")


def _base(repository: Repository) -> str:
    base = repository.url.rstrip("/")
    return base + "/-" if "gitlab" in base else base
