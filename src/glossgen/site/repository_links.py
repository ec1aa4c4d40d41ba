"""“Edit” and “history” links to the repository of the sources."""

from __future__ import annotations

from glossgen.config import Repository


def links_of(repository: Repository, folder: str, path: str) -> tuple[str, str]:
    """The URLs for editing a source file and for its history.

    `folder` is the folder of the configuration inside the repository.
    """
    inside = "/".join(part for part in (folder.strip("/"), path) if part)
    base = repository.url.rstrip("/")
    if "gitlab" in base:
        base += "/-"
    return f"{base}/edit/{repository.branch}/{inside}", f"{base}/commits/{repository.branch}/{inside}"
