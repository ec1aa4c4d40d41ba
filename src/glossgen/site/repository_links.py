"""“Edit” and “history” links to the repository of the sources."""

from __future__ import annotations

from glossgen.config import Config
from glossgen.model import Position
from glossgen.sources.history import History


def links_of(config: Config, history: History, position: Position) -> tuple[str, str]:
    """The addresses at which a source file can be edited and its history seen."""
    repository = config.repository
    if repository is None:
        return "", ""
    folder = repository.path if repository.path is not None else history.prefix
    path = "/".join(part for part in (folder.strip("/"), position.path) if part)
    base = repository.url.rstrip("/")
    if "gitlab" in base:
        base += "/-"
    return f"{base}/edit/{repository.branch}/{path}", f"{base}/commits/{repository.branch}/{path}"
