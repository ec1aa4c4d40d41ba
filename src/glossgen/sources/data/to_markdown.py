"""Records as a Markdown file of headings: what `glossgen import` writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from glossgen.sources.column_attributes import attributes_of
from glossgen.sources.data.records import Record
from glossgen.sources.forms.heading_labels import heading_labels

_MARKUP = re.compile(r"([\\`*_\[\]<>#&$~!{}|])")
_HEADING = re.compile(r"^(#{1,2})(?=[ \t])", re.MULTILINE)
_PLAIN = re.compile(r"[^\W_][\w .()/・ー-]*")


def markdown_of(records: Iterable[Record], title: str) -> str:
    """A Markdown file with one heading for each record; reading it gives the same terms as the records."""
    return f"# {title}\n\n" + "\n".join(_entry(record) for record in records)


def _entry(record: Record) -> str:
    known = attributes_of(record.fields)
    labels = dict.fromkeys([record.term, *(label for label, _ in known.alternative)])
    heading = " | ".join(_MARKUP.sub(r"\\\1", " ".join(label.split())) for label in labels)
    if len(labels) == 1 and heading_labels(labels).labels != tuple(labels):
        heading += " |"  # a bar means that the heading is taken literally
    lines = [f"## {heading}"]
    attributes = list(_attributes(record))
    if attributes:
        lines += ["<!--", *attributes, "-->"]
    # The entries are of level 2: a heading in a text is one of its own sections.
    text = _HEADING.sub("###", record.text.strip())
    return "\n".join([*lines, "", *([text, ""] if text else [])])


def _attributes(record: Record) -> Iterator[str]:
    known = attributes_of(record.fields)
    meta = known.meta
    values: list[tuple[str, str | tuple[str, ...]]] = [
        ("id", known.id),
        ("reading", known.reading),
        ("category", meta.category),
        ("tags", meta.tags),
        ("related", meta.related),
        ("translationKey", dict(record.fields).get("translation", "")),
    ]
    for name, value in values:
        if isinstance(value, tuple) and value:
            yield f"{name}: [{', '.join(map(_value, value))}]"
        elif value and isinstance(value, str):
            yield f"{name}: {_value(value)}"


def _value(text: str) -> str:
    """A text as a YAML value in a comment; quoted if YAML could read it as something else."""
    plain = _PLAIN.fullmatch(text) and text.strip() == text and not text.isdigit()
    return text if plain else json.dumps(text, ensure_ascii=False).replace("-->", "--\\u003e")
