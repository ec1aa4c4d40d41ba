"""Makes the metadata of an entry from the other columns of its table row, or keys of its record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossgen.config import AUTO
from glossgen.model import Meta
from glossgen.sources.attributes import Attributes, clean
from glossgen.text.columns import LABEL

_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?(?:[,、，;；|]|<br\s*/?>|\s/\s)\s*")


def attributes_of(fields: Iterable[tuple[str, str]]) -> Attributes:
    """The metadata in the columns of a row, or the keys of a record, besides term and text."""
    alternative: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    for name, value in fields:
        text = clean(value)
        if name in ("alternative", "en", "ja") or name.startswith(LABEL):
            language = AUTO if name == "alternative" else name.removeprefix(LABEL)
            alternative += [(label, language) for label in _BETWEEN.split(text) if label]
        else:
            values.setdefault(name, text)
    meta = Meta(
        category=values.get("category", ""),
        tags=_split(values.get("tags", "")),
        related=_split(values.get("related", "")),
        translation_key=values.get("translation") or values.get("id", ""),
    )
    return Attributes(
        meta=meta, alternative=tuple(alternative), reading=values.get("reading", ""), id=values.get("id", "")
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN.split(text) if part)
