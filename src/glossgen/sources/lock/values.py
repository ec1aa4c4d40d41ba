"""The content of the lock: what is known of published terms."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import Key


class PublishedTerm(Struct, frozen=True):
    """A term as it was published.

    `id` is its id within its language. `labels` begin with the preferred one and
    `file` is the file they stood in, both as of the last update. `addresses` are
    all the addresses that its own page has had, `pages` those of the category
    pages it has stood on (from the site root, the newest last), and `anchors`
    all the anchors it has had there. `line` is where the entry stands.
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
    """All that was ever published. `retired` are entries whose writer let them go."""

    entries: tuple[PublishedTerm, ...] = ()
    retired: tuple[PublishedTerm, ...] = ()
