"""The input of a peer on the disk."""

from __future__ import annotations

from pathlib import Path

from .corpus import Corpus
from .peer import Peer


def synchronise(peer: Peer, corpus: Corpus, folder: Path) -> None:
    """Write the peer's input; a file that holds the same already is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in peer.files(corpus):
        path, content = folder / name, text.encode("utf-8")
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
