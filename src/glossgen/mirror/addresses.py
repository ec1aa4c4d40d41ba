"""Link targets in the mirror: the published address of the target's file, or a relative path to it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from msgspec import Struct

from glossgen.mirror.source_files import MirrorSources
from glossgen.model import Key, Term
from glossgen.text.anchors import encode_anchor

_SAFE = "%/:?@!&'()+,;=~"


class MirrorAddresses(Struct, frozen=True):
    """The addresses of all terms, relative to any file of the mirror.

    `published` has the published address of each file that states one (記事URL), by its path in the
    mirror; `base` is the address of the mirror's folder, or empty.
    """

    places: Mapping[Key, tuple[str, str]]
    published: Mapping[str, str]
    base: str = ""

    @classmethod
    def of(cls, reading: MirrorSources, base: str) -> MirrorAddresses:
        """The addresses for the sources that were read."""
        places: dict[Key, tuple[str, str]] = {}
        published: dict[str, str] = {}
        for file in reading.files:
            if file.source is None:
                continue
            if file.source.published:
                published[file.path] = file.source.published
            for term in file.source.terms:
                places[term.key] = (file.path, own_anchor(term))
        return cls(places, published, base)

    def opening(self, target: Key, path: str) -> str:
        """The opening tag of a link from the file at `path`; empty if the target is not in the mirror."""
        if target not in self.places:
            return ""
        file, anchor = self.places[target]
        if file in self.published:
            address = quote(self.published[file].rstrip("#"), safe=_SAFE)
        elif self.base:
            address = self.base + quote(file)
        elif file == path:
            address = ""
        else:
            address = quote(posixpath.relpath(file, posixpath.dirname(path) or "."))
        return f'<a href="{escape(address)}#{anchor}">'


def own_anchor(term: Term) -> str:
    """The base64 anchor of a term's heading as it is now."""
    return encode_anchor(term.heading)
