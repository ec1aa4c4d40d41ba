"""Names that several terms share, and the keys of their disambiguation pages."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import DISAMBIGUATION, Key
from glossgen.text.slug import slugify


class SharedName(Struct, frozen=True, array_like=True):
    """A name with its terms, and the key that mentions get which could mean any of them."""

    key: Key
    label: str
    terms: tuple[Key, ...]


def shared_key(language: str, label: str) -> Key:
    """The key of a shared name as the target of a mention."""
    return (language, DISAMBIGUATION + slugify(label))
