"""Names that several terms share, and the pages that such a name leads to."""

from __future__ import annotations

from msgspec import Struct

from glossgen.model import DISAMBIGUATION, Key
from glossgen.text.slug import slugify


class SharedName(Struct, frozen=True, array_like=True):
    """A name, its terms, and the key by which mentions that could mean any of them are kept."""

    key: Key
    label: str
    terms: tuple[Key, ...]


def shared_key(language: str, label: str) -> Key:
    """The key of a name as the target of a mention."""
    return (language, DISAMBIGUATION + slugify(label))
