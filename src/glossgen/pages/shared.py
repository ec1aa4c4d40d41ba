"""Names that several terms share, and where a reader is led who meets one of them."""

from __future__ import annotations

from msgspec import Struct

from glossgen.link import DISAMBIGUATION
from glossgen.model import Key
from glossgen.slug import slugify


class SharedName(Struct, frozen=True, array_like=True):
    """A name, its terms, and the key by which mentions that could mean any of them are kept."""

    key: Key
    label: str
    terms: tuple[Key, ...]


def shared_key(language: str, label: str) -> Key:
    """The key of a name as the target of a mention."""
    return (language, DISAMBIGUATION + slugify(label))
