"""The description of a page from which it can be made."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Alternates = tuple[tuple[str, str], ...]


class PageSpec(Struct, frozen=True, array_like=True):
    """A page that can be made: its address, its kind, and the arguments of its maker.

    `kind` is a key of `specs.MAKERS`; `title`, `changed` and `alternates` are those of its head.
    """

    url: str
    language: str
    kind: str
    arguments: tuple[Any, ...] = ()
    title: str = ""
    changed: str = ""
    alternates: Alternates = ()
