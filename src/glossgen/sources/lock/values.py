"""The content of the lock: what is known of published terms."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import Key


class PublishedTerm(Struct, frozen=True):
    """A term as it was published.

    - `id`: its id within its language.
    - `labels` (the preferred one first) and `file`: as of the last update.
    - `addresses`: all addresses that its own page has had.
    - `pages`: the addresses of all category pages it has been on, the newest last.
    - `anchors`: all anchors it has had on category pages.
    - `line`: the line of the entry in the lock file.
    """

    language: str
    id: str
    labels: tuple[str, ...]
    file: str
    addresses: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    line: int = 0

    @property
    def key(self) -> Key:
        """The identity that the term keeps."""
        return (self.language, self.id)


class Lock(Struct, frozen=True):
    """Everything that was ever published. `retired` are entries that their writer has given up."""

    entries: tuple[PublishedTerm, ...] = ()
    retired: tuple[PublishedTerm, ...] = ()
