"""The places inside texts that a link may lead to: headings, and ids in raw HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from glossgen.model import Body
from glossgen.text.fragments import normalised_fragment

HeadingPlace = tuple[int, str]
"""The number of a text in its file (0: the introduction or note), and an id in it."""

_ID = re.compile(r'<(?P<tag>[a-z][a-z0-9]*)\b[^<>]*?\bid="(?P<id>[^"]+)"')
_COUNTED = re.compile(r"(?P<name>.+)-(?P<count>\d+)\Z")


def heading_places(bodies: Iterable[Body]) -> dict[str, HeadingPlace]:
    """The places in the texts of a file by normalised fragment.

    Equal headings of a file are numbered as GitHub does: `x`, `x-1`, `x-2`.
    """
    found: dict[str, HeadingPlace] = {}
    seen: Counter[str] = Counter()
    for number, body in enumerate(bodies):
        for heading, name in _ids(body):
            plain = name.rpartition("--")[2] if heading else name
            counted = _COUNTED.match(plain) if heading else None
            slug = counted["name"] if counted and seen[counted["name"]] else plain
            key = f"{slug}-{seen[slug]}" if seen[slug] else slug
            seen[slug] += 1
            found.setdefault(normalised_fragment(key), (number, name))
    return found


def _ids(body: Body) -> Iterator[tuple[bool, str]]:
    """The ids of a text in order, and whether each is that of a heading."""
    for part in body:
        texts = [part] if isinstance(part, str) else [mark.html for mark in part.marks]
        for text in texts:
            for found in _ID.finditer(text) if "id=" in text else ():
                if "--fn" not in found["id"]:
                    yield found["tag"][0] == "h" and found["tag"][1:].isdigit(), unescape(found["id"])
