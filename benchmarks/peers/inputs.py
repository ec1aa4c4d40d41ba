"""The input of a peer on the disk."""

from __future__ import annotations

from pathlib import Path

from .articles import Articles
from .corpus import Corpus
from .peer import Peer


def synchronise(
    peer: Peer, corpus: Corpus | Articles, folder: Path, before: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Write the peer's input, and give the names of its files; what holds the same already is not touched.

    Of the files that were written `before`, those that do not belong to it are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for name, text in peer.files(corpus):
        names.add(name)
        path, content = folder / name, text.encode("utf-8")
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in before - names:
        (folder / name).unlink(missing_ok=True)
    return frozenset(names)
